import type { ProposalsEvent } from '@mdtf/contracts';
import { ofPerson, ofRole } from '../domain/notices/audience.ts';
import { DEADLINE_TITLES } from '../domain/notices/deadline-titles.ts';
import { deadlineRow, turn } from './deadlines.ts';
import { placeOf } from './moments.ts';
import type { Projector } from './projector.ts';

/** The matter of all reviews of a proposal. */
export const ofReviews = (proposalId: string) => `reviews:${proposalId}`;

const ofReview = (proposalId: string, reviewId: string) => `review:${proposalId}:${reviewId}`;
const ofCall = (callId: string) => `call:${callId}:reviews`;

/** Until when reviewers are to review: told to each and the secretariat alone, and with nothing but the proposal's id. */
export const reviewDeadlines: Projector<ProposalsEvent> = {
  ReviewerAssigned({ proposalId, reviewId, reviewer, callId, due }, entry, rows) {
    rows.deadline.push(
      deadlineRow(entry, {
        deadline_id: ofReview(proposalId, reviewId),
        matter: ofReviews(proposalId),
        moved_with: ofCall(callId),
        kind: 'review',
        subject_kind: 'proposal',
        subject_id: proposalId,
        title: DEADLINE_TITLES.review(proposalId),
        audience: [ofPerson(reviewer), ofRole('secretariat')],
        // Without a date of its own it has the one put for all, once there is one.
        due: due ?? null,
      }),
    );
  },
  ReviewsExtended({ callId, due }, entry, rows) {
    rows.deadline_move.push({
      ...placeOf(entry),
      matter: ofCall(callId),
      due,
      recorded_at: entry.recordedAt,
    });
  },
  ReviewerStatementSigned({ proposalId, reviewId, conflict }, entry, rows) {
    if (conflict) turn(rows, entry, 'cancelled', ofReviews(proposalId), ofReview(proposalId, reviewId));
  },
  ReviewEnded({ proposalId, reviewId }, entry, rows) {
    turn(rows, entry, 'cancelled', ofReviews(proposalId), ofReview(proposalId, reviewId));
  },
  ReviewCompleted({ proposalId, reviewId }, entry, rows) {
    turn(rows, entry, 'done', ofReviews(proposalId), ofReview(proposalId, reviewId));
  },
  ReviewReopened({ proposalId, reviewId }, entry, rows) {
    turn(rows, entry, 'reopened', ofReviews(proposalId), ofReview(proposalId, reviewId));
  },
  // While the applicant revises, and after an exclusion that a review may undo, nobody reviews.
  ProposalReturned({ proposalId }, entry, rows) {
    turn(rows, entry, 'paused', ofReviews(proposalId));
  },
  ProposalExcluded({ proposalId }, entry, rows) {
    turn(rows, entry, 'paused', ofReviews(proposalId));
  },
  ProposalNotExcluded({ proposalId }, entry, rows) {
    turn(rows, entry, 'resumed', ofReviews(proposalId));
  },
  FullProposalSubmitted({ proposalId, revision }, entry, rows) {
    if (revision > 1) turn(rows, entry, 'resumed', ofReviews(proposalId));
  },
  ProposalApproved({ proposalId }, entry, rows) {
    turn(rows, entry, 'cancelled', ofReviews(proposalId));
  },
  ProposalRejected({ proposalId }, entry, rows) {
    turn(rows, entry, 'cancelled', ofReviews(proposalId));
  },
  RequestConverted({ requestId, replaces }, entry, rows) {
    if (replaces) turn(rows, entry, 'cancelled', ofReviews(requestId));
  },
};
