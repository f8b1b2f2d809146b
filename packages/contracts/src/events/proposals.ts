import { z } from 'zod';
import {
  bilingual,
  date,
  documentReference,
  id,
  instant,
  list,
  money,
  name,
  positiveMoney,
  prose,
  text,
} from '../primitives.ts';
import { callForm } from '../schemas/call-form.ts';
import { codeList } from '../schemas/code-list.ts';
import { approvedAmount, reasonIn, waivableRule } from '../schemas/decision.ts';
import { proposalContent } from '../schemas/proposal.ts';
import { reviewCriteria } from '../schemas/review.ts';
import { stage } from '../schemas/stage.ts';
import { verdict } from '../schemas/verdict.ts';
import { defineEvents, type EventOf } from './define-events.ts';
import { clarificationEvents } from './proposals-clarifications.ts';
import { documentEvents } from './proposals-documents.ts';
import { exclusionEvents, rejectionTerms } from './proposals-exclusion.ts';
import { extensionEvents } from './proposals-extension.ts';
import { hubEvents } from './proposals-hub.ts';
import { reviewEvents } from './proposals-reviews.ts';

/** A recommendation of the Forum, as kept in the fund's register. */
export const recommendation = z
  .strictObject({ recommendationId: id, meeting: text(200), date, session: text(200), text: bilingual })
  .meta({ id: 'Recommendation' });

/** What is said of one criterion of the facility's checklist. */
const eligibilityAnswer = z.strictObject({
  criterion: z.enum([
    'no-substitute',
    'comparative-advantage',
    'several-countries',
    'leverage',
    'managerial-competence',
    'arms-length',
    'exit-plan',
    'partnership',
  ]),
  met: z.boolean(),
  reason: prose,
});

/** The fund's own request to the bank's facility. */
export const facilityRequest = z
  .strictObject({
    stage: z.enum(['preliminary', 'formal']),
    totalSought: positiveMoney,
    internal: money.describe('Of the total: the bank’s internal resources'),
    donors: list(z.strictObject({ donor: name, amount: money, confirmed: z.boolean() }), 100),
    facilityPartners: list(name, 50).describe('The facility’s partners'),
    substantiveBasis: prose,
    governance: prose.optional().describe('Required at the formal stage'),
    evaluation: prose.optional().describe('Required at the formal stage: how the fund is evaluated'),
    eligibility: list(eligibilityAnswer, 8)
      .optional()
      .describe('The facility’s checklist, each answer with its reason'),
    documents: list(documentReference, 20).default([]),
  })
  .meta({ id: 'FacilityRequest' });

/** The days from and until which proposals of a call are to be reviewed. */
export const reviewPeriod = z.strictObject({ from: date, until: date }).meta({ id: 'ReviewPeriod' });

const decided = { proposalId: id, decisionId: id, reason: prose, reasonIn };

export const proposalsEvents = defineEvents('proposals', {
  ...extensionEvents,
  ...documentEvents,
  ...clarificationEvents,
  ...exclusionEvents,
  RecommendationRecorded: recommendation,
  FacilityRequestSubmitted: z.object({
    ...facilityRequest.shape,
    revision: z.int(),
    verdicts: list(verdict, 20),
  }),
  FacilityRequestEndorsed: z.object({
    stage: z.enum(['preliminary', 'formal']),
    revision: z.int(),
    decisionId: id,
  }),
  CallOpened: z.object({
    callId: id,
    windowId: id.nullable(),
    title: text(300),
    source: text(100).nullable(),
    year: z.int(),
    planned: money.nullable(),
    opensAt: instant,
    conceptNotesDue: instant.nullable(),
    fullProposalsDue: instant.nullable(),
    questionsDue: instant.nullable().optional().describe('Until when questions are taken'),
    reviewPeriod: reviewPeriod.optional().describe('By the charter’s calendar; for information'),
    charterVersion: z.int(),
    form: callForm.optional().describe('What the call asks for; absent: the form of calls without their own'),
    criteria: reviewCriteria.optional().describe('Absent: no reviews are asked for'),
  }),
  CallStageClosed: z.object({ callId: id, stage }),
  ConceptNoteSubmitted: z.object({
    proposalId: id,
    revision: z.int(),
    content: proposalContent,
    verdicts: list(verdict, 20),
  }),
  ProposalScreened: z.object({ proposalId: id, stage, eligible: z.boolean(), reasons: prose }),
  ProposalInvited: z.object({ proposalId: id, note: prose.nullable() }),
  FullProposalSubmitted: z.object({
    proposalId: id,
    revision: z.int(),
    content: proposalContent,
    requested: positiveMoney,
    bankPart: money,
    verdicts: list(verdict, 20),
  }),
  ProposalApproved: z.object({
    ...decided,
    amounts: list(approvedAmount, 20),
    approved: positiveMoney,
    revisionNeeded: z
      .boolean()
      .describe('Approved below the request: a revised budget and results come before the mandate'),
  }),
  ProposalReturned: z.object(decided),
  ProposalRejected: z.object({ ...decided, ...rejectionTerms }),
  ProposalDeferred: z.object(decided),
  ProposalWithdrawn: z.object({ proposalId: id, reason: prose }),
  ProposalFunded: z.object({ proposalId: id, allocationId: id, decisionId: id }),
  ProposalNotFunded: z.object({
    proposalId: id,
    decisionId: id,
    reason: prose.describe('In English'),
    reasonIn,
  }),
  CodeListRecorded: codeList,
  WaiverRecorded: z.object({
    proposalId: id.describe('With the scope kind: the kind of proposal'),
    rule: waivableRule,
    decisionId: id,
    expires: date.nullable(),
    scope: z.literal('kind').optional(),
    upTo: positiveMoney.optional().describe('The most that a proposal may ask and still be under it'),
  }),
  ...reviewEvents,
  ...hubEvents,
});

export type ProposalsEvent = EventOf<typeof proposalsEvents>;
