import { z } from 'zod';
import { matchSide } from '../../events/proposals-hub.ts';
import { id, instant, money, prose } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { matchCriterion } from '../../schemas/assistance.ts';
import { verdict } from '../../schemas/verdict.ts';
import { inFund, listOf, page } from '../common.ts';

const service = 'proposals' as const;
const path = '/v1/funds/{fundId}/assistance-requests/{requestId}';

const suggestion = z.object({
  offerId: id,
  organisation: id,
  title: z.string(),
  fits: z.boolean().describe('true: no criterion stands against it'),
  points: z.int().describe('Two for each criterion met, one for each met partly'),
  quantity: z.int().nullable().describe('What would be proposed, in the offer’s unit'),
  criteria: z.array(matchCriterion),
});

const answerOfSide = z.object({ accepted: z.boolean(), note: z.string().nullable(), at: instant }).nullable();

const matchAnswer = z.object({
  matchId: id,
  requestId: id,
  offerId: id,
  status: z.enum(['proposed', 'agreed', 'declined', 'given', 'not-given']),
  organisation: id.describe('Who offers'),
  description: z.string(),
  quantity: z.int().nullable(),
  unit: z.string().nullable(),
  informationValue: money.nullable(),
  criteria: z.array(matchCriterion),
  demand: answerOfSide,
  offer: answerOfSide,
  result: z.string().nullable(),
  inKindId: id.nullable().describe('In the register of gifts in kind, once agreed'),
  proposedAt: instant,
  verdicts: z
    .array(verdict)
    .describe('How who offers stood when it was proposed or agreed, where there was something to tell'),
});

const listSuggestions = defineRoute({
  id: 'listSuggestions',
  service,
  method: 'GET',
  path: `${path}/suggestions`,
  summary: 'Offers that fit a request, best first, with the reasons criterion by criterion',
  description:
    'Theme, country, language, capacity and validity are compared, the same way every time; of equal points the older offer comes first.',
  access: ['secretariat', 'chair', 'partner', 'auditor'],
  params: inFund('requestId'),
  query: z.strictObject({
    all: z.enum(['true', 'false']).default('false').describe('true: also those that do not fit'),
  }),
  answer: z.object({ items: z.array(suggestion) }),
});

const proposeMatch = defineRoute({
  id: 'proposeMatch',
  service,
  method: 'POST',
  path: `${path}/matches`,
  summary: 'Propose an offer for a request, to both sides',
  access: ['secretariat'],
  params: inFund('requestId'),
  body: z.strictObject({
    id: id.optional(),
    offerId: id,
    quantity: z.int().min(1).max(1_000_000_000).optional().describe('Absent: as much as is asked and there'),
  }),
  status: 201,
  answer: matchAnswer,
});

const listMatches = defineRoute({
  id: 'listMatches',
  service,
  method: 'GET',
  path: `${path}/matches`,
  summary: 'What was proposed for a request, and what became of it',
  description: 'A partner sees the matches of its own request or offer.',
  access: 'any-role',
  own: { partner: 'organisation' },
  params: inFund('requestId'),
  query: page,
  answer: listOf(matchAnswer),
});

const answerMatch = defineRoute({
  id: 'answerMatch',
  service,
  method: 'POST',
  path: `${path}/matches/{matchId}/answers`,
  summary: 'Accept or decline a match for the side that asked or the side that offers',
  description: 'Accepted by both, what is given in kind is entered in the fund’s register of gifts in kind.',
  access: ['partner', 'donor', 'secretariat'],
  own: { partner: 'organisation', donor: 'organisation' },
  params: inFund('requestId', 'matchId'),
  body: z.strictObject({ side: matchSide, accepted: z.boolean(), note: prose.optional() }),
  answer: matchAnswer,
});

const concludeMatch = defineRoute({
  id: 'concludeMatch',
  service,
  method: 'POST',
  path: `${path}/matches/{matchId}/result`,
  summary: 'Record what an agreed match came to, and what was learnt',
  access: ['partner', 'donor', 'secretariat'],
  own: { partner: 'organisation', donor: 'organisation' },
  params: inFund('requestId', 'matchId'),
  body: z.strictObject({ given: z.boolean(), result: prose }),
  answer: matchAnswer,
});

/** Demand matched with what is offered. */
export const matchRoutes = {
  listSuggestions,
  proposeMatch,
  listMatches,
  answerMatch,
  concludeMatch,
} as const;
