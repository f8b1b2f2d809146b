import { MAX_ASSIGNMENTS, MAX_RANKED } from '@mdtf/contracts';
import { isActive } from '@mdtf/rules';
import { newId, type ServiceParts } from '@mdtf/runtime';
import { call } from '../domain/calls/call.ts';
import { outOfRanking } from '../domain/proposal.ts';
import type { AssignReviewers } from '../domain/reviews/assign.ts';
import { balance, type Lacking } from '../domain/reviews/balance.ts';
import type { ReviewCriteria } from '../domain/reviews/criteria.ts';
import { appliedWith, needsOfCandidate } from '../domain/reviews/eligible.ts';
import { lackingReviews } from '../domain/reviews/outstanding.ts';
import type { ReviewAnswer } from '../domain/reviews/review.ts';
import type { ExtendReviews } from '../domain/reviews/review-deadline.ts';
import { coAuthoredUnder } from '../queries/co-authored.ts';
import { type OfCall, panelsOfCall, reviewersOf } from '../queries/reviews.ts';
import { sliceOfView } from '../queries/slice-of-view.ts';
import { type Handlers, instantOf } from './handlers.ts';
import { noReviewsAsked } from './ranking.ts';

/** Reviewers that a balanced assignment chooses among at most. */
const MAX_REVIEWERS = 200;

/** Which reviews a call lacks, who might write them, who is to, and until when. */
export function reviewAssignmentHandlers(
  parts: ServiceParts,
): Handlers<'proposeAssignments' | 'assignReviewers' | 'extendReviews'> {
  /** What somebody applied for under a call, through an organisation or as co-author. */
  async function appliedFor(fund: string, callId: string, reviewer: string): Promise<readonly string[]> {
    const slice = await sliceOfView(parts, fund, (known) => needsOfCandidate(reviewer, callId, known));
    const coAuthored = await coAuthoredUnder(parts.pool, fund, reviewer, callId);
    return appliedWith({ reviewer, callId, coAuthored }, slice);
  }

  return {
    async proposeAssignments({ fund, params: { callId } }) {
      const criteria = (await parts.view.read(fund, call, callId))?.criteria;
      if (criteria === undefined) return noReviewsAsked(callId);
      const found = await panelsOfCall(parts, fund, callId, MAX_RANKED);
      const all = found.filter(({ state }) => outOfRanking(state.status) === undefined);
      const reviewers = await reviewersOf(parts, fund, MAX_REVIEWERS);
      const applied = new Map<string, readonly string[]>();
      for (const reviewer of reviewers) applied.set(reviewer, await appliedFor(fund, callId, reviewer));
      const loads = new Map(reviewers.map((person) => [person, 0]));
      for (const { reviewer } of all.flatMap(({ panel }) => panel.members.filter(isActive)))
        if (loads.has(reviewer)) loads.set(reviewer, (loads.get(reviewer) ?? 0) + 1);
      const lacking = all.flatMap((one) => lackingOf(one, applied, criteria));
      const { assignments, ...rest } = balance(lacking, loads);
      const more = assignments.length > MAX_ASSIGNMENTS;
      return { body: { ...rest, assignments: assignments.slice(0, MAX_ASSIGNMENTS), more } };
    },
    async assignReviewers({ fund, params: { callId }, body, submit }) {
      const assignments = await Promise.all(
        body.assignments.map(async (assignment, at) => ({
          ...assignment,
          reviewId: newId(),
          at: `body.assignments.${at}`,
          coAuthored: await coAuthoredUnder(parts.pool, fund, assignment.reviewer, callId),
        })),
      );
      const data: AssignReviewers = { callId, due: dueIn(body), assignments };
      return submit<readonly ReviewAnswer[]>('AssignReviewers', data, { body: (items) => ({ items }) });
    },
    extendReviews({ params: { callId }, body: { due, reason }, submit }) {
      const data: ExtendReviews = { callId, due: instantOf(due), reason };
      return submit('ExtendReviews', data);
    },
  };
}

/** The date that assignments name, if they do. */
export function dueIn({ due }: { readonly due?: string | undefined }): string | undefined {
  return due === undefined ? undefined : instantOf(due);
}

/** What one proposal lacks, and whom it may ask: none for one that is not under review, or lacks nothing. */
function lackingOf(
  one: OfCall,
  applied: ReadonlyMap<string, readonly string[]>,
  criteria: ReviewCriteria,
): readonly Lacking[] {
  const { proposalId, panel } = one;
  const reviews = lackingReviews(one, criteria);
  if (reviews === 0) return [];
  const asked = panel.members.filter(({ status }) => status !== 'ended').map(({ reviewer }) => reviewer);
  const mayReview = (proposals: readonly string[]): boolean =>
    !proposals.includes(proposalId) && (criteria.competitorsMayReview || proposals.length === 0);
  const candidates = [...applied]
    .filter(([reviewer, proposals]) => !asked.includes(reviewer) && mayReview(proposals))
    .map(([reviewer]) => reviewer);
  return [{ proposalId, reviews, candidates }];
}
