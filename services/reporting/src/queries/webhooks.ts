import { randomBytes } from 'node:crypto';
import type { Instant } from '@mdtf/domain';
import { withTransaction } from '@mdtf/postgres';
import type pg from 'pg';

/** Webhooks of one person in one fund. */
export const MAX_WEBHOOKS_PER_PERSON = 20;

export type WebhookSource = 'committee' | 'proposals' | 'allocation' | 'reporting';

const SOURCES: readonly WebhookSource[] = ['committee', 'proposals', 'allocation', 'reporting'];

/** Where entries of a fund are sent, and how that goes. */
export interface Webhook {
  readonly fund: string;
  readonly webhookId: string;
  readonly owner: string;
  readonly url: string;
  readonly eventTypes: readonly string[];
  readonly state: 'active' | 'paused' | 'disabled';
  readonly disabledReason: 'failing' | 'gone' | 'no-role' | null;
  readonly attempts: number;
  readonly failingSince: Instant | null;
  readonly version: bigint;
  readonly cursors: readonly { readonly source: WebhookSource; readonly sequence: string }[];
}

/** What its owner sets of a webhook. */
export interface WebhookEntry {
  readonly url: string;
  readonly eventTypes: readonly string[];
  readonly active: boolean;
}

export const WEBHOOK_COLUMNS = `
  w.fund, w.webhook_id AS "webhookId", w.owner, w.url, w.event_types AS "eventTypes", w.state,
  w.disabled_reason AS "disabledReason", w.attempts, w.failing_since AS "failingSince", w.version,
  (SELECT coalesce(json_agg(json_build_object('source', source, 'sequence', sequence::text) ORDER BY source), '[]')
   FROM webhook_cursor k WHERE k.fund = w.fund AND k.webhook_id = w.webhook_id) AS cursors`;

/** The secrets that sign: 32 bytes of chance, as Standard Webhooks writes them. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** How long the secret before goes on to sign. */
const ROTATION = '24 hours';

/** One webhook, whoever owns it. */
export async function webhookOf(
  pool: pg.Pool,
  fund: string,
  webhookId: string,
): Promise<Webhook | undefined> {
  const text = `SELECT ${WEBHOOK_COLUMNS} FROM webhook w WHERE fund = $1 AND webhook_id = $2`;
  return (await pool.query<Webhook>(text, [fund, webhookId])).rows[0];
}

/** The webhooks of a person in a fund; at most MAX_WEBHOOKS_PER_PERSON. */
export async function webhooksOf(pool: pg.Pool, fund: string, owner: string): Promise<readonly Webhook[]> {
  const text = `SELECT ${WEBHOOK_COLUMNS} FROM webhook w WHERE fund = $1 AND owner = $2 ORDER BY webhook_id`;
  return (await pool.query<Webhook>(text, [fund, owner])).rows;
}

/** Makes a webhook that begins with what is recorded from now on; false when there are too many, or it is there. */
export function makeWebhook(
  pool: pg.Pool,
  { fund, webhookId, owner }: Pick<Webhook, 'fund' | 'webhookId' | 'owner'>,
  { url, eventTypes, active }: WebhookEntry,
  secret: string,
): Promise<boolean> {
  return withTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `INSERT INTO webhook (fund, webhook_id, owner, url, event_types, state, secret)
       SELECT $1, $2, $3, $4, $5, $6, $7
       WHERE (SELECT count(*) FROM webhook WHERE fund = $1 AND owner = $3) < ${MAX_WEBHOOKS_PER_PERSON}
       ON CONFLICT DO NOTHING`,
      [fund, webhookId, owner, url, [...eventTypes], active ? 'active' : 'paused', secret],
    );
    if (rowCount !== 1) return false;
    await client.query(
      `INSERT INTO webhook_cursor (fund, webhook_id, source, sequence)
       SELECT $1, $2, source, coalesce((SELECT sequence FROM cursor c
         WHERE c.subscriber = 'tables' AND c.fund = $1 AND c.source = s.source), 0)
       FROM unnest($3::text[]) AS s (source)`,
      [fund, webhookId, [...SOURCES]],
    );
    return true;
  });
}

/** Changes a webhook that has this version, and has it tried again at once; false when it has another by now. */
export async function changeWebhook(
  pool: pg.Pool,
  { fund, webhookId, version }: Webhook,
  { url, eventTypes, active }: WebhookEntry,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE webhook SET url = $3, event_types = $4, state = $5, disabled_reason = NULL, attempts = 0,
       failing_since = NULL, next_try_at = clock_timestamp(), version = version + 1
     WHERE fund = $1 AND webhook_id = $2 AND version = $6`,
    [fund, webhookId, url, [...eventTypes], active ? 'active' : 'paused', version],
  );
  return rowCount === 1;
}

export async function removeWebhook(pool: pg.Pool, fund: string, webhookId: string): Promise<void> {
  await pool.query('DELETE FROM webhook WHERE fund = $1 AND webhook_id = $2', [fund, webhookId]);
}

/** Sets a new secret; the one before signs beside it until the instant answered. */
export async function rotateSecret(
  pool: pg.Pool,
  fund: string,
  webhookId: string,
  secret: string,
): Promise<Instant> {
  const { rows } = await pool.query<{ until: Instant }>(
    `UPDATE webhook SET secret = $3, previous_secret = secret,
       previous_until = clock_timestamp() + interval '${ROTATION}', version = version + 1
     WHERE fund = $1 AND webhook_id = $2 RETURNING previous_until AS until`,
    [fund, webhookId, secret],
  );
  return rows[0]?.until ?? '';
}
