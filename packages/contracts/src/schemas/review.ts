import { z } from 'zod';
import { bilingual, id, list, prose, text } from '../primitives.ts';

/** Criteria of one call at most. */
export const MAX_CRITERIA = 20;

/** How the proposals of a call are reviewed; fixed when the call opens. */
export const reviewCriteria = z
  .strictObject({
    scale: z
      .strictObject({ min: z.int().min(0).max(100), max: z.int().min(1).max(100) })
      .describe('Whole points, the highest above the lowest'),
    criteria: list(
      z.strictObject({
        id,
        title: bilingual,
        description: bilingual.optional(),
        weight: z.int().min(1).max(1_000),
      }),
      MAX_CRITERIA,
    ).min(1),
    reviewers: z.int().min(1).max(6).default(2).describe('Reviews that each proposal should have'),
    tolerancePercent: z
      .int()
      .min(1)
      .max(100)
      .default(25)
      .describe('How far apart two reviews may be, of the scale’s length; beyond it a third is asked for'),
    competitorsMayReview: z
      .boolean()
      .default(false)
      .describe('Whether people of organisations that apply under the call may review others of it'),
    refusesLateReviews: z
      .boolean()
      .optional()
      .describe(
        'Whether a review is refused after it was due; absent: a late one is taken, and told as late',
      ),
  })
  .meta({ id: 'ReviewCriteria' });

/** Points on one criterion, and why. */
export const reviewScore = z
  .strictObject({ criterion: id, points: z.int().min(0).max(100), comment: text(2_000).optional() })
  .meta({ id: 'ReviewScore' });

/** What a reviewer says of the whole. */
export const recommendation = z.enum(['fund', 'fund-with-changes', 'do-not-fund']);

/** A review being written, or completed. */
export const reviewContent = z
  .strictObject({
    scores: list(reviewScore, MAX_CRITERIA).default([]),
    summary: text(4_000).optional(),
    recommendation: recommendation.optional(),
  })
  .meta({ id: 'ReviewContent' });

/** An exact quotient, and the same at two decimals. */
export const ratio = z
  .object({
    numerator: z.int(),
    denominator: z.int(),
    value: z.string().describe('Two decimals'),
    rounding: z.literal('half-up'),
  })
  .meta({ id: 'Ratio' });

/** What the completed reviews of a proposal come to. */
export const panelResult = z
  .object({
    mean: ratio.describe('Weighted points of all reviews, over the weights times the reviews'),
    criteria: z.array(z.object({ criterion: id, mean: ratio, lowest: z.int(), highest: z.int() })),
    disagreement: z.object({
      lowest: ratio.describe('The lowest weighted score of a review'),
      highest: ratio,
      spreadPercent: ratio.describe('Of the scale’s length'),
      tolerancePercent: z.int(),
      beyondTolerance: z.boolean().describe('A third review is asked for'),
    }),
  })
  .meta({ id: 'PanelResult' });

/** Where a proposal stands by its reviews, among those that the caller may see. */
export const reviewStanding = z
  .object({
    rank: z.int().nullable().describe('1 is the best; equals share it; null where it is not ranked'),
    notRanked: z
      .enum(['reviews-outstanding', 'excluded', 'withdrawn', 'converted'])
      .nullable()
      .describe('Why it is not, or not yet, ranked; the ranks of others are as if it were not there'),
    tiedWith: z.array(id),
    of: z.int().describe('How many are ranked, of those that the caller may see'),
    completed: z.int(),
    wanted: z.int().describe('Reviews to be complete before it is ranked'),
    result: panelResult.nullable(),
    reasons: z.object({ en: z.string(), fr: z.string() }),
  })
  .meta({ id: 'ReviewStanding' });

/** Reviews that are still to come. */
export const outstandingReviews = z
  .object({
    assigned: z.int().describe('Somebody was asked, and has not completed it'),
    overdue: z.int().describe('Of these, those past their date'),
    unassigned: z.int().describe('Wanted, and nobody is asked'),
  })
  .meta({ id: 'OutstandingReviews' });

/** Why something about a review was done. */
export const reviewReason = prose;
