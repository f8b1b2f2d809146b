import { accept, type CommandHandler, isRejection, reject } from '@mdtf/domain';
import { isActive } from '@mdtf/rules';
import { afterwards } from '../answer.ts';
import { conflict } from '../refusals.ts';
import { answerAt, needsOfReview, reviewAt, reviewableAt } from './at-hand.ts';
import type { ReviewEnded, ReviewReopened } from './events.ts';
import { type ReviewAnswer, review } from './review.ts';
import { REVIEW_STATUS_IN_FRENCH } from './status-words.ts';

// Commands

/** A completed review that is to be corrected, and why. */
export interface ReopenReview {
  readonly proposalId: string;
  readonly reviewId: string;
  readonly reason: string;
}

/** An assignment that is to end, and why. */
export type EndReview = ReopenReview;

// Decide

/** Lets the reviewer complete it once more; what was completed stays on record and counts no more. */
export const reopenReview: CommandHandler<ReopenReview, ReviewReopened, ReviewAnswer> = {
  needs: needsOfReview,
  decide(command, slice, context) {
    const { proposalId, reviewId, reason } = command;
    const state = reviewAt(command, slice);
    if (isRejection(state)) return reject(state);
    const found = reviewableAt(proposalId, slice);
    if (isRejection(found)) return reject(found);
    if (state.status !== 'completed')
      return reject(
        conflict(
          'not-completed',
          { en: 'Not completed', fr: 'Pas terminée' },
          {
            en: `The review ${reviewId} is ${state.status}; there is nothing to reopen.`,
            fr: `L’évaluation ${reviewId} est ${REVIEW_STATUS_IN_FRENCH[state.status]} ; il n’y a rien à rouvrir.`,
          },
        ),
      );
    const data = { proposalId, reviewId, reviewer: state.reviewer, reason };
    const event: ReviewReopened = { type: 'ReviewReopened', data };
    return accept([event], answerAt(afterwards(review, state, event, context), slice));
  },
};

/** Ends an assignment for good, completed or not, before the committee decides; its scores count no more. */
export const endReview: CommandHandler<EndReview, ReviewEnded, ReviewAnswer> = {
  needs: needsOfReview,
  decide(command, slice, context) {
    const { proposalId, reviewId, reason } = command;
    const state = reviewAt(command, slice);
    if (isRejection(state)) return reject(state);
    if (!isActive(state))
      return reject(
        conflict(
          'review-closed',
          { en: 'It is closed', fr: 'Elle est close' },
          {
            en: `The review ${reviewId} is ${state.status}.`,
            fr: `L’évaluation ${reviewId} est ${REVIEW_STATUS_IN_FRENCH[state.status]}.`,
          },
        ),
      );
    const found = reviewableAt(proposalId, slice);
    if (isRejection(found)) return reject(found);
    const data = { proposalId, reviewId, reviewer: state.reviewer, reason };
    const event: ReviewEnded = { type: 'ReviewEnded', data };
    return accept([event], answerAt(afterwards(review, state, event, context), slice));
  },
};
