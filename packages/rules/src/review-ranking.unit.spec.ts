import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankProposals } from './review-ranking.ts';
import { panelResult, type ReviewScheme, reviewsWanted, weightedScore } from './review-score.ts';

const scheme: ReviewScheme = {
  scale: { min: 0, max: 5 },
  criteria: [
    { id: 'need', weight: 3 },
    { id: 'results', weight: 2 },
  ],
  reviewers: 2,
  tolerancePercent: 20,
};
const points = (need: number, results: number) => ({ need, results });

describe('the result of reviews', () => {
  it('is the weighted mean, as an exact quotient and at two decimals half-up', () => {
    const result = panelResult([points(4, 3), points(3, 3), points(4, 4)], scheme);
    expect(result?.mean).toEqual({ numerator: 53, denominator: 15, value: '3.53', rounding: 'half-up' });
    expect(result?.criteria[0]).toMatchObject({ criterion: 'need', lowest: 3, highest: 4 });
    expect(result?.criteria[0]?.mean).toMatchObject({ numerator: 11, denominator: 3, value: '3.67' });
    expect(weightedScore(points(5, 0), scheme)).toMatchObject({ numerator: 15, denominator: 5 });
  });

  it('is none without a review', () => {
    expect(panelResult([], scheme)).toBeUndefined();
  });

  it('tells two reviews exactly at the tolerance apart from two beyond it', () => {
    // 5 of 25 weighted points are 20 % of the scale.
    const at = panelResult([points(3, 3), points(4, 4)], scheme);
    expect(at?.disagreement).toMatchObject({ beyondTolerance: false, spreadPercent: { value: '20.00' } });
    expect(reviewsWanted(at, scheme)).toBe(2);
    const beyond = panelResult([points(3, 3), points(5, 3)], scheme);
    expect(beyond?.disagreement).toMatchObject({ beyondTolerance: true, spreadPercent: { value: '24.00' } });
    expect(reviewsWanted(beyond, scheme)).toBe(3);
    expect(reviewsWanted(beyond, { ...scheme, reviewers: 4 })).toBe(4);
  });

  it('is beyond a tolerance that it passes by the least', () => {
    // 4 of 7 points are 400/7 %, and 57 % are 399/7 %.
    const seven = { ...scheme, scale: { min: 1, max: 8 }, criteria: [{ id: 'need', weight: 1 }] };
    const beyond = (tolerancePercent: number) =>
      panelResult([{ need: 1 }, { need: 5 }], { ...seven, tolerancePercent })?.disagreement.beyondTolerance;
    expect(beyond(57)).toBe(true);
    expect(beyond(58)).toBe(false);
  });
});

