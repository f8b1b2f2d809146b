import { proposalsRoutes } from '@mdtf/contracts';
import { asking, type Question } from './question.ts';
import { params, type Things } from './things.ts';

const proposal = ({ open }: Things) => ({ ...params, proposalId: open });
const review = (things: Things) => ({ ...proposal(things), reviewId: things.review });

/** What a reviewer was asked to review. It is completed, so that nothing more is written, signed or completed. */
export const REVIEW_QUESTIONS: readonly Question[] = [
  asking(proposalsRoutes.listReviews, ({ things }) => ({ params: proposal(things) })),
  asking(proposalsRoutes.getReview, ({ things }) => ({ params: review(things) })),
  asking(proposalsRoutes.editReview, ({ things }) => ({
    params: review(things),
    body: { content: { scores: [] } },
    ifMatch: '"long-ago"',
  })),
  asking(proposalsRoutes.signReviewStatement, ({ things }) => ({
    params: review(things),
    body: { conflict: false },
  })),
  asking(proposalsRoutes.completeReview, ({ things }) => ({ params: review(things), body: {} })),
];
