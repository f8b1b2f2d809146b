import type { Instant } from '@mdtf/domain';
import { withTransaction } from '@mdtf/postgres';
import type pg from 'pg';
import type { WebhookSource } from './webhooks.ts';

/** Deliveries kept for each webhook. */
const MAX_KEPT = 1_000;

/** One entry sent to one webhook. */
export interface Delivery {
  readonly source: WebhookSource;
  readonly sequence: bigint;
  readonly entryId: string;
  readonly type: string;
  readonly state: 'delivered' | 'failing' | 'again';
  readonly attempts: number;
  /** The receiver's last answer; null: there was none. */
  readonly status: number | null;
  readonly error: string | null;
  readonly lastAt: Instant;
}

const COLUMNS = `source, sequence, entry_id AS "entryId", type, state, attempts, status, error, last_at AS "lastAt"`;

/** What was sent to a webhook, the latest first; `after`: when, source and sequence of the last of the page before. */
export async function deliveriesOf(
  pool: pg.Pool,
  fund: string,
  webhookId: string,
  selection: {
    readonly state?: string | undefined;
    readonly after?: readonly string[] | undefined;
    readonly limit: number;
  },
): Promise<readonly Delivery[]> {
  const { state, after, limit } = selection;
  const { rows } = await pool.query<Delivery>(
    `SELECT ${COLUMNS} FROM webhook_delivery
     WHERE fund = $1 AND webhook_id = $2 AND ($3::text IS NULL OR state = $3)
       AND ($4::timestamptz IS NULL OR (last_at, source, sequence) < ($4, $5, $6::bigint))
     ORDER BY last_at DESC, source DESC, sequence DESC LIMIT $7`,
    [fund, webhookId, state ?? null, after?.[0] ?? null, after?.[1] ?? null, after?.[2] ?? null, limit],
  );
  return rows;
}

/** What is to be sent again, or from where on everything is. */
export type Replay =
  | { readonly source: string; readonly sequence: bigint }
  | { readonly source: string; readonly after: bigint };

/** Has something sent again, once for each key; `unknown`: there is no such delivery. */
export function replay(
  pool: pg.Pool,
  fund: string,
  webhookId: string,
  what: Replay,
  asked: { readonly person: string; readonly key: string; readonly fingerprint: string },
): Promise<'asked' | 'unknown' | 'key-reused'> {
  return withTransaction(pool, async (client) => {
    if ('sequence' in what) {
      const found = await client.query(IS_THERE, [fund, webhookId, what.source, what.sequence]);
      if (found.rowCount === 0) return 'unknown';
    }
    const values = [fund, asked.person, asked.key, asked.fingerprint];
    await client.query(FORGET);
    if ((await client.query(REMEMBER, values)).rowCount === 0)
      return (await client.query(IS_SAME, values)).rowCount === 1 ? 'asked' : 'key-reused';
    await client.query(TRY_NOW, [fund, webhookId]);
    if ('after' in what) await client.query(SET_BACK, [fund, webhookId, what.source, what.after]);
    else await client.query(SEND_AGAIN, [fund, webhookId, what.source, what.sequence]);
    return 'asked';
  });
}

const IS_THERE = `
  SELECT FROM webhook_delivery
  WHERE fund = $1 AND webhook_id = $2 AND source = $3 AND sequence = $4 AND state <> 'failing'`;
const FORGET = "DELETE FROM webhook_replay WHERE asked_at < clock_timestamp() - interval '30 days'";
const REMEMBER = `
  INSERT INTO webhook_replay (fund, person, key, fingerprint) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`;
const IS_SAME =
  'SELECT FROM webhook_replay WHERE fund = $1 AND person = $2 AND key = $3 AND fingerprint = $4';
const TRY_NOW = 'UPDATE webhook SET next_try_at = clock_timestamp() WHERE fund = $1 AND webhook_id = $2';
const SET_BACK = `
  UPDATE webhook_cursor SET sequence = least(sequence, $4::bigint)
  WHERE fund = $1 AND webhook_id = $2 AND source = $3`;
const SEND_AGAIN = `
  UPDATE webhook_delivery SET state = 'again'
  WHERE fund = $1 AND webhook_id = $2 AND source = $3 AND sequence = $4 AND state <> 'failing'`;

/** What was asked to be sent again, the oldest first. */
export async function deliveriesAgain(
  pool: pg.Pool,
  fund: string,
  webhookId: string,
  limit: number,
): Promise<readonly Delivery[]> {
  const { rows } = await pool.query<Delivery>(
    `SELECT ${COLUMNS} FROM webhook_delivery WHERE fund = $1 AND webhook_id = $2 AND state = 'again'
     ORDER BY source, sequence LIMIT $3`,
    [fund, webhookId, limit],
  );
  return rows;
}

/** Notes a try; the oldest beyond MAX_KEPT are forgotten. */
export async function noteDelivery(
  pool: pg.Pool,
  fund: string,
  webhookId: string,
  delivery: Pick<Delivery, 'source' | 'sequence' | 'entryId' | 'type' | 'state' | 'status' | 'error'>,
): Promise<void> {
  const { source, sequence, entryId, type, state, status, error } = delivery;
  await pool.query(
    `INSERT INTO webhook_delivery AS d (fund, webhook_id, source, sequence, entry_id, type, state, status, error)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (fund, webhook_id, source, sequence) DO UPDATE SET state = excluded.state,
       status = excluded.status, error = excluded.error, attempts = d.attempts + 1, last_at = excluded.last_at`,
    [fund, webhookId, source, sequence, entryId, type, state, status, error],
  );
  await pool.query(
    `DELETE FROM webhook_delivery WHERE fund = $1 AND webhook_id = $2 AND state = 'delivered' AND last_at < (
       SELECT last_at FROM webhook_delivery WHERE fund = $1 AND webhook_id = $2
       ORDER BY last_at DESC OFFSET ${MAX_KEPT - 1} LIMIT 1)`,
    [fund, webhookId],
  );
}
