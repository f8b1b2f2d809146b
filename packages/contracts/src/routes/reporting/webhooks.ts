import { z } from 'zod';
import { message } from '../../message.ts';
import { id, instant, list, text } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { fundParams, inFund, listOf, ofEachPerson, pageQuery } from '../common.ts';
import { sourceName } from '../logs.ts';

const service = 'reporting' as const;
const path = '/v1/funds/{fundId}/webhooks';
const one = `${path}/{webhookId}`;
const params = inFund('webhookId');

const sequence = z.string().regex(/^(0|[1-9]\d{0,17})$/, {
  error: message(
    'must be a sequence such as 41; 0 is the beginning',
    'doit être un numéro de séquence tel que 41 ; 0 est le début',
  ),
});

const webhookAnswer = z.object({
  webhookId: id,
  url: z.string(),
  eventTypes: z.array(z.string()).describe('Empty: all that the owner may see'),
  state: z.enum(['active', 'paused', 'disabled']),
  disabledReason: z
    .enum(['failing', 'gone', 'no-role'])
    .nullable()
    .describe(
      'failing: too many tries in succession; gone: the receiver answered 410; no-role: its owner has none any more',
    ),
  failingSince: instant.nullable(),
  attempts: z.int().describe('Failed tries in succession'),
  secret: z.string().nullable().describe('Shown when it is made, and never again'),
  cursors: z
    .array(z.object({ source: sourceName, sequence: z.string() }))
    .describe('Sent or passed over up to here'),
});

const listWebhooks = defineRoute({
  id: 'listWebhooks',
  service,
  method: 'GET',
  path,
  summary: 'The caller’s webhooks in this fund',
  access: 'any-role',
  own: ofEachPerson(),
  params: fundParams,
  answer: z.object({ items: z.array(webhookAnswer) }),
});

const getWebhook = defineRoute({
  id: 'getWebhook',
  service,
  method: 'GET',
  path: one,
  summary: 'One of the caller’s webhooks',
  access: 'any-role',
  own: ofEachPerson(),
  params,
  answer: webhookAnswer,
  etag: true,
});

const setWebhook = defineRoute({
  id: 'setWebhook',
  service,
  method: 'PUT',
  path: one,
  summary: 'Make a webhook, or change, pause or revive it; If-Match "0" for a new one',
  description:
    'Entries recorded from now on are sent to the address as the owner may see them, signed as Standard Webhooks has it: those of one log in their order, each at least once. Setting it active begins again where it stood.',
  access: 'any-role',
  own: ofEachPerson(),
  params,
  body: z.strictObject({
    url: text(2_000).describe('https; no address of a private network'),
    eventTypes: list(text(100), 100)
      .default([])
      .describe('Such as mdtf.committee.decision-taken.v1; empty: all'),
    active: z.boolean().default(true),
  }),
  answer: webhookAnswer,
  etag: true,
});

const deleteWebhook = defineRoute({
  id: 'deleteWebhook',
  service,
  method: 'DELETE',
  path: one,
  summary: 'Remove a webhook with its deliveries and secrets',
  access: 'any-role',
  own: ofEachPerson(),
  params,
  answer: z.object({ webhookId: id }),
});

const rotateWebhookSecret = defineRoute({
  id: 'rotateWebhookSecret',
  service,
  method: 'PUT',
  path: `${one}/secret`,
  summary: 'Make a new secret; for a day both sign',
  access: 'any-role',
  own: ofEachPerson(),
  params,
  answer: z.object({ secret: z.string(), previousUntil: instant }),
});

const listWebhookDeliveries = defineRoute({
  id: 'listWebhookDeliveries',
  service,
  method: 'GET',
  path: `${one}/deliveries`,
  summary: 'What was sent to a webhook, the latest first; the last 1,000 are kept',
  access: 'any-role',
  own: ofEachPerson(),
  params,
  query: z.strictObject({ ...pageQuery, state: z.enum(['delivered', 'failing', 'again']).optional() }),
  answer: listOf(
    z.object({
      deliveryId: z.string().describe('Position of the entry: committee/imdp/41'),
      messageId: z.string().describe('The entry’s id, as the header webhook-id had it'),
      type: z.string(),
      state: z.enum(['delivered', 'failing', 'again']),
      attempts: z.int(),
      status: z.int().nullable().describe('The receiver’s last answer; null: there was none'),
      error: z.string().nullable(),
      lastAt: instant,
    }),
  ),
});

const replayWebhook = defineRoute({
  id: 'replayWebhook',
  service,
  method: 'POST',
  path: `${one}/replays`,
  summary: 'Send one delivery again, or everything of a log after a sequence',
  access: 'any-role',
  own: ofEachPerson(),
  params,
  body: z.union([
    z.strictObject({ deliveryId: text(200) }),
    z.strictObject({ source: sourceName, after: sequence }),
  ]),
  status: 202,
  answer: webhookAnswer,
});

/** Entries sent to whoever subscribed to them. */
export const webhookRoutes = {
  listWebhooks,
  getWebhook,
  setWebhook,
  deleteWebhook,
  rotateWebhookSecret,
  listWebhookDeliveries,
  replayWebhook,
} as const;
