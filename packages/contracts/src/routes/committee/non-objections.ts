import { z } from 'zod';
import { noticeOutcome, recusalFromSilence } from '../../events/committee-non-objection.ts';
import { date, id, instant, list, positiveMoney, prose, text } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { amendment, amendmentChanges } from '../../schemas/amendment.ts';
import { approvedAmount, condition, decisionSubject, quorumRecord, splitBy } from '../../schemas/decision.ts';
import { proposalKind } from '../../schemas/proposal.ts';
import { verdict } from '../../schemas/verdict.ts';
import { fundParams, inFund, listOf, pageQuery } from '../common.ts';

const service = 'committee' as const;
const path = '/v1/funds/{fundId}/committee/non-objections';

const status = z.enum(['open', 'approved', 'for-session', 'on-agenda', 'closed']);
const answer = z.enum(['no-objection', 'objection']);

const nonObjectionAnswer = z.object({
  nonObjectionId: id,
  decisionId: id.describe('The decision that silence takes'),
  status,
  subject: decisionSubject,
  title: z.string(),
  partner: id.nullable(),
  proposalKind: proposalKind.optional().describe('Of a proposal'),
  requested: positiveMoney.nullable(),
  windowId: id.nullable(),
  split: z.array(approvedAmount),
  splitBy: z
    .array(splitBy)
    .optional()
    .describe('Who prepared the split: whoever asked, and a treasurer who had said the same'),
  amendment: amendment.optional().describe('What it would change of the decision it amends'),
  conditions: z.array(condition),
  reason: z.string(),
  expires: date.nullable(),
  upTo: positiveMoney.optional(),
  charterVersion: z.int(),
  heldUnder: z.int(),
  verdicts: z.array(verdict),
  workingDays: z.int(),
  timeZone: z.string(),
  openedAt: instant,
  dueAt: instant.describe('The first instant that is too late for an objection'),
  notices: z.array(z.object({ seat: id, state: z.enum(['sent', 'delivered', 'bounced']) })),
  recused: z.array(recusalFromSilence),
  disclosed: z.array(recusalFromSilence).optional(),
  agreed: z.int(),
  objected: z.int(),
  answers: z
    .array(z.object({ seat: id, answer, reason: z.string().nullable(), at: instant }))
    .nullable()
    .describe('For the seats that are not recused, the chair, the secretariat and auditors; null for others'),
  quorum: quorumRecord.describe('Counts the seats whose silence counts so far'),
  sentBack: z
    .enum(['objection', 'no-quorum', 'not-carried-out'])
    .nullable()
    .describe('Why it comes to a session'),
  sessionId: id.nullable().describe('The session on whose agenda it is, as the item of the same id'),
});

const proposeSplit = defineRoute({
  id: 'proposeSplit',
  service,
  method: 'POST',
  path: `${path}/splits`,
  summary: 'Prepare the treasurers’ side of a split that the seats are to be asked about outside a meeting',
  description:
    'The secretariat confirms it by asking the seats about the same split, which the charter may require (splitByBoth); another one replaces it until then.',
  access: ['treasurer'],
  params: fundParams,
  body: z.strictObject({ subject: decisionSubject, split: list(approvedAmount, 20).min(1) }),
  answer: z.object({
    subject: decisionSubject,
    split: z.array(approvedAmount),
    by: splitBy,
    verdicts: z.array(verdict),
  }),
});

const openNonObjection = defineRoute({
  id: 'openNonObjection',
  service,
  method: 'POST',
  path,
  summary: 'Ask the seats for their non-objection, outside a meeting',
  description:
    'Silence approves at the end of the term, if the seats whose notice is on record as delivered are a quorum; one objection brings the item to a session.',
  access: ['secretariat'],
  params: fundParams,
  body: z.strictObject({
    id: id.optional(),
    decisionId: id.optional(),
    subject: decisionSubject,
    title: text(500).optional().describe('Absent: the proposal’s own'),
    split: list(approvedAmount, 20).default([]),
    amendment: amendmentChanges.optional().describe('For an amendment: what changes; a top-up is the split'),
    conditions: list(condition, 50).default([]),
    reason: prose,
    workingDays: z.int().min(1).max(100).optional().describe('Absent: the charter’s term'),
    interests: list(
      z.strictObject({ seat: id, nature: prose, ruling: z.enum(['disclosure', 'recusal']) }),
      100,
    )
      .default([])
      .describe('As ruled before the seats are asked; who leads the proposal is left out in any case'),
    expires: date.optional().describe('For a waiver: the last day it would hold'),
    upTo: positiveMoney
      .optional()
      .describe('For a waiver: the most that a proposal may ask and still be under it'),
  }),
  status: 201,
  answer: nonObjectionAnswer,
});

