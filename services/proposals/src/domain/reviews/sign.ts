import { accept, type CommandHandler, isRejection, notFound, reject } from '@mdtf/domain';
import { afterwards } from '../answer.ts';
import { conflict as inConflict, refused } from '../refusals.ts';
import { answerAt, callOf, needsOfReview, reviewAt, reviewableAt, together } from './at-hand.ts';
import { needsOfCandidate, refuseInterest } from './eligible.ts';
import type { ReviewerStatementSigned } from './events.ts';
import { type ReviewAnswer, review } from './review.ts';
import { reviewer } from './reviewer.ts';
import { REVIEW_STATUS_IN_FRENCH } from './status-words.ts';

// Commands

/** A reviewer's statement on conflicts of interest; without one nothing of the proposal is seen. */
export interface SignReviewStatement {
  readonly proposalId: string;
  readonly reviewId: string;
  /** Who signs. */
  readonly reviewer: string;
  /** Proposals of the call that the person is named co-author of. */
  readonly coAuthored: readonly string[];
  readonly conflict: boolean;
  readonly reason?: string | undefined;
}

// Decide

/** Signs that there is no conflict, once; or that there is one, also later, which ends the assignment. */
export const signReviewStatement: CommandHandler<SignReviewStatement, ReviewerStatementSigned, ReviewAnswer> =
  {
    needs: (command, slice) =>
      together(
        needsOfReview(command, slice),
        needsOfCandidate(command.reviewer, callOf(command.proposalId, slice), slice),
        { own: [{ kind: reviewer.kind, id: command.reviewer }] },
      ),
    decide(command, slice, context) {
      const { proposalId, reviewId, conflict, reason } = command;
      const state = reviewAt(command, slice);
      if (isRejection(state)) return reject(state);
      if (state.reviewer !== context.actor.id) return reject(notFound('review', reviewId));
      if (state.status !== 'assigned' && !(conflict && mayGiveBack.includes(state.status)))
        return reject(
          inConflict(
            'statement-signed',
            { en: 'It is signed', fr: 'Elle est signée' },
            {
              en: `The review ${reviewId} is ${state.status}; only a conflict may still be stated, before it is completed.`,
              fr: `L’évaluation ${reviewId} est ${REVIEW_STATUS_IN_FRENCH[state.status]} ; seul un conflit peut encore être déclaré, avant qu’elle soit terminée.`,
            },
          ),
        );
      if (conflict && reason === undefined)
        return reject(
          refused(
            'reason-missing',
            { en: 'A conflict has a reason', fr: 'Un conflit a un motif' },
            {
              en: 'Say what the conflict of interest is.',
              fr: 'Dites en quoi consiste le conflit d’intérêts.',
            },
            {
              field: 'body.reason',
              category: 'invalid',
            },
          ),
        );
      if (!conflict) {
        const found = reviewableAt(proposalId, slice);
        if (isRejection(found)) return reject(found);
        const candidate = {
          reviewer: state.reviewer,
          proposalId,
          callId: found.callId,
          coAuthored: command.coAuthored,
        };
        const interest = refuseInterest(candidate, found.criteria, slice, 'body.conflict');
        if (interest !== undefined) return reject(interest);
      }
      const data = { proposalId, reviewId, reviewer: state.reviewer, conflict, reason: reason ?? null };
      const event: ReviewerStatementSigned = { type: 'ReviewerStatementSigned', data };
      return accept([event], answerAt(afterwards(review, state, event, context), slice));
    },
  };

const mayGiveBack: readonly string[] = ['accepted', 'reopened'];
