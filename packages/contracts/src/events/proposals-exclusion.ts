import { z } from 'zod';
import { id, instant, prose } from '../primitives.ts';
import { reasonIn } from '../schemas/decision.ts';
import { stage } from '../schemas/stage.ts';

/** Of a decision: which ones an applicant may ask to be reviewed. */
export const reviewedMatter = z.enum(['exclusion', 'rejection']);

const reviewUntil = instant
  .nullable()
  .describe('The first instant that is too late to ask for a review; null: the decision is final');

const lead = id.describe('Of the proposal: whom it concerns');

/** What a rejection says beyond its reason. */
export const rejectionTerms = {
  final: z.boolean().optional().describe('true: decided after a review'),
  reviewUntil: reviewUntil.optional(),
  lead: lead.optional(),
};

/** Exclusion at screening, decided by the committee, and the review that an applicant may ask for once. */
export const exclusionEvents = {
  ProposalExcluded: z.object({
    proposalId: id,
    decisionId: id,
    stage,
    reason: prose.describe('The committee’s'),
    reasonIn,
    reasons: prose.nullable().describe('The secretariat’s, on which it was decided'),
    final: z.boolean().describe('true: decided after a review'),
    reviewUntil,
    lead: lead.optional(),
  }),
  ProposalNotExcluded: z.object({ proposalId: id, decisionId: id, stage, reason: prose, reasonIn }),
  DecisionReviewRequested: z.object({
    proposalId: id,
    of: reviewedMatter,
    decisionId: id.describe('The decision that is to be reviewed'),
    grounds: prose,
  }),
};
