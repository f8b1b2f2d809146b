import { describe, expect, it } from 'vitest';
import { type KnownProposal, knownProposal, type ProposalEvent } from './known/proposal.ts';
import { type KnownReviews, knownReviews, type ReviewEvent } from './known/reviews.ts';
import { type KnownScreening, knownScreening, type ScreeningEvent } from './known/screening.ts';
import { rulingsOf, standingsFor } from './reviews-at-item.ts';

const asked = (now: boolean, recused: readonly string[], disclosed: readonly string[] = []) => ({
  now,
  recused,
  disclosed,
});

describe('a seat with an interest in a proposal', () => {
  it('stays recused on a later item until that rules a disclosure', () => {
    expect(rulingsOf([asked(true, []), asked(false, ['1'])])).toEqual({ 1: 'recusal' });
    expect(rulingsOf([asked(true, [], ['1']), asked(false, ['1'])])).toEqual({ 1: 'disclosure' });
  });

  it('is recused where one earlier item says so and another does not', () => {
    expect(rulingsOf([asked(false, ['1']), asked(false, [], ['2'])])).toEqual({
      1: 'recusal',
      2: 'disclosure',
    });
    expect(rulingsOf([asked(false, ['1']), asked(false, [], ['1'])])).toEqual({ 1: 'recusal' });
    expect(rulingsOf([asked(true, ['1'], ['1'])])).toEqual({ 1: 'recusal' });
  });
});

const META = { time: '2031-01-01T00:00:00.000Z', recordedAt: '2031-01-01T00:00:00.000Z', sequence: 1n };
const CRITERIA = {
  scale: { min: 0, max: 5 },
  criteria: [{ id: 'need', title: { en: 'Need', fr: 'Besoin' }, weight: 1 }],
  reviewers: 1,
  tolerancePercent: 25,
};
const CHAIR = { id: 'chair', roles: ['chair' as const], organisations: [], seats: [] };

/** A full proposal with one review of so many points, and what came after. */
function reviewed(
  proposalId: string,
  need: number,
  later: readonly ProposalEvent[] = [],
  screened: readonly ScreeningEvent[] = [],
) {
  const content = { kind: 'project' as const, title: proposalId, callId: 'c', lead: 'iom', budget: [] };
  const requested = { amount: '1.00', currency: 'USD' };
  const submitted: ProposalEvent = {
    type: 'FullProposalSubmitted',
    data: { proposalId, revision: 1, content, requested, bankPart: { ...requested, amount: '0.00' } },
  };
  const of = { proposalId, reviewId: 'r', reviewer: 'somebody' };
  const said = { statement: 1, proposalRevision: 1, summary: null, recommendation: null };
  const reviews: readonly ReviewEvent[] = [
    { type: 'ReviewerAssigned', data: { ...of, callId: 'c' } },
    { type: 'ReviewCompleted', data: { ...of, ...said, scores: [{ criterion: 'need', points: need }] } },
  ];
  const meta = META as never;
  return {
    proposalId,
    proposal: [submitted, ...later].reduce<KnownProposal | undefined>(
      (state, event) => knownProposal.evolve(state, event, meta, proposalId),
      undefined,
    ) as KnownProposal,
    reviews: reviews.reduce<KnownReviews | undefined>(
      (state, event) => knownReviews.evolve(state, event, meta, proposalId),
      undefined,
    ),
    screening: screened.reduce<KnownScreening | undefined>(
      (state, event) => knownScreening.evolve(state, event, meta, proposalId),
      undefined,
    ),
    rulings: {},
  };
}

describe('where proposals of a call stand', () => {
  const excluded = (proposalId: string, stage: 'concept-note' | 'full'): ScreeningEvent => ({
    type: 'ProposalExcluded',
    data: { proposalId, final: false, stage },
  });

  it('is told of those that are neither excluded, withdrawn nor made into a project, and why of the others', () => {
    const all = [
      reviewed('best', 5, [], [excluded('best', 'full')]),
      reviewed('left', 5, [{ type: 'ProposalWithdrawn', data: { proposalId: 'left' } }]),
      reviewed('made', 5, [{ type: 'RequestConverted', data: { requestId: 'made', replaces: true } }]),
      reviewed('note', 4, [], [excluded('note', 'concept-note')]),
      reviewed(
        'spared',
        3,
        [],
        [excluded('spared', 'full'), { type: 'ProposalNotExcluded', data: { proposalId: 'spared' } }],
      ),
    ];
    const standings = standingsFor(CHAIR, all, CRITERIA, undefined);
    expect(standings.map(({ id, rank, of, notRanked }) => [id, rank, of, notRanked])).toEqual([
      ['note', 1, 2, null],
      ['spared', 2, 2, null],
      ['best', null, 2, 'excluded'],
      ['left', null, 2, 'withdrawn'],
      ['made', null, 2, 'converted'],
    ]);
  });
});
