import type { Instant } from '@mdtf/domain';
import { isActive, panelResult, reviewsWanted } from '@mdtf/rules';
import type { ProposalStatus } from '../proposal.ts';
import { UNDER_REVIEW } from './at-hand.ts';
import type { ReviewCriteria } from './criteria.ts';
import { completedPoints, MAX_PANEL, type Panel } from './panel.ts';
import { dueOf, isPast, type ReviewDeadline } from './review-deadline.ts';

/** Reviews of a proposal that are still to come. */
export interface Outstanding {
  /** Somebody was asked, and has not completed it. */
  readonly assigned: number;
  /** Of these, those that are past their date. */
  readonly overdue: number;
  /** Wanted, and nobody is asked. */
  readonly unassigned: number;
}

/** A proposal and its panel. */
interface Reviewed {
  readonly state: { readonly status: ProposalStatus };
  readonly panel: Pick<Panel, 'members'>;
}

/** Whether reviews of a proposal may still be written: the committee waits for it. */
function isUnderReview({ state }: Reviewed): boolean {
  return UNDER_REVIEW.includes(state.status);
}

/** What is still to come at an instant; nothing for a proposal that is not under review. */
export function outstandingOf(
  one: Reviewed,
  criteria: ReviewCriteria,
  { forAll, now }: { readonly forAll: Pick<ReviewDeadline, 'due'> | undefined; readonly now: Instant },
): Outstanding {
  if (!isUnderReview(one)) return { assigned: 0, overdue: 0, unassigned: 0 };
  const waiting = one.panel.members.filter((member) => isActive(member) && member.status !== 'completed');
  const overdue = waiting.filter(({ due }) => isPast(dueOf(due, forAll), now));
  return {
    assigned: waiting.length,
    overdue: overdue.length,
    unassigned: lackingReviews(one, criteria),
  };
}

/** Reviews that nobody is asked for yet and the panel has room for; none of a proposal that is not under review. */
export function lackingReviews(one: Reviewed, criteria: ReviewCriteria): number {
  if (!isUnderReview(one)) return 0;
  const { members } = one.panel;
  const active = members.filter(isActive).length;
  const wanted = reviewsWanted(panelResult(completedPoints(one.panel), criteria), criteria);
  return Math.max(0, Math.min(wanted - active, MAX_PANEL - members.length));
}

/** The same of several together. */
export function outstandingTogether(all: readonly Outstanding[]): Outstanding {
  const sum = (name: keyof Outstanding) => all.reduce((total, one) => total + one[name], 0);
  return { assigned: sum('assigned'), overdue: sum('overdue'), unassigned: sum('unassigned') };
}
