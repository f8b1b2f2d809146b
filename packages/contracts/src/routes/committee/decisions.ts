import { z } from 'zod';
import { bySilence } from '../../events/committee-non-objection.ts';
import { date, documentReference, id, instant, list, positiveMoney, prose, text } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { amendment, amendmentChanges, amendmentOnRecord } from '../../schemas/amendment.ts';
import {
  approvedAmount,
  condition,
  decisionSubject,
  notCarriedOut,
  outcome,
  quorumRecord,
  reasonIn,
  tally,
} from '../../schemas/decision.ts';
import { proposalKind } from '../../schemas/proposal.ts';
import { verdict } from '../../schemas/verdict.ts';
import { fundParams, inFund, listOf, page } from '../common.ts';

const service = 'committee' as const;

const decisionAnswer = z.object({
  decisionId: id,
  agendaItemId: id.nullable(),
  sessionId: id.nullable(),
  onPaper: documentReference.nullable(),
  decidedOn: date,
  recordedAt: instant,
  subject: decisionSubject,
  title: z.string(),
  partner: id.nullable().describe('Who answers for the proposal'),
  proposalKind: proposalKind.optional().describe('Of a proposal'),
  outcome,
  amounts: z.array(approvedAmount),
  conditions: z.array(condition),
  reason: z.string(),
  reasonIn,
  quorum: quorumRecord.nullable(),
  tally: tally.nullable(),
  verdicts: z.array(verdict),
  expires: date.nullable().describe('For a waiver: the last day it holds'),
  upTo: positiveMoney.optional(),
  bySilence: bySilence.optional().describe('Where nobody objected, outside a meeting'),
  charterVersion: z.int().optional().describe('Of a proposal: whose rules bind it'),
  amendment: amendment.optional().describe('Of an amendment: what it changes'),
  amendments: z.array(amendmentOnRecord).optional().describe('Later decisions that amend this one'),
  carriedOut: z.enum(['not-needed', 'waiting', 'yes', 'no']),
  allocationId: id.nullable(),
  notCarriedOut: notCarriedOut.nullable(),
});

const takeDecision = defineRoute({
  id: 'takeDecision',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/committee/decisions',
  summary: 'Record what the committee decided, in a session or on paper',
  description:
    'In a session: names the agenda item; quorum, votes and recusals are counted here, and decide. On paper: names the document and its date instead, and the subject.',
  access: ['chair', 'secretariat'],
  params: fundParams,
  body: z.strictObject({
    id: id.optional(),
    agendaItemId: id.optional(),
    onPaper: documentReference.extend({ date }).optional(),
    subject: decisionSubject.optional().describe('Only on paper'),
    title: text(500).optional().describe('Only on paper'),
    amendment: amendmentChanges
      .optional()
      .describe('Only on paper, of an amendment; in session what the agenda item has is decided'),
    outcome,
    amounts: list(approvedAmount, 20)
      .default([])
      .describe('For an approval: by pot and window; absent: the agenda’s split'),
    conditions: list(condition, 50).default([]),
    reason: prose,
    expires: date.optional(),
    upTo: positiveMoney
      .optional()
      .describe('For a waiver: the most that a proposal may ask and still be under it'),
  }),
  status: 201,
  answer: decisionAnswer,
});

const listDecisions = defineRoute({
  id: 'listDecisions',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/committee/decisions',
  summary: 'Decisions',
  access: 'fund-public',
  tells: ['decisions'],
  params: fundParams,
  query: page,
  answer: listOf(decisionAnswer),
});

const getDecision = defineRoute({
  id: 'getDecision',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/committee/decisions/{decisionId}',
  summary: 'One decision with its quorum, votes, verdicts and what came of it',
  access: 'fund-public',
  tells: ['decisions'],
  params: inFund('decisionId'),
  answer: decisionAnswer,
});

const listWaivers = defineRoute({
  id: 'listWaivers',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/committee/waivers',
  summary: 'Waivers the committee granted, with scope and expiry, and whether each holds now',
  access: 'fund-public',
  tells: ['decisions'],
  params: fundParams,
  query: page,
  answer: listOf(
    z.object({
      decisionId: id,
      rule: z.string(),
      scope: z.enum(['proposal', 'kind']),
      of: id.describe('The proposal, or the kind of proposal'),
      upTo: positiveMoney.nullable(),
      decidedOn: date,
      expires: date.nullable().describe('The last day it holds'),
      holds: z.boolean().describe('By the fund’s own clock'),
      reason: z.string(),
      reasonIn,
    }),
  ),
});

/** The committee’s decisions. */
export const decisionRoutes = {
  listWaivers,
  takeDecision,
  listDecisions,
  getDecision,
} as const;
