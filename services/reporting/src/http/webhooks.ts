import { ALL_EVENTS } from '@mdtf/contracts';
import { type Actor, inEach, type Localised, textIn } from '@mdtf/domain';
import { parsePosition } from '@mdtf/fund-log';
import {
  decodeCursor,
  etagOf,
  isRefusal,
  keyReused,
  notFound,
  pageOf,
  type Refusal,
  refuse,
  type ServiceParts,
  stale,
} from '@mdtf/runtime';
import { type Delivery, deliveriesOf, replay } from '../queries/webhook-deliveries.ts';
import {
  changeWebhook,
  MAX_WEBHOOKS_PER_PERSON,
  makeWebhook,
  newSecret,
  removeWebhook,
  rotateSecret,
  type Webhook,
  webhookOf,
  webhooksOf,
} from '../queries/webhooks.ts';
import type { Handlers } from './handlers.ts';

/** What the routes of webhooks work with: the database, and where webhooks may go. */
export interface WebhookParts extends Pick<ServiceParts, 'pool'> {
  /** Why an address cannot be a webhook's; undefined when it can. */
  readonly refuseUrl: (url: string) => Localised | undefined;
}

/** Entries sent to whoever subscribed to them: each person sees and changes its own webhooks. */
export function webhookHandlers({
  pool,
  refuseUrl,
}: WebhookParts): Handlers<
  | 'listWebhooks'
  | 'getWebhook'
  | 'setWebhook'
  | 'deleteWebhook'
  | 'rotateWebhookSecret'
  | 'listWebhookDeliveries'
  | 'replayWebhook'
> {
  const own = async (fund: string, webhookId: string, actor: Actor): Promise<Webhook | Refusal> => {
    const found = await webhookOf(pool, fund, webhookId);
    return found?.owner === actor.id ? found : notFound('webhook', webhookId);
  };
  return {
    listWebhooks: async ({ fund, actor }) => ({
      body: { items: (await webhooksOf(pool, fund, actor.id)).map((webhook) => told(webhook)) },
    }),
    getWebhook: async ({ fund, params: { webhookId }, actor }) => {
      const found = await own(fund, webhookId, actor);
      return isRefusal(found) ? found : { body: told(found), etag: etagOf(found.version) };
    },
    setWebhook: async ({ fund, params: { webhookId }, body, actor, ifMatch }) => {
      const wrong = refuseEntry(body, refuseUrl);
      if (wrong !== undefined) return wrong;
      const found = await webhookOf(pool, fund, webhookId);
      if (found !== undefined && found.owner !== actor.id) return taken(webhookId);
      if (!ifMatch(etagOf(found?.version ?? 0n))) return changed(webhookId);
      const secret = found === undefined ? newSecret() : null;
      const kept =
        found === undefined
          ? await makeWebhook(pool, { fund, webhookId, owner: actor.id }, body, secret as string)
          : await changeWebhook(pool, found, body);
      const now = kept ? await own(fund, webhookId, actor) : undefined;
      if (now === undefined) return found === undefined ? tooMany() : changed(webhookId);
      return isRefusal(now) ? now : { body: told(now, secret), etag: etagOf(now.version) };
    },
    deleteWebhook: async ({ fund, params: { webhookId }, actor }) => {
      const found = await own(fund, webhookId, actor);
      if (isRefusal(found)) return found;
      await removeWebhook(pool, fund, webhookId);
      return { body: { webhookId } };
    },
    rotateWebhookSecret: async ({ fund, params: { webhookId }, actor }) => {
      const found = await own(fund, webhookId, actor);
      if (isRefusal(found)) return found;
      const secret = newSecret();
      return { body: { secret, previousUntil: await rotateSecret(pool, fund, webhookId, secret) } };
    },
    listWebhookDeliveries: async ({
      fund,
      params: { webhookId },
      query: { cursor, limit, state },
      actor,
    }) => {
      const found = await own(fund, webhookId, actor);
      if (isRefusal(found)) return found;
      const after = decodeCursor(cursor, 'instant', 'text', 'sequence');
      if (after !== undefined && isRefusal(after)) return after;
      const rows = await deliveriesOf(pool, fund, webhookId, { state, after, limit: limit + 1 });
      const key = ({ lastAt, source, sequence }: Delivery) => [lastAt, source, String(sequence)];
      return { body: pageOf(rows, limit, { key, item: (delivery) => toldDelivery(fund, delivery) }) };
    },
    replayWebhook: async ({ fund, params: { webhookId }, body, actor, idempotency }) => {
      const found = await own(fund, webhookId, actor);
      if (isRefusal(found)) return found;
      if (idempotency === undefined) throw new Error('Something is sent again under an idempotency key');
      const what =
        'after' in body ? { source: body.source, after: BigInt(body.after) } : named(body.deliveryId, fund);
      if (what === undefined)
        return notFound('webhook delivery', String('deliveryId' in body && body.deliveryId));
      const asked = await replay(pool, fund, webhookId, what, { person: actor.id, ...idempotency });
      if (asked === 'unknown')
        return notFound('webhook delivery', String('deliveryId' in body && body.deliveryId));
      if (asked === 'key-reused') return keyReused();
      const now = await own(fund, webhookId, actor);
      return isRefusal(now) ? now : { body: told(now) };
    },
  };
}