const listNonObjections = defineRoute({
  id: 'listNonObjections',
  service,
  method: 'GET',
  path,
  summary: 'What is or was asked outside meetings',
  access: 'any-role',
  params: fundParams,
  query: z.strictObject({ ...pageQuery, status: status.optional() }),
  answer: listOf(nonObjectionAnswer),
});

const getNonObjection = defineRoute({
  id: 'getNonObjection',
  service,
  method: 'GET',
  path: `${path}/{nonObjectionId}`,
  summary: 'One non-objection with its term, notices and answers',
  access: 'any-role',
  params: inFund('nonObjectionId'),
  answer: nonObjectionAnswer,
});

const recordNotices = defineRoute({
  id: 'recordNotices',
  service,
  method: 'POST',
  path: `${path}/{nonObjectionId}/notices`,
  summary: 'Record which notices were delivered and which bounced',
  description: 'Each seat has the whole term from its delivery; a bounce starts the term anew.',
  access: ['secretariat'],
  params: inFund('nonObjectionId'),
  body: z.strictObject({
    notices: list(z.strictObject({ seat: id, outcome: noticeOutcome, evidence: prose.optional() }), 100).min(
      1,
    ),
  }),
  answer: nonObjectionAnswer,
});

const recordOutage = defineRoute({
  id: 'recordOutage',
  service,
  method: 'POST',
  path: `${path}/{nonObjectionId}/outages`,
  summary: 'Record a time in which nobody could answer; its working days are added to the term',
  access: ['secretariat'],
  params: inFund('nonObjectionId'),
  body: z.strictObject({ from: instant, until: instant, reason: prose }),
  answer: nonObjectionAnswer,
});

const answerNotice = defineRoute({
  id: 'answerNotice',
  service,
  method: 'POST',
  path: `${path}/{nonObjectionId}/answers`,
  summary: 'Say for one’s seat that there is no objection, or object with a reason',
  access: ['seat-holder', 'alternate'],
  own: { 'seat-holder': 'seat', alternate: 'seat' },
  params: inFund('nonObjectionId'),
  body: z.strictObject({ seat: id, answer, reason: prose.optional().describe('Required with an objection') }),
  status: 201,
  answer: z.object({ nonObjectionId: id, seat: id, answer }),
});

const recuseFromNonObjection = defineRoute({
  id: 'recuseFromNonObjection',
  service,
  method: 'POST',
  path: `${path}/{nonObjectionId}/interests`,
  summary: 'Leave a seat out of a non-objection for its interest',
  description: 'A seat holder for its own seat; the chair or the secretariat, who rule, for any.',
  access: ['seat-holder', 'alternate', 'chair', 'secretariat'],
  own: { 'seat-holder': 'seat', alternate: 'seat' },
  params: inFund('nonObjectionId'),
  body: z.strictObject({ seat: id, nature: prose }),
  status: 201,
  answer: nonObjectionAnswer,
});

const closeNonObjection = defineRoute({
  id: 'closeNonObjection',
  service,
  method: 'POST',
  path: `${path}/{nonObjectionId}/closure`,
  summary: 'Take it back before anything is decided',
  access: ['secretariat'],
  params: inFund('nonObjectionId'),
  body: z.strictObject({ reason: prose }),
  answer: nonObjectionAnswer,
});

/** Decisions by silence, outside meetings. */
export const nonObjectionRoutes = {
  proposeSplit,
  openNonObjection,
  listNonObjections,
  getNonObjection,
  recordNotices,
  recordOutage,
  answerNotice,
  recuseFromNonObjection,
  closeNonObjection,
} as const;
