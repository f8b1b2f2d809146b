import { z } from 'zod';
import { message } from '../message.ts';
import { fundId, instant, wholeNumber } from '../primitives.ts';
import type { PublicPart } from '../public-part.ts';
import { defineRoute } from '../route.ts';
import { fundParams } from './common.ts';

const service = 'portal' as const;

const sequence = z.string().regex(/^(0|[1-9]\d{0,17})$/, {
  error: message('must be the number of an entry, from 0', 'doit être le numéro d’une entrée, à partir de 0'),
});

/** The services that have logs. */
export const sourceName = z.enum(['committee', 'proposals', 'allocation', 'reporting']);

/** What of a fund the payloads of each service's log tell: of a log that tells what is withheld, the public has the envelopes. */
export const LOGS_TELL: { readonly [source in z.output<typeof sourceName>]: readonly PublicPart[] } = {
  committee: ['charter', 'sessions', 'decisions'],
  // What became of a proposal is told there as well.
  proposals: ['calls', 'facility-request', 'decisions'],
  allocation: ['contributions', 'activities'],
  reporting: ['activities', 'calendar'],
};

const logHead = z
  .object({
    fund: fundId,
    sequence,
    leafHash: z.string().describe('SHA-256 of the last entry, hexadecimal'),
    recordedThrough: instant.describe('Nothing will later be recorded at or before this instant'),
  })
  .meta({ id: 'LogHead' });

const listLogHeads = defineRoute({
  id: 'listLogHeads',
  service,
  method: 'GET',
  path: '/v1/logs/heads',
  summary: 'Where each fund’s log ends, of every service answering here',
  access: 'authenticated',
  query: z.strictObject({ service: sourceName.optional(), after: fundId.optional() }),
  answer: z.object({
    logs: z.array(
      z.object({
        service: sourceName,
        heads: z.array(logHead),
        recordedThrough: instant.describe('The same promise for every fund that has no entry yet'),
        next: fundId.nullable().describe('Give it as `after` for the next page'),
      }),
    ),
  }),
});

/** Entries on one page of a log at most. */
export const MAX_ENTRIES = 1_000;

const logEntry = z
  .object({
    envelope: z.string().describe('Canonical JSON; what the transparency log hashes'),
    salt: z.string().nullable().describe('16 bytes, base64; null where the payload is not for the caller'),
    payload: z.string().nullable().describe('A CloudEvents document; null where it is not for the caller'),
    traceparent: z.string().nullable(),
  })
  .meta({ id: 'LogEntry' });

const listLogEntries = defineRoute({
  id: 'listLogEntries',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/logs/{service}/entries',
  summary: 'The entries of one service’s log of a fund, in sequence',
  description:
    'Envelopes are for everyone who may read the fund. Payloads too where they are public; ' +
    'those for the parties alone, or restricted, only for auditors and services. ' +
    'Where the fund withholds a part that a log tells, whoever has no role in the fund reads its envelopes alone.',
  access: 'fund-public',
  tells: ['logs'],
  params: z.strictObject({ fundId, service: sourceName }),
  query: z.strictObject({
    after: sequence.default('0'),
    limit: wholeNumber(1, MAX_ENTRIES).default(100),
  }),
  answer: z.object({ items: z.array(logEntry), head: logHead.nullable() }),
});

const readPosition = z.object({
  position: z.string().describe('Source, fund and sequence, such as committee/imdp/41'),
  parked: z.string().nullable().describe('Why the stream stands still, where it does'),
});

const listPositions = defineRoute({
  id: 'listPositions',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/positions',
  summary: 'How far each log of the fund has come, and how far each service has read the others',
  access: 'fund-public',
  tells: ['logs'],
  params: fundParams,
  answer: z.object({
    items: z.array(
      z.object({ service: z.string(), head: z.string().nullable(), read: z.array(readPosition) }),
    ),
  }),
});

/** The logs themselves, each service its own. */
export const logRoutes = { listLogHeads, listLogEntries, listPositions } as const;
