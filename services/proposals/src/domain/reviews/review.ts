import type { Aggregate, Instant } from '@mdtf/domain';
import { type ReviewStatus, ratio } from '@mdtf/rules';
import type { Advice, ReviewEvent, ReviewScore } from './events.ts';

/** A review as completed, or as corrected later. */
export interface Statement {
  readonly statement: number;
  readonly completedAt: Instant;
  readonly proposalRevision: number;
  readonly scores: readonly ReviewScore[];
  readonly summary: string | null;
  readonly recommendation: Advice | null;
  readonly weighted: { readonly numerator: number; readonly denominator: number };
}

/** One person's review of one proposal. */
export interface Review {
  readonly proposalId: string;
  readonly reviewId: string;
  readonly callId: string;
  readonly reviewer: string;
  readonly status: ReviewStatus;
  readonly assignedAt: Instant;
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
        const { statement, proposalRevision, scores, summary, recommendation, weighted } = event.data;
        const said = { statement, proposalRevision, scores, summary, recommendation, weighted };
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

/** A review as it is answered, in full. */
export const reviewAnswer = (state: Review) => ({
  ...state,
  statements: state.statements.map(({ weighted, ...rest }) => ({
    ...rest,
    weighted: ratio(weighted.numerator, weighted.denominator),
  })),
  draft: null,
});

export type ReviewAnswer = ReturnType<typeof reviewAnswer>;
