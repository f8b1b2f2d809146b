import type { Aggregate, Instant } from '@mdtf/domain';
import type { Points, ReviewStatus } from '@mdtf/rules';
import type { ReviewEvent, ReviewScore } from './events.ts';

/** One review as the others and the ranking see it. */
export interface PanelMember {
  readonly reviewId: string;
  readonly reviewer: string;
  readonly status: ReviewStatus;
  /** Of a completed review; null until then, and while it is open for a correction. */
  readonly points: Points | null;
  /** Its own date; absent: none but what is put for all reviews of the call. */
  readonly due?: Instant | undefined;
}

/** Who reviews a proposal, and how they scored. */
export interface Panel {
  readonly callId: string;
  readonly members: readonly PanelMember[];
}

/** Assignments of one proposal at most, those that ended among them. */
export const MAX_PANEL = 20;

const byProposal = ({ proposalId }: { readonly proposalId: string }): string => proposalId;

/** The panels of reviewers, one document per proposal. */
export const panel: Aggregate<Panel, ReviewEvent> = {
  kind: 'panel',
  version: 1,
  concerns: {
    ReviewerAssigned: byProposal,
    ReviewerStatementSigned: byProposal,
    ReviewCompleted: byProposal,
    ReviewReopened: byProposal,
    ReviewEnded: byProposal,
  },
  evolve(state, event) {
    const { reviewId, reviewer } = event.data;
    if (event.type === 'ReviewerAssigned') {
      const { callId, due } = event.data;
      const own = due === undefined ? {} : { due };
      const member: PanelMember = { reviewId, reviewer, status: 'assigned', points: null, ...own };
      return { callId, members: [...(state?.members ?? []), member] };
    }
    if (state === undefined) throw new RangeError(`${event.type} without an assignment`);
    const members = state.members.map((member) =>
      member.reviewId === reviewId ? { ...member, ...changeOf(event) } : member,
    );
    return { ...state, members };
  },
};

/** Where a fact leaves a review. */
export function statusAfter(event: ReviewEvent): ReviewStatus {
  switch (event.type) {
    case 'ReviewerAssigned':
      return 'assigned';
    case 'ReviewerStatementSigned':
      return event.data.conflict ? 'conflict' : 'accepted';
    case 'ReviewCompleted':
      return 'completed';
    case 'ReviewReopened':
      return 'reopened';
    case 'ReviewEnded':
      return 'ended';
  }
}

/** The points of the reviews that are completed and hold. */
export function completedPoints(state: Pick<Panel, 'members'> | undefined): readonly Points[] {
  return (state?.members ?? []).flatMap(({ points }) => (points === null ? [] : [points]));
}

function changeOf(event: ReviewEvent): Pick<PanelMember, 'status' | 'points'> {
  const points = event.type === 'ReviewCompleted' ? pointsOf(event.data.scores) : null;
  return { status: statusAfter(event), points };
}

function pointsOf(scores: readonly ReviewScore[]): Points {
  return Object.fromEntries(scores.map(({ criterion, points }) => [criterion, points]));
}
