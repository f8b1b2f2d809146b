import { z } from 'zod';
import { id, list, text } from '../primitives.ts';
import { MAX_CRITERIA, recommendation, reviewReason, reviewScore } from '../schemas/review.ts';

const of = { proposalId: id, reviewId: id, reviewer: id.describe('The person') };

/** Facts of reviews; none of them is public. */
export const reviewEvents = {
  ReviewerAssigned: z.object({ ...of, callId: id }),
  ReviewerStatementSigned: z.object({
    ...of,
    conflict: z.boolean().describe('true ends the assignment'),
    reason: reviewReason.nullable(),
  }),
  ReviewCompleted: z.object({
    ...of,
    callId: id,
    statement: z.int().describe('1 at first; a correction is the next'),
    proposalRevision: z.int().describe('What was reviewed'),
    scores: list(reviewScore, MAX_CRITERIA),
    summary: text(4_000).nullable(),
    recommendation: recommendation.nullable(),
    weighted: z.object({ numerator: z.int(), denominator: z.int() }),
  }),
  ReviewReopened: z.object({ ...of, reason: reviewReason }),
  ReviewEnded: z.object({ ...of, reason: reviewReason }),
};