describe('a ranking', () => {
  it('ranks on one review where one is asked for', () => {
    const [only] = rankProposals([{ id: 'p', reviews: [points(1, 2)] }], { ...scheme, reviewers: 1 });
    expect(only?.rank).toBe(1);
    expect(only?.reasons.en).toContain('the weighted mean of 1 review. The');
    expect(only?.reasons.fr).toContain('moyenne pondérée de 1 évaluation. Les');
  });

  it('shows what there is of a proposal that lacks a review, and asks for no third one', () => {
    const [only] = rankProposals([{ id: 'p', reviews: [points(1, 2)] }], scheme);
    expect(only?.result?.mean.value).toBe('1.40');
    expect(only?.reasons.en).toBe(
      'Not ranked yet: 1 of 2 reviews are complete. The reviews are 0.00 % of the scale apart, within the tolerance of 20 %.',
    );
  });

  const agreed = (need: number, results: number) => [points(need, results), points(need, results)];

  it('begins with the best and states ties as ties', () => {
    const ranked = rankProposals(
      [
        { id: 'p1', reviews: agreed(2, 2) },
        { id: 'p2', reviews: agreed(4, 4) },
        { id: 'p3', reviews: [points(4, 4), points(4, 4), points(4, 4)] },
        { id: 'p4', reviews: agreed(5, 5) },
      ],
      scheme,
    );
    expect(ranked.map(({ id, rank, tiedWith }) => [id, rank, tiedWith])).toEqual([
      ['p4', 1, []],
      ['p2', 2, ['p3']],
      ['p3', 2, ['p2']],
      ['p1', 4, []],
    ]);
    expect(ranked[1]?.reasons).toEqual({
      en: 'Rank 2 of 4, equal with p3: 4.00 on a scale of 0 to 5 (40/10, rounded half-up), the weighted mean of 2 reviews. The reviews are 0.00 % of the scale apart, within the tolerance of 20 %.',
      fr: 'Rang 2 sur 4, à égalité avec p3 : 4,00 sur une échelle de 0 à 5 (40/10, arrondi au plus proche, moitié vers le haut), moyenne pondérée de 2 évaluations. Les évaluations s’écartent de 0,00 % de l’échelle, dans la tolérance de 20 %.',
    });
  });

  it('leaves without a rank whatever lacks a review, a third one where two differ too much', () => {
    const ranked = rankProposals(
      [
        { id: 'none', reviews: [] },
        { id: 'differ', reviews: [points(1, 1), points(5, 5)] },
        { id: 'settled', reviews: [points(1, 1), points(5, 5), points(3, 3)] },
      ],
      scheme,
    );
    expect(
      ranked.map(({ id, rank, completed, wanted, notRanked }) => [id, rank, completed, wanted, notRanked]),
    ).toEqual([
      ['settled', 1, 3, 3, null],
      ['differ', null, 2, 3, 'reviews-outstanding'],
      ['none', null, 0, 2, 'reviews-outstanding'],
    ]);
    expect(ranked[1]?.reasons.en).toBe(
      'Not ranked yet: 2 of 3 reviews are complete. The reviews are 80.00 % of the scale apart, more than the tolerance of 20 %. A third review is asked for.',
    );
  });

  it('leaves out what was excluded, withdrawn or made into a project, last and with the reason, as if it were not there', () => {
    const out = ['excluded', 'withdrawn', 'converted'] as const;
    const rest = [
      { id: 'p2', reviews: agreed(3, 3) },
      { id: 'p3', reviews: agreed(3, 3) },
    ];
    const ranked = rankProposals(
      [...out.map((why) => ({ id: `a-${why}`, reviews: agreed(5, 5), out: why })), ...rest],
      scheme,
    );
    expect(ranked.slice(0, 2)).toEqual(rankProposals(rest, scheme));
    expect(
      ranked.slice(2).map(({ id, rank, tiedWith, notRanked, of }) => [id, rank, tiedWith, notRanked, of]),
    ).toEqual([
      ['a-converted', null, [], 'converted', 2],
      ['a-excluded', null, [], 'excluded', 2],
      ['a-withdrawn', null, [], 'withdrawn', 2],
    ]);
    expect(ranked[3]?.reasons).toEqual({
      en: 'Not ranked: the committee excluded it at screening.',
      fr: 'Non classée : le comité l’a exclue à l’examen préalable.',
    });
    expect(ranked[3]?.result?.mean.value).toBe('5.00');
  });

  it('is that of exact fractions, whatever the points and the order in which proposals are given', () => {
    const review = fc.record({ need: fc.nat(5), results: fc.nat(5) });
    const proposals = fc.array(fc.array(review, { minLength: 3, maxLength: 4 }), { maxLength: 8 });
    fc.assert(
      fc.property(proposals, (all) => {
        const given = all.map((reviews, at) => ({ id: `p${at}`, reviews }));
        const ranked = rankProposals(given, scheme);
        expect(rankProposals(given.toReversed(), scheme)).toEqual(ranked);
        // The same by common multiples: points per twelve reviews.
        const sum = (id: string): number => {
          const reviews = given.find((one) => one.id === id)?.reviews ?? [];
          const total = reviews.reduce((all, { need, results }) => all + 3 * need + 2 * results, 0);
          return (total * 12) / reviews.length;
        };
        for (const { id, rank } of ranked)
          expect(rank).toBe(1 + given.filter((other) => sum(other.id) > sum(id)).length);
      }),
    );
  });
});
