import type { Aggregate, Instant } from '@mdtf/domain';
import type { Points, ReviewStatus } from '@mdtf/rules';

interface OfReview {
  readonly proposalId: string;
  readonly reviewId: string;
  readonly reviewer: string;
}

/** Of the proposals' events: who reviews a proposal, and what came of it. */
export type ReviewEvent =
  | { readonly type: 'ReviewerAssigned'; readonly data: OfReview & { readonly callId: string } }
  | {
      readonly type: 'ReviewerStatementSigned';
      readonly data: OfReview & { readonly conflict: boolean; readonly reason: string | null };
    }
  | { readonly type: 'ReviewCompleted'; readonly data: OfReview & Completed }
  | { readonly type: 'ReviewReopened'; readonly data: OfReview & { readonly reason: string } }
  | { readonly type: 'ReviewEnded'; readonly data: OfReview & { readonly reason: string } };

interface Completed {
  readonly statement: number;
  readonly proposalRevision: number;
  readonly scores: readonly { readonly criterion: string; readonly points: number }[];
  readonly summary: string | null;
  readonly recommendation: 'fund' | 'fund-with-changes' | 'do-not-fund' | null;
}

/** One review; what it says is there while it is completed and holds. */
export interface KnownReview {
  readonly reviewId: string;
  readonly reviewer: string;
  readonly status: ReviewStatus;
  readonly said:
    | (Omit<Completed, 'scores'> & { readonly points: Points; readonly completedAt: Instant })
    | null;
}

/** The reviews of a proposal, at most as many as a panel has; each one's comments by criterion stay with the proposals. */
export interface KnownReviews {
  readonly callId: string;
  readonly reviews: readonly KnownReview[];
}

const byProposal = ({ proposalId }: { readonly proposalId: string }): string => proposalId;

/** The reviews of proposals as known here. */
export const knownReviews: Aggregate<KnownReviews, ReviewEvent> = {
  kind: 'reviews',
  version: 1,
  concerns: {
    ReviewerAssigned: byProposal,
    ReviewerStatementSigned: byProposal,
    ReviewCompleted: byProposal,
    ReviewReopened: byProposal,
    ReviewEnded: byProposal,
  },
  evolve(state, event, { time }) {
    const { reviewId, reviewer } = event.data;
    if (event.type === 'ReviewerAssigned') {
      const assigned: KnownReview = { reviewId, reviewer, status: 'assigned', said: null };
      return { callId: event.data.callId, reviews: [...(state?.reviews ?? []), assigned] };
    }
    if (state === undefined) throw new RangeError(`${event.type} of a proposal that nobody reviews`);
    const reviews = state.reviews.map((one) =>
      one.reviewId === reviewId ? { reviewId, reviewer, ...after(event, time) } : one,
    );
    return { ...state, reviews };
  },
};

function after(
  event: Exclude<ReviewEvent, { type: 'ReviewerAssigned' }>,
  completedAt: Instant,
): Pick<KnownReview, 'status' | 'said'> {
  switch (event.type) {
    case 'ReviewerStatementSigned':
      return { status: event.data.conflict ? 'conflict' : 'accepted', said: null };
    case 'ReviewCompleted': {
      const { statement, proposalRevision, scores, summary, recommendation } = event.data;
      const points = Object.fromEntries(scores.map((score) => [score.criterion, score.points]));
      const said = { statement, proposalRevision, summary, recommendation, points, completedAt };
      return { status: 'completed', said };
    }
    case 'ReviewReopened':
      return { status: 'reopened', said: null };
    case 'ReviewEnded':
      return { status: 'ended', said: null };
  }
}

/** The points of the reviews that are completed and hold. */
export function completedPoints(known: KnownReviews | undefined): readonly Points[] {
  return (known?.reviews ?? []).flatMap(({ said }) => (said === null ? [] : [said.points]));
}
