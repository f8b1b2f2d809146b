import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { P1, usd } from '../../testing/imdp.ts';
import { budgetSums } from './budget-sums.ts';
import type { BudgetLine } from './content.ts';

const sumsOf = (budget: readonly BudgetLine[]) => budgetSums({ ...P1, budget });

describe('the sums of a budget', () => {
  it('are by category, year and partner, with what is not said last', () => {
    const budget: BudgetLine[] = [
      { category: 5, year: 2009, partner: 'iom', amount: usd('10.50') },
      { category: 1, year: 2008, partner: 'A university', amount: usd('20.00') },
      { category: 5, amount: usd('0.25') },
    ];
    expect(sumsOf(budget)).toEqual({
      total: usd('30.75'),
      byCategory: [
        { category: 1, amount: usd('20.00') },
        { category: 5, amount: usd('10.75') },
      ],
      byYear: [
        { year: 2008, amount: usd('20.00') },
        { year: 2009, amount: usd('10.50') },
        { year: null, amount: usd('0.25') },
      ],
      byPartner: [
        { partner: 'A university', amount: usd('20.00') },
        { partner: 'iom', amount: usd('10.50') },
        { partner: null, amount: usd('0.25') },
      ],
    });
  });

  it('are not told of no lines, of two currencies, or of what is no amount', () => {
    expect(sumsOf([])).toBeNull();
    const euros = { amount: '1.00', currency: 'EUR' };
    expect(
      sumsOf([
        { category: 1, amount: usd('1.00') },
        { category: 2, amount: euros },
      ]),
    ).toBeNull();
    expect(sumsOf([{ category: 1, amount: usd('1.005') }])).toBeNull();
  });

  it('each come to the total, whatever the lines', () => {
    const cents = fc.integer({ min: 0, max: 1_000_000 });
    const line = fc.record({
      category: fc.integer({ min: 1, max: 8 }),
      year: fc.option(fc.integer({ min: 2008, max: 2010 }), { nil: undefined }),
      partner: fc.option(fc.constantFrom('iom', 'b'), { nil: undefined }),
      amount: cents.map((minor) => usd((minor / 100).toFixed(2))),
    });
    const minor = ({ amount }: { amount: string }) => Math.round(Number(amount) * 100);
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 40 }), (budget) => {
        const sums = sumsOf(budget);
        const total = budget.reduce((sum, { amount }) => sum + minor(amount), 0);
        for (const parts of [sums?.byCategory, sums?.byYear, sums?.byPartner])
          expect(parts?.reduce((sum, { amount }) => sum + minor(amount), 0)).toBe(total);
      }),
      { numRuns: 200 },
    );
  });
});
