import type pg from 'pg';
import { PLATFORM } from './position.ts';
import { textArray } from './sql-arrays.ts';
import {
  type Account,
  type AccountKey,
  type AnswerKey,
  type Cursor,
  type DocumentKey,
  FACTS,
  type LockedHead,
  type Standing,
  type StoredAnswer,
  type StoredDocument,
} from './store.ts';

// What a batch reads. Keys come as arrays and are looked up one by one through the index, by LATERAL: a plan that an
// `IN (SELECT unnest …)` does not give. Every text here is a prepared statement; its name stands before it.

interface HeadRow {
  fund: string;
  sequence: bigint;
  leaf_hash: string;
  recorded_at: string | null;
  next_due: string | null;
  generation: number;
  clock: string;
}

const LOCK_HEADS = {
  name: 'fund_log_lock_heads',
  // The clock is read outside, row by row, after the lock of the row.
  text: `SELECT fund, sequence, leaf_hash, recorded_at, next_due, generation,
                clock_timestamp() + offset_ms * interval '1 ms' AS clock
         FROM (SELECT * FROM head WHERE fund = ANY ($1::text[]) ORDER BY fund FOR UPDATE) locked`,
};

/** Locks heads in sorted order; answers those that exist. */
export async function lockHeads(client: pg.ClientBase, funds: readonly string[]): Promise<LockedHead[]> {
  const { rows } = await client.query<HeadRow>({ ...LOCK_HEADS, values: [textArray(funds)] });
  return rows.map(({ fund, sequence, leaf_hash, recorded_at, next_due, generation, clock }) => ({
    fund,
    sequence,
    leafHash: leaf_hash,
    generation,
    ...(recorded_at !== null && { recordedAt: recorded_at }),
    ...(next_due !== null && { nextDue: next_due }),
    clock,
  }));
}

export interface CursorRow {
  source: string;
  fund: string;
  sequence: bigint;
  leaf_hash: string;
  attempts: number;
  parked_reason: string | null;
  parked_at: string | null;
}

export function cursorOf({
  source,
  fund,
  sequence,
  leaf_hash,
  attempts,
  parked_reason,
  parked_at,
}: CursorRow): Cursor {
  return {
    source,
    fund,
    sequence,
    leafHash: leaf_hash,
    attempts,
    ...(parked_reason !== null && { parkedReason: parked_reason }),
    ...(parked_at !== null && { parkedAt: parked_at }),
  };
}

const FACT_CURSORS = {
  name: 'fund_log_fact_cursors',
  text: `SELECT source, fund, sequence, leaf_hash, attempts, parked_reason, parked_at
         FROM cursor WHERE subscriber = '${FACTS}' AND fund = ANY ($1::text[])`,
};

export async function loadFactCursors(client: pg.ClientBase, funds: readonly string[]): Promise<Cursor[]> {
  const { rows } = await client.query<CursorRow>({ ...FACT_CURSORS, values: [textArray(funds)] });
  return rows.map(cursorOf);
}

interface AnswerRow {
  fund: string;
  actor: string;
  key: string;
  fingerprint: string;
  outcome: 'accepted' | 'rejected';
  sequence: bigint;
  events: number;
  answer: string;
}

const ANSWERS = {
  name: 'fund_log_answers',
  text: `SELECT i.fund, i.actor, i.key, i.fingerprint, i.outcome, i.sequence, i.events, i.answer
         FROM unnest($1::text[], $2::text[], $3::text[]) AS k (fund, actor, key)
         CROSS JOIN LATERAL (SELECT * FROM idempotency i
                             WHERE i.fund = k.fund AND i.actor = k.actor AND i.key = k.key LIMIT 1) i`,
};

export async function loadAnswers(
  client: pg.ClientBase,
  keys: readonly AnswerKey[],
): Promise<StoredAnswer[]> {
  if (keys.length === 0) return [];
  const values = [
    textArray(keys.map(({ fund }) => fund)),
    textArray(keys.map(({ actor }) => actor)),
    textArray(keys.map(({ key }) => key)),
  ];
  return (await client.query<AnswerRow>({ ...ANSWERS, values })).rows;
}

interface DocumentRow {
  fund: string;
  kind: string;
  id: string;
  version: number;
  revision: bigint;
  due_at: string | null;
  data: string;
}

