import { z } from 'zod';
import { id, instant, list } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { ratio, recommendation, reviewContent, reviewReason, reviewScore } from '../../schemas/review.ts';
import { inFund } from '../common.ts';

const service = 'proposals' as const;
const path = '/v1/funds/{fundId}/proposals/{proposalId}/reviews';

/** Assignments that one request may ask for. */
export const MAX_ASSIGNMENTS = 50;

const status = z.enum(['assigned', 'accepted', 'completed', 'reopened', 'conflict', 'ended']);

const completed = z.object({
  statement: z.int(),
  completedAt: instant,
  proposalRevision: z.int(),
  scores: z.array(reviewScore),
  summary: z.string().nullable(),
  recommendation: recommendation.nullable(),
  weighted: ratio,
  late: z.boolean().describe('Completed after it was due'),
});

const reviewAnswer = z.object({
  reviewId: id,
  proposalId: id,
  callId: id,
  reviewer: id
    .nullable()
    .describe('For the secretariat, the chair, auditors and the reviewer; null for others'),
  status,
  assignedAt: instant,
  due: instant.nullable().describe('Until when it is awaited, that second included; null: no date'),
  signed: z
    .object({ conflict: z.boolean(), reason: z.string().nullable(), at: instant })
    .nullable()
    .describe('The statement on conflicts of interest'),
  statements: z
    .array(completed)
    .describe(
      'As completed and as corrected, the last holds; other reviews only once one’s own is completed',
    ),
  reopened: z.array(z.object({ reason: z.string(), at: instant })),
  ended: z.object({ reason: z.string(), at: instant }).nullable(),
  draft: reviewContent.nullable().describe('Being written, seen by its reviewer alone'),
});

const due = instant
  .optional()
  .describe(
    'By when; absent: as put for all reviews of the call, or the last day of its review period, while that is to come',
  );

const assignReviewer = defineRoute({
  id: 'assignReviewer',
  service,
  method: 'POST',
  path,
  summary: 'Assign a reviewer to a full proposal',
  description:
    'A person with the role reviewer who is of none of its organisations and, unless the call says otherwise, of none that competes under the call.',
  access: ['secretariat'],
  params: inFund('proposalId'),
  body: z.strictObject({ id: id.optional(), reviewer: id, due }),
  status: 201,
  answer: reviewAnswer,
});

const listReviews = defineRoute({
  id: 'listReviews',
  service,
  method: 'GET',
  path,
  summary: 'The reviews of a proposal, as far as the caller may see them',
  description: 'A recused seat, and whoever stated a conflict of interest, sees none.',
  access: ['secretariat', 'chair', 'auditor', 'seat-holder', 'alternate', 'reviewer'],
  own: { reviewer: 'assignment' },
  params: inFund('proposalId'),
  answer: z.object({ items: z.array(reviewAnswer) }),
});

const getReview = defineRoute({
  id: 'getReview',
  service,
  method: 'GET',
  path: `${path}/{reviewId}`,
  summary: 'One review; its reviewer sees the draft too',
  access: ['secretariat', 'chair', 'auditor', 'seat-holder', 'alternate', 'reviewer'],
  own: { reviewer: 'assignment' },
  params: inFund('proposalId', 'reviewId'),
  answer: reviewAnswer,
  etag: true,
});

const editReview = defineRoute({
  id: 'editReview',
  service,
  method: 'PUT',
  path: `${path}/{reviewId}`,
  summary: 'Replace the draft of one’s review; the ETag of what was read is required',
  access: ['reviewer'],
  own: { reviewer: 'assignment' },
  params: inFund('proposalId', 'reviewId'),
  body: z.strictObject({ content: reviewContent }),
  answer: reviewAnswer,
  etag: true,
});

