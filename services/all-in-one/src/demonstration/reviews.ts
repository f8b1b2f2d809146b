import { proposalsRoutes } from '@mdtf/contracts';
import type { Api } from './api.ts';
import { FUND, morning, params } from './fund.ts';
import { CALL } from './proposals.ts';

const both = (en: string, fr: string) => ({ en, fr });

/** How the call's proposals are reviewed: three criteria of ten parts, two reviews each, on a scale of 0 to 5. */
export const REVIEW_CRITERIA = {
  scale: { min: 0, max: 5 },
  criteria: [
    {
      id: 'relevance',
      title: both(
        'Relevance to migration and development',
        'Pertinence pour la migration et le développement',
      ),
      weight: 5,
    },
    { id: 'method', title: both('Soundness of the method', 'Solidité de la méthode'), weight: 3 },
    { id: 'results', title: both('Results for their cost', 'Résultats au regard du coût'), weight: 2 },
  ],
};

type Points = readonly [relevance: number, method: number, results: number];

/** What the two reviewers of each proposal give. */
const GIVEN: Readonly<Record<string, readonly [Points, Points]>> = {
  P1: [
    [5, 5, 4],
    [5, 4, 5],
  ],
  P2: [
    [4, 3, 3],
    [4, 3, 2],
  ],
  P3: [
    [3, 2, 3],
    [2, 3, 2],
  ],
  P4: [
    [4, 4, 2],
    [3, 4, 3],
  ],
  P5: [
    [5, 4, 4],
    [5, 4, 5],
  ],
  P6: [
    [4, 4, 4],
    [5, 4, 4],
  ],
};

/** Two reviewers to each proposal, from 3 March, when they sign, to 21 March, when the last review is complete. */
export async function reviews(api: Api): Promise<void> {
  const ofCall = { params: { ...params, callId: CALL } };
  await api.clock(FUND, morning('2008-03-03'));
  const { assignments } = await api.read('secretariat', proposalsRoutes.proposeAssignments, ofCall);
  const { items } = await api.send('secretariat', proposalsRoutes.assignReviewers, {
    ...ofCall,
    body: { assignments },
  });
  const assigned = items.map(({ proposalId, reviewId, reviewer }, at) => {
    const first = items.findIndex((item) => item.proposalId === proposalId);
    const points = GIVEN[proposalId]?.[first === at ? 0 : 1];
    return {
      of: { ...params, proposalId, reviewId },
      reviewer: reviewer ?? '',
      points,
      isFirst: first === at,
    };
  });
  for (const { of, reviewer } of assigned)
    await api.send(reviewer, proposalsRoutes.signReviewStatement, { params: of, body: { conflict: false } });
  await api.clock(FUND, morning('2008-03-14'));
  for (const review of assigned.filter(({ isFirst }) => isFirst)) await complete(api, review);
  await api.clock(FUND, morning('2008-03-21'));
  for (const review of assigned.filter(({ isFirst }) => !isFirst)) await complete(api, review);
}

interface Assigned {
  readonly of: { readonly fundId: string; readonly proposalId: string; readonly reviewId: string };
  readonly reviewer: string;
  readonly points: Points | undefined;
}

async function complete(api: Api, { of, reviewer, points }: Assigned): Promise<void> {
  const scores = REVIEW_CRITERIA.criteria.map(({ id }, at) => ({ criterion: id, points: points?.[at] ?? 0 }));
  await api.send(reviewer, proposalsRoutes.completeReview, {
    params: of,
    body: { content: { scores, summary: 'As the points on each criterion say.' } },
  });
}