interface PlatformRow {
  platform_sequence: bigint;
  platform_generation: number;
  /** `committee:41 proposals:7`; one text, for it comes with every row. */
  platform_cursors: string;
}

type LoadedRow = PlatformRow & (DocumentRow | { fund: null });

const DOCUMENTS = {
  name: 'fund_log_documents',
  // One statement, so that the platform's documents and where the platform stood are of one snapshot.
  text: `SELECT p.*, s.fund, s.kind, s.id, s.version, s.revision, s.due_at, s.data::text AS data
         FROM (SELECT coalesce(max(h.sequence), 0) AS platform_sequence,
                      coalesce(max(h.generation), 0) AS platform_generation,
                      coalesce(string_agg(c.source || ':' || c.sequence, ' '), '') AS platform_cursors
               FROM (SELECT '${PLATFORM}' AS fund) one
               LEFT JOIN head h ON h.fund = one.fund
               LEFT JOIN cursor c ON c.subscriber = '${FACTS}' AND c.fund = one.fund) p
         LEFT JOIN (SELECT s.*
                    FROM unnest($1::text[], $2::text[], $3::text[]) AS k (fund, kind, id)
                    CROSS JOIN LATERAL (SELECT * FROM state s
                                        WHERE s.fund = k.fund AND s.kind = k.kind AND s.id = k.id LIMIT 1) s) s ON true`,
};

export async function loadDocuments(
  client: pg.ClientBase,
  service: string,
  keys: readonly DocumentKey[],
): Promise<{ documents: StoredDocument[]; platform: Standing }> {
  const values = [
    textArray(keys.map(({ fund }) => fund)),
    textArray(keys.map(({ kind }) => kind)),
    textArray(keys.map(({ id }) => id)),
  ];
  const { rows } = await client.query<LoadedRow>({ ...DOCUMENTS, values });
  const documents = rows.flatMap((row) => (row.fund === null ? [] : [documentOf(row as DocumentRow)]));
  return { documents, platform: platformOf(service, rows[0]) };
}

function platformOf(service: string, row: PlatformRow | undefined): Standing {
  const cursors = (row?.platform_cursors ?? '').split(' ').filter((cursor) => cursor !== '');
  return {
    service,
    fund: PLATFORM,
    sequence: row?.platform_sequence ?? 0n,
    generation: row?.platform_generation ?? 0,
    cursors: cursors.map((cursor) => {
      const [source = '', sequence = '0'] = cursor.split(':');
      return { source, sequence: BigInt(sequence) };
    }),
  };
}

function documentOf({ fund, kind, id, version, revision, due_at, data }: DocumentRow): StoredDocument {
  return {
    fund,
    kind,
    id,
    version,
    revision: Number(revision),
    ...(due_at !== null && { dueAt: due_at }),
    data,
  };
}

const DUE_DOCUMENTS = {
  name: 'fund_log_due_documents',
  text: `SELECT fund, kind, id, version, revision, due_at, data::text AS data FROM state
         WHERE fund = $1 AND due_at IS NOT NULL AND due_at <= $2::timestamptz
         ORDER BY due_at, kind, id LIMIT $3`,
};

export async function loadDueDocuments(
  client: pg.ClientBase,
  fund: string,
  through: string,
  limit: number,
): Promise<StoredDocument[]> {
  const { rows } = await client.query<DocumentRow>({ ...DUE_DOCUMENTS, values: [fund, through, limit] });
  return rows.map(documentOf);
}

interface AccountRow {
  fund: string;
  account: string;
  balance: string;
  may_go_negative: boolean;
}

const ACCOUNTS = {
  name: 'fund_log_accounts',
  text: `SELECT a.fund, a.account, a.balance, a.may_go_negative
         FROM unnest($1::text[], $2::text[]) AS k (fund, account)
         CROSS JOIN LATERAL (SELECT * FROM account a WHERE a.fund = k.fund AND a.account = k.account LIMIT 1) a`,
};

export async function loadAccounts(client: pg.ClientBase, keys: readonly AccountKey[]): Promise<Account[]> {
  if (keys.length === 0) return [];
  const values = [textArray(keys.map(({ fund }) => fund)), textArray(keys.map(({ account }) => account))];
  const { rows } = await client.query<AccountRow>({ ...ACCOUNTS, values });
  return rows.map(({ fund, account, balance, may_go_negative }) => ({
    fund,
    account,
    balance: BigInt(balance),
    mayGoNegative: may_go_negative,
  }));
}
