import { minorOf, moneyOf } from '@mdtf/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CharterRules, evaluate, type MovedCategory } from './index.ts';

const move = (approved: bigint, proposed: bigint, category = 1): MovedCategory => ({
  category,
  approvedMinor: approved,
  proposedMinor: proposed,
});
const judged = (
  categories: readonly MovedCategory[],
  recordedOn: string | null = null,
  charter: CharterRules = {},
) => evaluate('R5', 'amendment', { currency: 'USD', categories, askedOn: '2008-06-01', recordedOn }, charter);

describe('moving money inside a budget', () => {
  it('of 15 % of a category is free, one cent more needs the non-objection', () => {
    expect(judged([move(100_000n, 115_000n)])).toMatchObject({
      outcome: 'pass',
      percent: '15.00',
      percentLimit: '15.00',
      headroom: { amount: '0.00' },
    });
    expect(judged([move(100_000n, 85_000n)]).outcome).toBe('pass');
    expect(judged([move(100_000n, 115_001n)])).toMatchObject({
      outcome: 'block',
      numerator: '150.01',
      denominator: '1000.00',
      limit: '150.00',
      headroom: { amount: '-0.01' },
    });
    expect(judged([move(100_000n, 84_999n)]).outcome).toBe('block');
  });

  it('needs that non-objection on record within three months, to the day', () => {
    const large = [move(100_000n, 150_000n)];
    expect(judged(large, '2008-09-01').outcome).toBe('pass');
    expect(judged(large, '2008-09-02').outcome).toBe('block');
    expect(judged(large, '2008-09-01').explanation.en).toContain('within the term');
    expect(judged(large, '2008-09-02').explanation.en).toContain('after the term');
    expect(judged(large).explanation.fr).toContain('n’est pas consignée');
  });

  it('says each category that goes too far, the worst first, and both ways out', () => {
    const verdict = judged([
      move(100_000n, 120_000n, 1),
      move(100_000n, 70_000n, 2),
      move(100_000n, 110_000n, 3),
      move(100_000n, 80_000n, 5),
    ]);
    expect(verdict.numerator).toBe('300.00');
    expect(verdict.changes.map(({ code, by, toDate }) => [code, by?.amount ?? toDate])).toEqual([
      ['category-2', '150.00'],
      ['category-1', '50.00'],
      ['category-5', '50.00'],
      ['move-fixed', '2008-09-01'],
    ]);
    expect(verdict.explanation.en).toContain(
      'Category 3: USD 100.00 of USD 1,000.00 are moved, USD 150.00 may be.',
    );
    expect(verdict.explanation.en).toContain(
      'Category 5: USD 200.00 of USD 1,000.00 are moved, USD 150.00 may be, USD 50.00 more',
    );
    expect(verdict.explanation.fr).toContain('soit 50,00\u00a0USD de trop');
  });

  it('is nothing to judge where no money is moved', () => {
    expect(judged([]).outcome).toBe('not-applicable');
    expect(judged([move(100n, 100n)]).explanation.en).not.toContain('non-objection');
  });

  it('of all categories cut as proposed passes, one cent more in any does not', () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 9n });
    const moves = fc.array(fc.tuple(amount, amount), { minLength: 1, maxLength: 4 });
    const percent = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(moves, percent, (pairs, share) => {
        const charter = { R5: { parameters: { sharePercent: `${share}` } } };
        const before = pairs.map(([a, b], at) => move(a, b, at + 1));
        const cuts = new Map(
          judged(before, null, charter).changes.map(({ code, by }) => [
            code,
            minorOf(by ?? moneyOf(0n, 'USD')),
          ]),
        );
        const cut = (less: bigint) =>
          before.map((each) => {
            const by = cuts.get(`category-${each.category}`);
            if (by === undefined) return each;
            const sign = each.proposedMinor > each.approvedMinor ? 1n : -1n;
            return { ...each, proposedMinor: each.proposedMinor - sign * (by - less) };
          });
        expect(judged(cut(0n), null, charter).outcome).toBe('pass');
        if (cuts.size > 0) expect(judged(cut(1n), null, charter).outcome).toBe('block');
      }),
    );
  });
});
