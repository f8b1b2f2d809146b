import type { Instant } from '@mdtf/domain';
import type pg from 'pg';
import { openLogSessions } from './log-sessions.ts';
import { openPostgresBatch } from './postgres-batch.ts';
import { postgresReader } from './postgres-reader.ts';
import { textArray } from './sql-arrays.ts';
import { type CursorRow, cursorOf } from './sql-load.ts';
import { FACTS, type Store } from './store.ts';
import { unavailable } from './store-failure.ts';

/** A store in PostgreSQL; its tables are those of `migrations`. Disposing of it ends its own sessions, not the pool. */
export interface PostgresStore extends Store, AsyncDisposable {}

/** The folder of the log's migrations, to be applied before a store is used. */
export const FUND_LOG_MIGRATIONS = {
  component: 'fund-log',
  folder: new URL('../migrations/', import.meta.url),
};

const MAX_KNOWN_FUNDS = 100_000;

export function createPostgresStore({ pool, service }: { pool: pg.Pool; service: string }): PostgresStore {
  const sessions = openLogSessions(pool);
  const knownFunds = new Set<string>();

  /** Makes missing heads before the batch: committed first, so that every reader sees a head before its first entry. */
  const makeHeads = async (client: pg.ClientBase | pg.Pool, funds: readonly string[]): Promise<void> => {
    const unknown = funds.filter((fund) => !knownFunds.has(fund));
    if (unknown.length === 0) return;
    await client.query('INSERT INTO head (fund) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING', [
      textArray(unknown),
    ]);
    if (knownFunds.size > MAX_KNOWN_FUNDS) knownFunds.clear();
    for (const fund of unknown) knownFunds.add(fund);
  };

  return {
    service,
    reader: postgresReader({ pool, service }),
    async open(request) {
      const client = await sessions.pool.connect().catch((error: unknown) => {
        throw unavailable(error);
      });
      return openPostgresBatch(client, service, request, {
        makeHeads,
        forgetHeads: () => knownFunds.clear(),
      });
    },
    async dueFunds(limit) {
      const { rows } = await pool.query<{ fund: string }>(
        `SELECT fund FROM head WHERE next_due <= clock_timestamp() + offset_ms * interval '1 ms'
         ORDER BY next_due, fund LIMIT $1`,
        [limit],
      );
      return rows.map(({ fund }) => fund);
    },
    async factCursors(source) {
      const { rows } = await pool.query<CursorRow>(
        'SELECT * FROM cursor WHERE subscriber = $1 AND source = $2 ORDER BY fund',
        [FACTS, source],
      );
      return rows.map(cursorOf);
    },
    async forgetAnswers(olderThanMs, limit) {
      const { rowCount } = await pool.query(
        `DELETE FROM idempotency WHERE ctid = ANY (ARRAY(
           SELECT ctid FROM idempotency
           WHERE created_at < clock_timestamp() - $1::bigint * interval '1 ms' LIMIT $2))`,
        [olderThanMs, limit],
      );
      return rowCount ?? 0;
    },
    async setClock(fund, now) {
      await makeHeads(pool, [fund]);
      await moveClock(pool, fund, now);
    },
    async clock(fund) {
      const { rows } = await pool.query<{ clock: string }>(
        `SELECT clock_timestamp() + coalesce((SELECT offset_ms FROM head WHERE fund = $1), 0) * interval '1 ms' AS clock`,
        [fund],
      );
      return rows[0]?.clock ?? '';
    },
    [Symbol.asyncDispose]: () => sessions[Symbol.asyncDispose](),
  };
}

async function moveClock(pool: pg.Pool, fund: string, now: Instant): Promise<void> {
  const { rowCount } = await pool.query(
    `UPDATE head SET offset_ms = new.offset_ms
     FROM (SELECT round(extract(epoch FROM $2::timestamptz - clock_timestamp()) * 1000)::bigint AS offset_ms) new
     WHERE fund = $1 AND (sequence = 0 OR new.offset_ms >= head.offset_ms)`,
    [fund, now],
  );
  if (rowCount === 0) throw new RangeError(`The clock of ${fund} is already past ${now}`);
}
