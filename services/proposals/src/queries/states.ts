import type { Aggregate } from '@mdtf/domain';
import { decodeState } from '@mdtf/fund-log';
import { decodeCursor, isRefusal, type ListPage, pageOf, type Refusal } from '@mdtf/runtime';
import type pg from 'pg';

/** Which page is wanted: at most `limit` items after an opaque cursor. */
export interface Paging {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

type Listed = Paging & {
  readonly fund: string;
  readonly under?: string;
  readonly having?: Readonly<Record<string, unknown>>;
};

// Ids are ASCII and compare by byte, so the tilde is after every one of them.
const AFTER_ALL = '~';

const SELECT_STATES = `
  SELECT id, data::text AS data FROM state
  WHERE fund = $1 AND kind = $2 AND id > $3 AND id < $4 AND data @> $6::jsonb
  ORDER BY id LIMIT $5`;

/** A page of the states of one kind in the order of their ids; with `under`, only those whose ids begin with it and a slash; with `having`, only those with these members. */
export async function listStates<S, T>(
  pool: pg.Pool,
  // biome-ignore lint/suspicious/noExplicitAny: only the state type matters to a reader
  { kind }: Aggregate<S, any>,
  { fund, under, having = {}, cursor, limit }: Listed,
  shape: (id: string, state: S) => T,
): Promise<ListPage<T> | Refusal> {
  const after = decodeCursor(cursor, 'text');
  if (after !== undefined && isRefusal(after)) return after;
  const from = under === undefined ? '' : `${under}/`;
  // "0" is the character after the slash.
  const to = under === undefined ? AFTER_ALL : `${under}0`;
  const begin = after?.[0] !== undefined && after[0] > from ? after[0] : from;
  const { rows } = await pool.query<{ id: string; data: string }>(SELECT_STATES, [
    fund,
    kind,
    begin,
    to,
    limit + 1,
    JSON.stringify(having),
  ]);
  return pageOf(rows, limit, {
    key: ({ id }) => [id],
    item: ({ id, data }) => shape(id, decodeState(data) as S),
  });
}
