import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BUDGET_CATEGORIES,
  type BudgetLine,
  budgetByCategory,
  costsOf,
  defaultCharterRules,
  evaluate,
} from './index.ts';

const RULES = defaultCharterRules();
const line = (category: number, dollars: number): BudgetLine => ({
  category,
  amountMinor: BigInt(dollars) * 100n,
});
const P5 = [212_000, 18_000, 25_000, 140_000, 65_000, 130_000, 50_000, 44_800].map((dollars, at) =>
  line(at + 1, dollars),
);
const proposal = (lines: readonly BudgetLine[], totalMinor: bigint) =>
  evaluate('R4', 'proposal', { currency: 'USD', lines, totalMinor }, RULES);

describe('a budget by the eight categories', () => {
  it('has direct cost on lines 1 to 7 and indirect support cost on line 8', () => {
    expect(costsOf(P5)).toEqual({ directMinor: 64_000_000n, indirectMinor: 4_480_000n });
    expect(BUDGET_CATEGORIES.map(({ category }) => category)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('adds up to its total, to the cent', () => {
    expect(proposal(P5, 68_480_000n)).toMatchObject({ outcome: 'pass', numerator: '684800.00', changes: [] });
    const verdict = proposal(P5, 68_480_001n);
    expect(verdict.outcome).toBe('block');
    expect(verdict.changes.map(({ code, by, to }) => [code, by?.amount, to?.amount])).toEqual([
      ['lines-fixed', '0.01', '684800.00'],
      ['total-fixed', '0.01', '684800.01'],
    ]);
    expect(verdict.changes[0]?.action.en).toBe('Lower the total by USD 0.01 to USD 684,800.00.');
    expect(proposal(P5, 68_479_999n).changes[0]?.action.fr).toBe(
      'Augmenter le total de 0,01\u00a0USD, à 684\u202f800,00\u00a0USD.',
    );
  });

  it('takes no line outside the eight and none below zero, and says each', () => {
    const verdict = proposal([...P5, line(0, 10), line(9, 5), line(3, -15)], 68_480_000n);
    expect(verdict.outcome).toBe('block');
    expect(verdict.changes.map(({ code, by }) => [code, by?.amount])).toEqual([
      ['amounts-fixed', '15.00'],
      ['categories-fixed', '15.00'],
    ]);
    expect(verdict.explanation.en).toContain('USD 15.00 stand in none of the eight categories.');
    expect(verdict.explanation.fr).toContain('Les lignes négatives s’élèvent à -15,00\u00a0USD.');
  });

  it('that is not there yet has nothing to be tested', () => {
    expect(proposal([], 0n).outcome).toBe('not-applicable');
    expect(proposal([], 1n).outcome).toBe('block');
  });

  it('may have several lines in a category, summed without loss', () => {
    const lines = fc.array(
      fc.record({
        category: fc.integer({ min: 1, max: 8 }),
        amountMinor: fc.bigInt({ min: 0n, max: 10n ** 15n }),
      }),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(lines, (all) => {
        const { directMinor, indirectMinor } = costsOf(all);
        const byCategory = budgetByCategory(all).reduce((total, { amountMinor }) => total + amountMinor, 0n);
        const total = directMinor + indirectMinor;
        expect(byCategory).toBe(total);
        expect(['pass', 'not-applicable']).toContain(proposal(all, total).outcome);
        expect(proposal(all, total + 1n).outcome).toBe('block');
      }),
    );
  });
});