const KNOWN_TYPES: ReadonlySet<string> = new Set(ALL_EVENTS.map(({ wireType }) => wireType));

function refuseEntry(
  { url, eventTypes }: { readonly url: string; readonly eventTypes: readonly string[] },
  refuseUrl: WebhookParts['refuseUrl'],
): Refusal | undefined {
  const wrong = refuseUrl(url);
  if (wrong !== undefined) return unfit('body.url', wrong);
  const unknown = eventTypes.findIndex((type) => !KNOWN_TYPES.has(type));
  if (unknown === -1) return undefined;
  return unfit(`body.eventTypes.${unknown}`, {
    en: 'must be a type of the events published here, such as mdtf.committee.decision-taken.v1',
    fr: 'doit être un type d’événement publié ici, tel que mdtf.committee.decision-taken.v1',
  });
}

// It fits its contract; what is reachable, and what is published, is more than a schema says.
function unfit(field: string, message: Localised): Refusal {
  return refuse(
    422,
    'not-a-webhook',
    { en: 'Nothing can be sent so', fr: 'Rien ne peut être envoyé ainsi' },
    inEach((language) => `${field} ${textIn(message, language)}.`),
    { errors: [{ field, message }] },
  );
}

/** A delivery is called by the position of its entry. */
function named(deliveryId: string, fund: string) {
  const position = parsePosition(deliveryId);
  return position?.fund === fund ? { source: position.service, sequence: position.sequence } : undefined;
}

const changed = (webhookId: string): Refusal =>
  stale({
    en: `The webhook ${webhookId} was changed since you read it; read it again and repeat your edit. A new one has the ETag "0".`,
    fr: `Le webhook ${webhookId} a été modifié depuis votre lecture ; relisez-le et refaites votre modification. Un nouveau webhook a l’ETag "0".`,
  });

const taken = (webhookId: string): Refusal =>
  refuse(
    409,
    'already-exists',
    { en: 'This webhook exists', fr: 'Ce webhook existe déjà' },
    {
      en: `Somebody else has a webhook ${webhookId}; choose another id.`,
      fr: `Une autre personne a un webhook ${webhookId} ; choisissez un autre identifiant.`,
    },
  );

const tooMany = (): Refusal =>
  refuse(
    422,
    'too-many-webhooks',
    { en: 'Too many webhooks', fr: 'Trop de webhooks' },
    {
      en: `One person has at most ${MAX_WEBHOOKS_PER_PERSON} webhooks in a fund; remove one first.`,
      fr: `Une personne a au plus ${MAX_WEBHOOKS_PER_PERSON} webhooks dans un fonds ; supprimez-en un d’abord.`,
    },
  );

function told({ fund: _, owner: __, version: ___, ...webhook }: Webhook, secret: string | null = null) {
  return { ...webhook, secret };
}

function toldDelivery(
  fund: string,
  { source, sequence, entryId, type, state, attempts, status, error, lastAt }: Delivery,
) {
  const deliveryId = `${source}/${fund}/${sequence}`;
  return { deliveryId, messageId: entryId, type, state, attempts, status, error, lastAt };
}
