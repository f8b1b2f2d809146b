import { isRefusal, newId, type ServiceParts } from '@mdtf/runtime';
import { proposal } from '../domain/proposal.ts';
import type { AssignReviewers } from '../domain/reviews/assign.ts';
import type { CompleteReview, ReviewContent } from '../domain/reviews/complete.ts';
import type { EndReview, ReopenReview } from '../domain/reviews/keep.ts';
import type { ReviewAnswer } from '../domain/reviews/review.ts';
import type { SignReviewStatement } from '../domain/reviews/sign.ts';
import { coAuthoredUnder } from '../queries/co-authored.ts';
import { createReviewDrafts } from '../queries/review-drafts.ts';
import type { Handlers } from './handlers.ts';
import { dueIn } from './review-assignments.ts';

type Names = 'assignReviewer' | 'signReviewStatement' | 'completeReview' | 'reopenReview' | 'endReview';

/** Reviews from assignment to completion. */
export function reviewHandlers(parts: ServiceParts): Handlers<Names> {
  const { pool, view } = parts;
  const drafts = createReviewDrafts(pool);
  const coAuthoredIn = async (fund: string, proposalId: string, person: string) =>
    coAuthoredUnder(pool, fund, person, (await view.read(fund, proposal, proposalId))?.callId);

  return {
    async assignReviewer({ fund, params: { proposalId }, body, submit }) {
      const { id: reviewId = newId(), reviewer } = body;
      const coAuthored = await coAuthoredIn(fund, proposalId, reviewer);
      const assignment = { reviewId, proposalId, reviewer, at: 'body', coAuthored };
      const data: AssignReviewers = { due: dueIn(body), assignments: [assignment] };
      return submit<readonly ReviewAnswer[]>('AssignReviewers', data, {
        body: ([made]) => made,
        location: () => `/v1/funds/${fund}/proposals/${proposalId}/reviews/${reviewId}`,
      });
    },
    async signReviewStatement({ fund, params, body, actor, submit }) {
      const { proposalId, reviewId } = params;
      const coAuthored = await coAuthoredIn(fund, proposalId, actor.id);
      const data: SignReviewStatement = { proposalId, reviewId, reviewer: actor.id, coAuthored, ...body };
      return submit('SignReviewStatement', data, {
        location: () => `/v1/funds/${fund}/proposals/${proposalId}/reviews/${reviewId}`,
      });
    },
    async completeReview({ fund, params: { proposalId, reviewId }, body, actor, submit }) {
      const named = { fund, proposalId, reviewId };
      const draft = body.content === undefined ? await drafts.find(named) : undefined;
      const content: ReviewContent = body.content ?? draft?.content ?? { scores: [] };
      const coAuthored = await coAuthoredIn(fund, proposalId, actor.id);
      const data: CompleteReview = { proposalId, reviewId, reviewer: actor.id, coAuthored, content };
      const reply = await submit('CompleteReview', data);
      if (!isRefusal(reply) && draft !== undefined) await drafts.remove(named, draft.version);
      return reply;
    },
    reopenReview({ params: { proposalId, reviewId }, body: { reason }, submit }) {
      const data: ReopenReview = { proposalId, reviewId, reason };
      return submit('ReopenReview', data);
    },
    endReview({ params: { proposalId, reviewId }, body: { reason }, submit }) {
      const data: EndReview = { proposalId, reviewId, reason };
      return submit('EndReview', data);
    },
  };
}
