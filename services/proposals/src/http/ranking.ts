import { MAX_RANKED } from '@mdtf/contracts';
import { rankProposals } from '@mdtf/rules';
import { csvAnswer, type Refusal, refuse, type ServiceParts } from '@mdtf/runtime';
import { call } from '../domain/calls/call.ts';
import { CURRENT, knownCharter } from '../domain/known/charter.ts';
import { outOfRanking } from '../domain/proposal.ts';
import type { ReviewCriteria } from '../domain/reviews/criteria.ts';
import { outstandingOf, outstandingTogether } from '../domain/reviews/outstanding.ts';
import { completedPoints } from '../domain/reviews/panel.ts';
import { dueUnder, reviewDeadline } from '../domain/reviews/review-deadline.ts';
import { type OfCall, panelsOfCall, sightOn } from '../queries/reviews.ts';
import type { Handlers } from './handlers.ts';

/** What the reviews of a call come to. */
export function rankingHandlers(parts: ServiceParts): Handlers<'getRanking'> {
  return {
    async getRanking({ fund, params: { callId }, actor, format }) {
      const known = await parts.view.read(fund, call, callId);
      const criteria = known?.criteria;
      if (known === undefined || criteria === undefined) return noReviewsAsked(callId);
      const forAll = await parts.view.read(fund, reviewDeadline, callId);
      const zone = (await parts.view.read(fund, knownCharter, CURRENT))?.timeZone ?? 'UTC';
      const dates = { forAll, now: await parts.store.clock(fund) };
      const all = await panelsOfCall(parts, fund, callId, MAX_RANKED);
      const sights = await sightOn(parts, fund, actor, all);
      const visible = all.filter(({ proposalId }) => mayRank(sights.get(proposalId)?.sees));
      const items = rankedItems(visible, criteria, dates);
      if (format === 'csv')
        return csvAnswer({ name: `ranking-${callId}.csv`, columns: COLUMNS, rows: items });
      const due = dueUnder(known, forAll, zone);
      const outstanding = outstandingTogether(items.map((item) => item.outstanding));
      const hidden = all.length - visible.length;
      return { body: { callId, criteria, due, outstanding, hidden, items } };
    },
  };
}

/** Only who sees what is completed ranks it: not whoever has still to review it. */
function mayRank(sees: string | undefined): boolean {
  return sees === 'all' || sees === 'completed';
}

function rankedItems(
  visible: readonly OfCall[],
  criteria: ReviewCriteria,
  dates: Parameters<typeof outstandingOf>[2],
) {
  const byId = new Map(visible.map((one) => [one.proposalId, one]));
  const ranked = rankProposals(
    visible.map(({ proposalId, state, panel }) => ({
      id: proposalId,
      reviews: completedPoints(panel),
      out: outOfRanking(state.status),
    })),
    criteria,
  );
  return ranked.flatMap(({ id, ...standing }) => {
    const one = byId.get(id);
    if (one === undefined) return [];
    const { title, lead, status, requested } = one.state;
    const outstanding = outstandingOf(one, criteria, dates);
    return [{ proposalId: id, title, lead, status, requested, ...standing, outstanding }];
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
  column('notRanked', 'plain', ({ notRanked }) => notRanked),
  column('reviewsAssigned', 'plain', ({ outstanding }) => outstanding.assigned),
  column('reviewsOverdue', 'plain', ({ outstanding }) => outstanding.overdue),
  column('reviewsUnassigned', 'plain', ({ outstanding }) => outstanding.unassigned),
];

/** 404 for a call that there is not, or that asks for no reviews. */
export function noReviewsAsked(callId: string): Refusal {
  return refuse(
    404,
    'no-reviews-asked',
    { en: 'No reviews are asked for', fr: 'Aucune évaluation n’est demandée' },
    {
      en: `There is no call ${callId} that was opened with criteria for reviews.`,
      fr: `Aucun appel ${callId} n’a été ouvert avec des critères d’évaluation.`,
    },
  );
}
