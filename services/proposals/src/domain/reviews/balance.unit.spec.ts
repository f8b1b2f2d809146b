import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balance } from './balance.ts';

const none = new Map<string, number>();

describe('a balanced assignment', () => {
  it('gives to whoever has the fewest, and first where fewest may review', () => {
    const found = balance(
      [
        { proposalId: 'p1', reviews: 2, candidates: ['a', 'b', 'c'] },
        { proposalId: 'p2', reviews: 2, candidates: ['a', 'b'] },
      ],
      new Map([
        ['a', 0],
        ['b', 0],
        ['c', 1],
      ]),
    );
    expect(found.assignments).toEqual([
      { proposalId: 'p2', reviewer: 'a' },
      { proposalId: 'p2', reviewer: 'b' },
      { proposalId: 'p1', reviewer: 'a' },
      { proposalId: 'p1', reviewer: 'b' },
    ]);
    expect(found.loads).toEqual([
      { reviewer: 'a', reviews: 2 },
      { reviewer: 'b', reviews: 2 },
      { reviewer: 'c', reviews: 1 },
    ]);
  });

  it('says for how many reviews nobody is left', () => {
    const found = balance([{ proposalId: 'p1', reviews: 3, candidates: ['a'] }], none);
    expect(found).toMatchObject({ missing: [{ proposalId: 'p1', reviews: 2 }] });
  });

  it('without conflicts loads nobody with two more than another, and asks nobody twice about one proposal', () => {
    const reviewers = ['a', 'b', 'c', 'd', 'e'];
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 20 }), (wanted) => {
        const lacking = wanted.map((reviews, at) => ({
          proposalId: `p${at}`,
          reviews,
          candidates: reviewers,
        }));
        const { assignments, loads } = balance(lacking, new Map(reviewers.map((id) => [id, 0])));
        const held = loads.map(({ reviews }) => reviews);
        expect(Math.max(...held) - Math.min(...held)).toBeLessThanOrEqual(1);
        const pairs = assignments.map(({ proposalId, reviewer }) => `${proposalId} ${reviewer}`);
        expect(new Set(pairs).size).toBe(pairs.length);
        expect(balance(lacking.toReversed(), new Map(reviewers.map((id) => [id, 0])))).toEqual({
          assignments,
          loads,
          missing: [],
        });
      }),
    );
  });
});
