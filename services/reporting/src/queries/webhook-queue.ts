import type pg from 'pg';
import { WEBHOOK_COLUMNS, type Webhook, type WebhookSource } from './webhooks.ts';

/** A webhook that this process alone sends to until its lease ends, with the secrets that sign, the newest first. */
export interface ClaimedWebhook extends Webhook {
  readonly secrets: readonly string[];
  /** The logs that go on beyond where they were sent, and up to where what they say of roles is known. */
  readonly goingOn: readonly {
    readonly source: WebhookSource;
    readonly after: string;
    readonly through: string;
  }[];
}

const CLAIM = `
  UPDATE webhook w SET lease_until = clock_timestamp() + $2 * interval '1 ms'
  FROM (
    SELECT fund, webhook_id FROM webhook q
    WHERE q.state = 'active' AND q.next_try_at <= clock_timestamp()
      AND (q.lease_until IS NULL OR q.lease_until < clock_timestamp())
      AND (EXISTS (SELECT FROM webhook_cursor k
             JOIN cursor c ON c.subscriber = 'tables' AND c.fund = k.fund AND c.source = k.source
             WHERE k.fund = q.fund AND k.webhook_id = q.webhook_id AND c.sequence > k.sequence)
        OR EXISTS (SELECT FROM webhook_delivery d
             WHERE d.fund = q.fund AND d.webhook_id = q.webhook_id AND d.state = 'again'))
    ORDER BY q.next_try_at LIMIT $1 FOR UPDATE SKIP LOCKED) c
  WHERE w.fund = c.fund AND w.webhook_id = c.webhook_id
  RETURNING ${WEBHOOK_COLUMNS},
    array_remove(ARRAY[w.secret, CASE WHEN w.previous_until > clock_timestamp() THEN w.previous_secret END], NULL)
      AS secrets,
    (SELECT coalesce(json_agg(json_build_object(
        'source', k.source, 'after', k.sequence::text, 'through', t.sequence::text) ORDER BY k.source), '[]')
      FROM webhook_cursor k
      JOIN cursor t ON t.subscriber = 'tables' AND t.fund = k.fund AND t.source = k.source
      WHERE k.fund = w.fund AND k.webhook_id = w.webhook_id AND t.sequence > k.sequence) AS "goingOn"`;

/** Takes webhooks that have something to be sent, the longest waiting first. */
export async function claimWebhooks(
  pool: pg.Pool,
  limit: number,
  leaseMs: number,
): Promise<readonly ClaimedWebhook[]> {
  return (await pool.query<ClaimedWebhook>(CLAIM, [limit, leaseMs])).rows;
}

/** Moves a webhook beyond entries of one log, unless it was set back meanwhile. */
export async function passBeyond(
  pool: pg.Pool,
  { fund, webhookId }: Webhook,
  source: WebhookSource,
  from: bigint,
  to: bigint,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE webhook_cursor SET sequence = $5
     WHERE fund = $1 AND webhook_id = $2 AND source = $3 AND sequence = $4`,
    [fund, webhookId, source, from, to],
  );
  return rowCount === 1;
}

const ITSELF = `fund = $1 AND webhook_id = $2`;

/** Gives a webhook back after all that was tried came through. */
export async function releaseWebhook(pool: pg.Pool, { fund, webhookId }: Webhook): Promise<void> {
  await pool.query(
    `UPDATE webhook SET lease_until = NULL, attempts = 0, failing_since = NULL WHERE ${ITSELF}`,
    [fund, webhookId],
  );
}

/** Gives a webhook back to be tried again later, for a reason that is not the receiver's. */
export async function restWebhook(
  pool: pg.Pool,
  { fund, webhookId }: Webhook,
  afterMs: number,
): Promise<void> {
  await pool.query(
    `UPDATE webhook SET lease_until = NULL, next_try_at = clock_timestamp() + $3 * interval '1 ms' WHERE ${ITSELF}`,
    [fund, webhookId, afterMs],
  );
}

/** Gives a webhook back to be tried again later; after so many failed tries in succession it is disabled. */
export async function postponeWebhook(
  pool: pg.Pool,
  { fund, webhookId }: Webhook,
  { afterMs, maxAttempts }: { readonly afterMs: number; readonly maxAttempts: number },
): Promise<void> {
  await pool.query(
    `UPDATE webhook SET lease_until = NULL, attempts = attempts + 1,
       failing_since = coalesce(failing_since, clock_timestamp()),
       next_try_at = clock_timestamp() + $3 * interval '1 ms',
       state = CASE WHEN state = 'active' AND attempts + 1 >= $4 THEN 'disabled' ELSE state END,
       disabled_reason = CASE WHEN state = 'active' AND attempts + 1 >= $4 THEN 'failing' ELSE disabled_reason END
     WHERE ${ITSELF}`,
    [fund, webhookId, afterMs, maxAttempts],
  );
}

/** Ends a webhook until its owner sets it active again. */
export async function disableWebhook(
  pool: pg.Pool,
  { fund, webhookId }: Webhook,
  reason: 'gone' | 'no-role',
): Promise<void> {
  await pool.query(
    `UPDATE webhook SET lease_until = NULL, state = 'disabled', disabled_reason = $3 WHERE ${ITSELF}`,
    [fund, webhookId, reason],
  );
}
