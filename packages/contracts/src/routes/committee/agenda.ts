import { z } from 'zod';
import { id, list, positiveMoney, prose, text } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { amendment, amendmentChanges } from '../../schemas/amendment.ts';
import { approvedAmount, ballot, decisionSubject, quorumRecord, splitBy } from '../../schemas/decision.ts';
import { reviewStanding } from '../../schemas/review.ts';
import { verdict } from '../../schemas/verdict.ts';
import { fundParams, inFund, listOf, pageQuery } from '../common.ts';

const service = 'committee' as const;

const agendaItemAnswer = z.object({
  agendaItemId: id,
  sessionId: id,
  subject: decisionSubject,
  title: z.string(),
  status: z.enum(['open', 'decided', 'carried-out', 'not-carried-out']),
  requested: positiveMoney.nullable(),
  windowId: id.nullable(),
  split: z.array(approvedAmount),
  splitBy: z
    .array(splitBy)
    .optional()
    .describe('Who prepared the split, and who of the other side confirmed it'),
  amendment: amendment.optional().describe('What it would change of the decision it amends'),
  verdicts: z.array(verdict),
  interests: z.array(
    z.object({
      seat: id,
      nature: z.string(),
      ruling: z.enum(['disclosure', 'recusal']),
      decisionId: id.optional(),
    }),
  ),
  quorum: quorumRecord,
  votes: z.int().describe('Votes cast so far; the ballots are for the parties and the auditors'),
  decisionId: id.nullable(),
  nonObjectionId: id.optional().describe('Where it was first asked outside a meeting'),
  reviews: reviewStanding
    .nullable()
    .optional()
    .describe('What its reviews come to; null: not for the caller; absent: none are asked for'),
});

const addAgendaItem = defineRoute({
  id: 'addAgendaItem',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/committee/agenda-items',
  summary: 'Put an item on a session’s agenda, with the proposed split by pot and window',
  access: ['secretariat', 'chair'],
  params: fundParams,
  body: z.strictObject({
    id: id.optional(),
    sessionId: id,
    subject: decisionSubject,
    title: text(500).optional().describe('Absent: the proposal’s own'),
    split: list(approvedAmount, 20).default([]),
    amendment: amendmentChanges.optional().describe('For an amendment: what changes; a top-up is the split'),
  }),
  status: 201,
  answer: agendaItemAnswer,
});

const prepareSplit = defineRoute({
  id: 'prepareSplit',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/committee/agenda-items/{agendaItemId}/split',
  summary: 'Prepare or replace the split of an open item by pot and window, and see the verdicts on it',
  description:
    'By the secretariat or a treasurer, until a seat has voted. The same split sent by the other side confirms it, which the charter may require (splitByBoth).',
  access: ['secretariat', 'treasurer'],
  params: inFund('agendaItemId'),
  body: z.strictObject({ split: list(approvedAmount, 20) }),
  status: 201,
  answer: agendaItemAnswer,
});

const listAgendaItems = defineRoute({
  id: 'listAgendaItems',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/committee/agenda-items',
  summary: 'Agenda items, of one session or all',
  access: 'any-role',
  params: fundParams,
  query: z.strictObject({
    ...pageQuery,
    sessionId: id.optional(),
    status: z.enum(['open', 'decided', 'carried-out', 'not-carried-out']).optional(),
  }),
  answer: listOf(agendaItemAnswer),
});

const getAgendaItem = defineRoute({
  id: 'getAgendaItem',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/committee/agenda-items/{agendaItemId}',
  summary: 'One agenda item with verdicts, interests and quorum',
  access: 'any-role',
  params: inFund('agendaItemId'),
  answer: agendaItemAnswer,
});

const declareInterest = defineRoute({
  id: 'declareInterest',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/committee/agenda-items/{agendaItemId}/interests',
  summary: 'Declare a seat’s interest in an item, as ruled by the chair',
  description:
    'A seat holder declares for its own seat (a recusal); the chair or the secretariat records a ruling for any seat.',
  access: ['seat-holder', 'alternate', 'chair', 'secretariat'],
  own: { 'seat-holder': 'seat', alternate: 'seat' },
  params: inFund('agendaItemId'),
  body: z.strictObject({
    seat: id,
    nature: prose,
    ruling: z.enum(['disclosure', 'recusal']).default('recusal'),
    decisionId: id.optional().describe('The committee’s own ruling, where the chair’s was contested'),
  }),
  status: 201,
  answer: agendaItemAnswer,
});

const listInterests = defineRoute({
  id: 'listInterests',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/committee/agenda-items/{agendaItemId}/interests',
  summary: 'What the organisations of the seats are to an item, and how each interest is ruled',
  access: ['seat-holder', 'alternate', 'chair', 'secretariat', 'auditor'],
  params: inFund('agendaItemId'),
  answer: z.object({
    items: z.array(
      z.object({
        seat: id,
        organisation: id,
        roles: z.array(z.enum(['lead', 'consortium', 'internal-donor', 'host', 'donor'])),
        mustBeRuled: z.boolean().describe('Before the seat votes or is counted in a decision'),
        ruling: z.enum(['disclosure', 'recusal']).nullable(),
      }),
    ),
  }),
});

const castVote = defineRoute({
  id: 'castVote',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/committee/agenda-items/{agendaItemId}/votes',
  summary: 'Vote for one’s seat',
  access: ['seat-holder', 'alternate'],
  own: { 'seat-holder': 'seat', alternate: 'seat' },
  params: inFund('agendaItemId'),
  body: z.strictObject({ seat: id, ballot, reason: prose.optional() }),
  status: 201,
  answer: z.object({ agendaItemId: id, seat: id, ballot }),
});

/** Agenda items, interests and votes. */
export const agendaRoutes = {
  addAgendaItem,
  prepareSplit,
  listAgendaItems,
  getAgendaItem,
  declareInterest,
  listInterests,
  castVote,
} as const;
