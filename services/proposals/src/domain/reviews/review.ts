import type { Aggregate, Instant } from '@mdtf/domain';
import { type ReviewStatus, ratio } from '@mdtf/rules';
import type { Advice, ReviewEvent, ReviewScore } from './events.ts';
import { dueOf, type ReviewDeadline } from './review-deadline.ts';

/** A review as completed, or as corrected later. */
export interface Statement {
  readonly statement: number;
  readonly completedAt: Instant;
  readonly proposalRevision: number;
  readonly scores: readonly ReviewScore[];
  readonly summary: string | null;
  readonly recommendation: Advice | null;
  readonly weighted: { readonly numerator: number; readonly denominator: number };
  /** Completed after it was due. */
  readonly late?: boolean | undefined;
}

/** One person's review of one proposal. */
export interface Review {
  readonly proposalId: string;
  readonly reviewId: string;
  readonly callId: string;
  readonly reviewer: string;
  readonly status: ReviewStatus;
  readonly assignedAt: Instant;
  /** Its own date; absent: none but what is put for all reviews of the call. */
  readonly due?: Instant | undefined;
  readonly signed: {
    readonly conflict: boolean;
    readonly reason: string | null;
    readonly at: Instant;
  } | null;
  /** As completed and as corrected, the last holds. */
  readonly statements: readonly Statement[];
  readonly reopened: readonly { readonly reason: string; readonly at: Instant }[];
  readonly ended: { readonly reason: string; readonly at: Instant } | null;
}

/** Corrections of one review at most. */
export const MAX_CORRECTIONS = 10;

/** The document of a review: those of one proposal follow one another. */
export const reviewDocument = ({ proposalId, reviewId }: Pick<Review, 'proposalId' | 'reviewId'>): string =>
  `${proposalId}/${reviewId}`;

/** Reviews, one document each. */
export const review: Aggregate<Review, ReviewEvent> = {
  kind: 'review',
  version: 1,
  concerns: {
    ReviewerAssigned: reviewDocument,
    ReviewerStatementSigned: reviewDocument,
    ReviewCompleted: reviewDocument,
    ReviewReopened: reviewDocument,
    ReviewEnded: reviewDocument,
  },
  evolve(state, event, { time: at }) {
    if (event.type === 'ReviewerAssigned') {
      const nothing = { signed: null, statements: [], reopened: [], ended: null };
      return { ...event.data, status: 'assigned', assignedAt: at, ...nothing };
    }
    if (state === undefined) throw new RangeError(`${event.type} of a review that was never assigned`);
    switch (event.type) {
      case 'ReviewerStatementSigned': {
        const { conflict, reason } = event.data;
        return { ...state, status: conflict ? 'conflict' : 'accepted', signed: { conflict, reason, at } };
      }
      case 'ReviewCompleted': {
        const { statement, proposalRevision, scores, summary, recommendation, weighted, late } = event.data;
        const onTime = { statement, proposalRevision, scores, summary, recommendation, weighted };
        const said = late === true ? { ...onTime, late } : onTime;
        return {
          ...state,
          status: 'completed',
          statements: [...state.statements, { ...said, completedAt: at }],
        };
      }
      case 'ReviewReopened':
        return {
          ...state,
          status: 'reopened',
          reopened: [...state.reopened, { reason: event.data.reason, at }],
        };
      case 'ReviewEnded':
        return { ...state, status: 'ended', ended: { reason: event.data.reason, at } };
    }
  },
};

/** A review as it is answered, in full; `forAll` is the date put for all reviews of its call. */
export const reviewAnswer = (state: Review, forAll: Pick<ReviewDeadline, 'due'> | undefined) => ({
  ...state,
  due: dueOf(state.due, forAll),
  statements: state.statements.map(({ weighted, late = false, ...rest }) => ({
    ...rest,
    late,
    weighted: ratio(weighted.numerator, weighted.denominator),
  })),
  draft: null,
});

export type ReviewAnswer = ReturnType<typeof reviewAnswer>;
