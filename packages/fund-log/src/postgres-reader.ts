import type pg from 'pg';
import {
  BEGINNING,
  type Head,
  type LogReader,
  MAX_ENTRIES_PAGE,
  MAX_HEADS_PAGE,
  type StoredEntry,
} from './log-reader.ts';

export interface EntryRow {
  envelope: string;
  salt: Buffer;
  payload: string;
  traceparent: string | null;
}

/** Bytes of payloads on a page, as stored; the first entry comes whatever its size. */
const MAX_PAGE_BYTES = 4 * 1024 * 1024;

export const PAGE_OF_ENTRIES = {
  name: 'fund_log_page',
  text: `SELECT envelope, salt, payload, traceparent
         FROM (SELECT *, sum(pg_column_size(payload)) OVER (ORDER BY sequence) AS bytes, row_number() OVER (ORDER BY sequence) AS line
               FROM entry WHERE fund = $1 AND sequence > $2::bigint ORDER BY sequence LIMIT $3) page
         WHERE bytes <= ${MAX_PAGE_BYTES} OR line = 1
         ORDER BY line`,
};

export function entriesOf(rows: readonly EntryRow[]): StoredEntry[] {
  return rows.map(({ envelope, salt, payload, traceparent }) => ({
    envelope,
    salt: salt.toString('base64'),
    payload,
    ...(traceparent !== null && { traceparent }),
  }));
}

interface HeadRow {
  fund: string;
  sequence: bigint;
  leaf_hash: string;
  recorded_through: string | null;
}

/**
 * Recorded-through without a lock. `now()` is the start of this statement's transaction, before its snapshot. A fund
 * that no batch has locked at the snapshot gets its next entries later than that; the millisecond that was passing is
 * left out. A fund that a batch has locked is through up to what is recorded: the batch records at least 1 ms later.
 * It holds as long as the database's clock is not set back.
 */
const HEAD_COLUMNS = `fund, sequence, leaf_hash,
  CASE WHEN is_under_way(head.xmax) THEN recorded_at
       ELSE greatest(recorded_at, now() + (offset_ms - 1) * interval '1 ms') END AS recorded_through`;

/** Reads a service's logs from its database. */
export function postgresReader({ pool, service }: { pool: pg.Pool; service: string }): LogReader {
  return {
    service,
    async heads(after = '') {
      const { rows } = await pool.query<HeadRow & { through: string }>({
        name: 'fund_log_heads',
        text: `SELECT t.through, h.*
               FROM (SELECT now() - interval '1 ms' AS through) t
               LEFT JOIN (SELECT ${HEAD_COLUMNS} FROM head WHERE fund > $1 ORDER BY fund LIMIT $2) h ON true
               ORDER BY h.fund`,
        values: [after, MAX_HEADS_PAGE],
      });
      const heads = rows.filter(({ fund }) => fund !== null).map(headOf);
      const next = heads.length === MAX_HEADS_PAGE ? heads.at(-1)?.fund : undefined;
      return { heads, recordedThrough: rows[0]?.through ?? BEGINNING, ...(next !== undefined && { next }) };
    },
    async page(fund, afterSequence, limit) {
      const values = [fund, afterSequence, Math.min(limit, MAX_ENTRIES_PAGE)];
      const { rows } = await pool.query<EntryRow>({ ...PAGE_OF_ENTRIES, values });
      const { rows: heads } = await pool.query<HeadRow>({
        name: 'fund_log_head',
        text: `SELECT ${HEAD_COLUMNS} FROM head WHERE fund = $1`,
        values: [fund],
      });
      const [head] = heads.map(headOf);
      return { entries: entriesOf(rows), ...(head !== undefined && { head }) };
    },
  };
}

function headOf({ fund, sequence, leaf_hash, recorded_through }: HeadRow): Head {
  return { fund, sequence, leafHash: leaf_hash, recordedThrough: recorded_through ?? BEGINNING };
}