const signReviewStatement = defineRoute({
  id: 'signReviewStatement',
  service,
  method: 'POST',
  path: `${path}/{reviewId}/conflict-statement`,
  summary: 'State whether one has a conflict of interest; before that nothing of the proposal is seen',
  description: 'A conflict ends the assignment, and may be stated later too.',
  access: ['reviewer'],
  own: { reviewer: 'assignment' },
  params: inFund('proposalId', 'reviewId'),
  body: z.strictObject({
    conflict: z.boolean(),
    reason: reviewReason.optional().describe('Required with a conflict'),
  }),
  status: 201,
  answer: reviewAnswer,
});

const completeReview = defineRoute({
  id: 'completeReview',
  service,
  method: 'POST',
  path: `${path}/{reviewId}/completion`,
  summary: 'Complete one’s review: the content given, or the draft; then it is frozen',
  access: ['reviewer'],
  own: { reviewer: 'assignment' },
  params: inFund('proposalId', 'reviewId'),
  body: z.strictObject({ content: reviewContent.optional() }),
  status: 201,
  answer: reviewAnswer,
});

const reopenReview = defineRoute({
  id: 'reopenReview',
  service,
  method: 'POST',
  path: `${path}/{reviewId}/reopening`,
  summary: 'Let a completed review be corrected, with the reason; what was completed stays on record',
  access: ['secretariat'],
  params: inFund('proposalId', 'reviewId'),
  body: z.strictObject({ reason: reviewReason }),
  status: 201,
  answer: reviewAnswer,
});

const endReview = defineRoute({
  id: 'endReview',
  service,
  method: 'POST',
  path: `${path}/{reviewId}/ending`,
  summary: 'End an assignment, with the reason; its scores count no more',
  access: ['secretariat'],
  params: inFund('proposalId', 'reviewId'),
  body: z.strictObject({ reason: reviewReason }),
  status: 201,
  answer: reviewAnswer,
});

const assignments = list(z.strictObject({ proposalId: id, reviewer: id }), MAX_ASSIGNMENTS);

const proposeAssignments = defineRoute({
  id: 'proposeAssignments',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/calls/{callId}/review-assignments',
  summary: 'A balanced assignment of what is missing under a call, conflicts respected; nothing is saved',
  description: 'The same question has the same answer; send `assignments` back, as they are or changed.',
  access: ['secretariat'],
  params: inFund('callId'),
  answer: z.object({
    assignments: z.array(z.object({ proposalId: id, reviewer: id })),
    loads: z.array(z.object({ reviewer: id, reviews: z.int().describe('Under this call, with these') })),
    missing: z.array(
      z.object({ proposalId: id, reviews: z.int().describe('For which nobody without a conflict is left') }),
    ),
    more: z.boolean().describe('More would be proposed than one request takes: assign these, and ask again'),
  }),
});

const assignReviewers = defineRoute({
  id: 'assignReviewers',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/calls/{callId}/review-assignments',
  summary: 'Assign reviewers to proposals of a call, all or none',
  access: ['secretariat'],
  params: inFund('callId'),
  body: z.strictObject({ assignments: assignments.min(1), due }),
  status: 201,
  answer: z.object({ items: z.array(reviewAnswer) }),
});

const extendReviews = defineRoute({
  id: 'extendReviews',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/calls/{callId}/review-extensions',
  summary: 'Put the date by which all reviews of a call are due, or put it later, with the reason',
  description:
    'For every reviewer alike, also after the date before has passed; a review that is due later stays so. Told to the reviewers and the secretariat alone.',
  access: ['secretariat'],
  params: inFund('callId'),
  body: z.strictObject({ due: instant, reason: reviewReason }),
  status: 201,
  answer: z.object({
    callId: id,
    due: instant,
    extensions: z.array(
      z.object({ extendedAt: instant, was: instant.nullable(), due: instant, reason: z.string() }),
    ),
  }),
});

/** Reviews of proposals, and who writes them. */
export const reviewRoutes = {
  assignReviewer,
  listReviews,
  getReview,
  editReview,
  signReviewStatement,
  completeReview,
  reopenReview,
  endReview,
  proposeAssignments,
  assignReviewers,
  extendReviews,
} as const;
