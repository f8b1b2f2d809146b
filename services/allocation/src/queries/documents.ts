import type { Aggregate } from '@mdtf/domain';
import { decodeState } from '@mdtf/fund-log';
import type pg from 'pg';

// Documents and their ids are ASCII and compare by byte, so the tilde is after every one of them.
const AFTER_ALL = '~';
const SLASH_AND_NEXT = ['/', '0'] as const;

/** Which documents of one kind, in the order of their ids. */
export interface DocumentsQuery {
  readonly fund: string;
  /** Only documents under this one: those whose ids begin with it and a slash. */
  readonly under?: string;
  /** The id of the last document of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
  /** Fields of the document that must hold one of these values. */
  readonly where?: { readonly field: 'status' | 'partner'; readonly oneOf: readonly string[] };
}

/** A document with its id. */
export interface Found<S> {
  readonly id: string;
  readonly state: S;
}

/** Reads up to `limit` documents of an aggregate. */
export async function listDocuments<S>(
  pool: pg.Pool,
  // biome-ignore lint/suspicious/noExplicitAny: only the state type matters to a reader
  { kind }: Aggregate<S, any>,
  { fund, under, after, limit, where }: DocumentsQuery,
): Promise<readonly Found<S>[]> {
  const [from, to] = under === undefined ? ['', AFTER_ALL] : SLASH_AND_NEXT.map((end) => `${under}${end}`);
  const { rows } = await pool.query<{ id: string; data: string }>(
    `SELECT id, data::text AS data FROM state
      WHERE fund = $1 AND kind = $2 AND id > GREATEST($3, $8::text) AND id < $4
        AND ($5::text IS NULL OR data ->> $5 = ANY ($6::text[]))
      ORDER BY id LIMIT $7`,
    [fund, kind, from, to, where?.field ?? null, where?.oneOf ?? [], limit, after ?? null],
  );
  return rows.map(({ id, data }) => ({ id, state: decodeState(data) as S }));
}

/** Reads one document as it is now, or undefined. */
export async function findDocument<S>(
  pool: pg.Pool,
  // biome-ignore lint/suspicious/noExplicitAny: only the state type matters to a reader
  { kind }: Aggregate<S, any>,
  fund: string,
  id: string,
): Promise<S | undefined> {
  const [row] = await findDocuments(pool, kind, fund, [id]);
  return row?.state as S | undefined;
}

/** Reads the documents of one kind with these ids, as far as they exist. */
export async function findDocuments(
  pool: pg.Pool,
  kind: string,
  fund: string,
  ids: readonly string[],
): Promise<readonly Found<unknown>[]> {
  const { rows } = await pool.query<{ id: string; data: string }>(
    'SELECT id, data::text AS data FROM state WHERE fund = $1 AND kind = $2 AND id = ANY ($3::text[])',
    [fund, kind, ids],
  );
  return rows.map(({ id, data }) => ({ id, state: decodeState(data) }));
}

/** The data of entries by their sequence: what was told when it happened. */
export async function entryData(
  pool: pg.Pool,
  fund: string,
  sequences: readonly bigint[],
): Promise<ReadonlyMap<bigint, unknown>> {
  const { rows } = await pool.query<{ sequence: string; payload: string }>(
    'SELECT sequence, payload FROM entry WHERE fund = $1 AND sequence = ANY ($2::bigint[])',
    [fund, sequences.map(String)],
  );
  return new Map(rows.map(({ sequence, payload }) => [BigInt(sequence), JSON.parse(payload).data]));
}
