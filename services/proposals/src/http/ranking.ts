import { MAX_ASSIGNMENTS, MAX_RANKED } from '@mdtf/contracts';
import { isActive, panelResult, rankProposals, reviewsWanted } from '@mdtf/rules';
import { csvAnswer, newId, notFound, type ServiceParts } from '@mdtf/runtime';
import { call } from '../domain/call.ts';
import type { AssignReviewers } from '../domain/reviews/assign.ts';
import { UNDER_REVIEW } from '../domain/reviews/at-hand.ts';
import { balance, type Lacking } from '../domain/reviews/balance.ts';
import type { ReviewCriteria } from '../domain/reviews/criteria.ts';
import { interestsOf, needsOfCandidate } from '../domain/reviews/eligible.ts';
import { completedPoints, MAX_PANEL } from '../domain/reviews/panel.ts';
import type { ReviewAnswer } from '../domain/reviews/review.ts';
import { type OfCall, proposalsOfCall, reviewersOf, sightOn } from '../queries/reviews.ts';
import { sliceOfView } from '../queries/slice-of-view.ts';
import type { Handlers } from './handlers.ts';

/** Reviewers that a balanced assignment chooses among at most. */
const MAX_REVIEWERS = 200;

/** Which reviews a call lacks, and what its reviews come to. */
export function rankingHandlers(
  parts: ServiceParts,
): Handlers<'getRanking' | 'proposeAssignments' | 'assignReviewers'> {
  const criteriaOf = async (fund: string, callId: string) =>
    (await parts.view.read(fund, call, callId))?.criteria;

  return {
    async getRanking({ fund, params: { callId }, actor, format }) {
      const criteria = await criteriaOf(fund, callId);
      if (criteria === undefined) return notFound('call with reviews', callId);
      const all = await proposalsOfCall(parts, fund, callId, MAX_RANKED);
      const sights = await sightOn(parts, fund, actor, all);
      const visible = all.filter(({ proposalId }) => mayRank(sights.get(proposalId)?.sees));
      const items = rankedItems(visible, criteria);
      if (format === 'csv')
        return csvAnswer({ name: `ranking-${callId}.csv`, columns: COLUMNS, rows: items });
      return { body: { callId, criteria, hidden: all.length - visible.length, items } };
    },
    async proposeAssignments({ fund, params: { callId } }) {
      const criteria = await criteriaOf(fund, callId);
      if (criteria === undefined) return notFound('call with reviews', callId);
      const all = await proposalsOfCall(parts, fund, callId, MAX_RANKED);
      const reviewers = await reviewersOf(parts, fund, MAX_REVIEWERS);
      const loads = new Map(reviewers.map((person) => [person, 0]));
      for (const { reviewer } of all.flatMap(({ panel }) => panel.members.filter(isActive)))
        if (loads.has(reviewer)) loads.set(reviewer, (loads.get(reviewer) ?? 0) + 1);
      const lacking: Lacking[] = [];
      for (const one of all.filter(({ state }) => UNDER_REVIEW.includes(state.status))) {
        const reviews = lackingReviews(one, criteria);
        if (reviews === 0) continue;
        const candidates = await candidatesFor(one, reviewers, criteria);
        lacking.push({ proposalId: one.proposalId, reviews, candidates });
      }
      const { assignments, ...rest } = balance(lacking, loads);
      const more = assignments.length > MAX_ASSIGNMENTS;
      return { body: { ...rest, assignments: assignments.slice(0, MAX_ASSIGNMENTS), more } };

      async function candidatesFor(
        one: OfCall,
        persons: readonly string[],
        { competitorsMayReview }: ReviewCriteria,
      ) {
        const { proposalId, panel } = one;
        const asked = panel.members
          .filter(({ status }) => status !== 'ended')
          .map(({ reviewer }) => reviewer);
        const free: string[] = [];
        for (const reviewer of persons.filter((person) => !asked.includes(person))) {
          const slice = await sliceOfView(parts, fund, (known) => needsOfCandidate(reviewer, callId, known));
          const { own, competing } = interestsOf({ reviewer, proposalId, callId }, slice);
          if (!own && (competitorsMayReview || competing.length === 0)) free.push(reviewer);
        }
        return free;
      }
    },
    assignReviewers({ params: { callId }, body, submit }) {
      const assignments = body.assignments.map((assignment, at) => ({
        ...assignment,
        reviewId: newId(),
        at: `body.assignments.${at}`,
      }));
      const data: AssignReviewers = { callId, assignments };
      return submit<readonly ReviewAnswer[]>('AssignReviewers', data, { body: (items) => ({ items }) });
    },
  };
}

/** Only who sees what is completed ranks it: not whoever has still to review it. */
function mayRank(sees: string | undefined): boolean {
  return sees === 'all' || sees === 'completed';
}

function lackingReviews({ panel }: OfCall, criteria: ReviewCriteria): number {
  const active = panel.members.filter(isActive).length;
  const wanted = reviewsWanted(panelResult(completedPoints(panel), criteria), criteria);
  return Math.max(0, Math.min(wanted - active, MAX_PANEL - panel.members.length));
}

function rankedItems(visible: readonly OfCall[], criteria: ReviewCriteria) {
  const byId = new Map(visible.map((one) => [one.proposalId, one.state]));
  const ranked = rankProposals(
    visible.map(({ proposalId, panel }) => ({ id: proposalId, reviews: completedPoints(panel) })),
    criteria,
  );
  return ranked.flatMap(({ id, ...standing }) => {
    const state = byId.get(id);
    if (state === undefined) return [];
    const { title, lead, status, requested } = state;
    return [{ proposalId: id, title, lead, status, requested, ...standing }];
  });
}

type Item = ReturnType<typeof rankedItems>[number];
type Column = Parameters<typeof csvAnswer<Item>>[0]['columns'][number];

const column = (title: string, kind: Column['kind'], value: Column['value']): Column => ({
  title,
  kind,
  value,
});

const COLUMNS: readonly Column[] = [
  column('rank', 'plain', ({ rank }) => rank),
  column('tiedWith', 'text', ({ tiedWith }) => tiedWith.join(' ')),
  column('proposalId', 'text', ({ proposalId }) => proposalId),
  column('title', 'text', ({ title }) => title),
  column('lead', 'text', ({ lead }) => lead),
  column('status', 'plain', ({ status }) => status),
  column('requested', 'plain', ({ requested }) => requested?.amount),
  column('currency', 'plain', ({ requested }) => requested?.currency),
  column('score', 'plain', ({ result }) => result?.mean.value),
  column('scoreNumerator', 'plain', ({ result }) => result?.mean.numerator),
  column('scoreDenominator', 'plain', ({ result }) => result?.mean.denominator),
  column('reviewsCompleted', 'plain', ({ completed }) => completed),
  column('reviewsWanted', 'plain', ({ wanted }) => wanted),
  column('spreadPercent', 'plain', ({ result }) => result?.disagreement.spreadPercent.value),
  column('beyondTolerance', 'plain', ({ result }) => result?.disagreement.beyondTolerance),
  column('reasons', 'text', ({ reasons }) => reasons.en),
  column('reasonsFr', 'text', ({ reasons }) => reasons.fr),
];
