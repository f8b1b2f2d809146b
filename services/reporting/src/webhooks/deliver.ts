import type { LogReader, StoredEntry } from '@mdtf/fund-log';
import type pg from 'pg';
import { Webhook as Signer } from 'standardwebhooks';
import { audiencesIn } from '../queries/people.ts';
import { type Delivery, deliveriesAgain, noteDelivery } from '../queries/webhook-deliveries.ts';
import {
  type ClaimedWebhook,
  claimWebhooks,
  disableWebhook,
  passBeyond,
  postponeWebhook,
  releaseWebhook,
  restWebhook,
} from '../queries/webhook-queue.ts';
import type { WebhookSource } from '../queries/webhooks.ts';
import { type Posted, postGuarded } from './post-guarded.ts';
import { type WebhookLimits, type WebhookSettings, waitAfter } from './settings.ts';

/** What sending needs: the queue, the logs, and the rules. */
export interface Sending {
  readonly pool: pg.Pool;
  readonly reader: (source: string) => LogReader;
  readonly settings: WebhookSettings;
  readonly limits: WebhookLimits;
}

/** Webhooks sent to at once; entries of one log read at once; how long one is sent to before the others have their turn. */
const AT_ONCE = 20;
const PAGE = 50;
const TURN_MS = 20_000;

/** Sends what waits for as many webhooks as are sent to at once; answers how many there were. */
export async function deliverAll(sending: Sending): Promise<number> {
  const claimed = await claimWebhooks(sending.pool, AT_ONCE, sending.limits.leaseMs);
  const tried = await Promise.allSettled(claimed.map((webhook) => deliverOrRest(sending, webhook)));
  const failed = tried.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  return claimed.length;
}

/** What a log or the database cannot give now is asked of it again later, and does not count against the receiver. */
async function deliverOrRest(sending: Sending, webhook: ClaimedWebhook): Promise<void> {
  try {
    await deliverTo(sending, webhook);
  } catch (error) {
    await restWebhook(sending.pool, webhook, sending.limits.retryAfterMs);
    throw error;
  }
}

async function deliverTo(sending: Sending, webhook: ClaimedWebhook): Promise<void> {
  const { pool, limits } = sending;
  const { fund, webhookId, owner, attempts } = webhook;
  const roles = (await audiencesIn(pool, fund, [owner])).get(owner)?.roles;
  if (roles === undefined) return disableWebhook(pool, webhook, 'no-role');
  const sees: Sees = { all: roles.includes('auditor') };
  const until = performance.now() + TURN_MS;
  const isOver = () => performance.now() > until;
  let outcome: Outcome = 'sent';
  for (const delivery of await deliveriesAgain(pool, fund, webhookId, PAGE)) {
    if (outcome === 'sent' && !isOver()) outcome = await again(sending, webhook, delivery, sees);
  }
  for (const part of webhook.goingOn) {
    if (outcome === 'sent' && !isOver()) outcome = await goOn(sending, webhook, part, sees, isOver);
  }
  if (outcome === 'sent') return releaseWebhook(pool, webhook);
  if (outcome === 'gone') return disableWebhook(pool, webhook, 'gone');
  await postponeWebhook(pool, webhook, {
    afterMs: waitAfter(limits, attempts + 1),
    maxAttempts: limits.maxAttempts,
  });
}

interface Sees {
  /** Also what is for the parties, as the logs show it to an auditor. */
  readonly all: boolean;
}

type Outcome = 'sent' | 'failed' | 'gone';

/**
 * Sends a log's entries in their order, and stops at the first that does not come through. Not beyond what the read
 * tables know: a role that was taken back is known before what was recorded after it is sent.
 */
async function goOn(
  sending: Sending,
  webhook: ClaimedWebhook,
  { source, after, through }: ClaimedWebhook['goingOn'][number],
  sees: Sees,
  isOver: () => boolean,
): Promise<Outcome> {
  const { pool, reader } = sending;
  let at = BigInt(after);
  const last = BigInt(through);
  while (at < last && !isOver()) {
    const limit = Math.min(PAGE, Number(last - at));
    const { entries } = await reader(source).page(webhook.fund, at, limit);
    if (entries.length === 0) return 'sent';
    const start = at;
    let outcome: Outcome = 'sent';
    for (const entry of entries) {
      const told = readTold(entry);
      if (wants(webhook, told, sees)) outcome = await send(sending, webhook, source, entry, told);
      if (outcome !== 'sent') break;
      at = told.sequence;
      if (isOver()) break;
    }
    if (at !== start && !(await passBeyond(pool, webhook, source, start, at))) return outcome;
    if (outcome !== 'sent') return outcome;
  }
  return 'sent';
}

/** Sends an earlier entry once more; one that may not be seen any more is left. */
async function again(
  sending: Sending,
  webhook: ClaimedWebhook,
  { source, sequence, state: _, ...delivery }: Delivery,
  sees: Sees,
): Promise<Outcome> {
  const [entry] = (await sending.reader(source).page(webhook.fund, sequence - 1n, 1)).entries;
  const told = entry === undefined ? undefined : readTold(entry);
  if (entry === undefined || told === undefined || !isVisible(told, sees)) {
    const left = { ...delivery, source, sequence, state: 'delivered' as const };
    await noteDelivery(sending.pool, webhook.fund, webhook.webhookId, left);
    return 'sent';
  }
  return send(sending, webhook, source, entry, told, 'again');
}

/** What is read of an entry to decide whether it is sent. */
interface ToldEntry {
  readonly id: string;
  readonly sequence: bigint;
  readonly visibility: string;
  readonly type: string;
  readonly time: string;
}

function readTold({ envelope, payload }: StoredEntry): ToldEntry {
  const { id, sequence, visibility } = JSON.parse(envelope) as {
    id: string;
    sequence: string;
    visibility: string;
  };
  const { type, time } = JSON.parse(payload) as { type: string; time: string };
  return { id, sequence: BigInt(sequence), visibility, type, time };
}

const isVisible = ({ visibility }: ToldEntry, { all }: Sees): boolean => all || visibility === 'public';

const wants = ({ eventTypes }: ClaimedWebhook, told: ToldEntry, sees: Sees): boolean =>
  isVisible(told, sees) && (eventTypes.length === 0 || eventTypes.includes(told.type));

async function send(
  { pool, settings }: Sending,
  webhook: ClaimedWebhook,
  source: WebhookSource,
  { envelope, salt, payload }: StoredEntry,
  { id, sequence, type, time }: ToldEntry,
  otherwise: 'failing' | 'again' = 'failing',
): Promise<Outcome> {
  const { fund, webhookId, url, secrets } = webhook;
  const position = `${source}/${fund}/${sequence}`;
  const body = JSON.stringify({ type, timestamp: time, data: { position, envelope, salt, payload } });
  const now = new Date();
  const headers = {
    'user-agent': 'mdtf-webhooks',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Signer(secret).sign(id, now, body)).join(' '),
  };
  const posted = await postGuarded(url, headers, body, settings);
  const isSent = 'status' in posted && posted.status >= 200 && posted.status < 300;
  await noteDelivery(pool, fund, webhookId, {
    source,
    sequence,
    entryId: id,
    type,
    state: isSent ? 'delivered' : otherwise,
    ...answerOf(posted),
  });
  if (isSent) return 'sent';
  return 'status' in posted && posted.status === 410 ? 'gone' : 'failed';
}

const answerOf = (posted: Posted): Pick<Delivery, 'status' | 'error'> =>
  'status' in posted ? { status: posted.status, error: null } : { status: null, error: posted.error };
