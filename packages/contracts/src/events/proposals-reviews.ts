import { z } from 'zod';
import { id, instant, list, text } from '../primitives.ts';
import { MAX_CRITERIA, recommendation, reviewReason, reviewScore } from '../schemas/review.ts';

const of = { proposalId: id, reviewId: id, reviewer: id.describe('The person') };

/** Facts of reviews; none of them is public. */
export const reviewEvents = {
  ReviewerAssigned: z.object({
    ...of,
    callId: id,
    due: instant.optional().describe('Absent: by the date put for all reviews of the call, if there is one'),
  }),
  ReviewsExtended: z
    .object({ callId: id, was: instant.nullable(), due: instant, reason: reviewReason })
    .describe('The date of all reviews of a call, put or put later; one that is due later stays so'),
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
    late: z.boolean().optional().describe('Completed after it was due'),
  }),
  ReviewReopened: z.object({ ...of, reason: reviewReason }),
  ReviewEnded: z.object({ ...of, reason: reviewReason }),
};
