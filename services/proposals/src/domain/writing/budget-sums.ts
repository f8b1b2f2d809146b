import { isMoney, type Money, minorOf, moneyOf, sumMinor } from '@mdtf/domain';
import type { BudgetLine, ProposalContent } from './content.ts';

/** What a budget comes to, and the same by category, year and partner; null where a line does not say. */
export interface BudgetSums {
  readonly total: Money;
  readonly byCategory: readonly { readonly category: number; readonly amount: Money }[];
  readonly byYear: readonly { readonly year: number | null; readonly amount: Money }[];
  readonly byPartner: readonly { readonly partner: string | null; readonly amount: Money }[];
}

/** The sums of a budget, each list adding up to the total; null where there are no lines, or no amounts of one currency. */
export function budgetSums({ budget }: ProposalContent): BudgetSums | null {
  const currency = budget[0]?.amount.currency;
  if (currency === undefined) return null;
  if (budget.some(({ amount }) => amount.currency !== currency || !isMoney(amount))) return null;
  const by = <K extends number | string | null>(keyOf: (line: BudgetLine) => K) =>
    summed(budget, keyOf).map(([key, minor]) => [key, moneyOf(minor, currency)] as const);
  return {
    total: moneyOf(
      sumMinor(
        budget.map(({ amount }) => amount),
        currency,
      ),
      currency,
    ),
    byCategory: by(({ category }) => category).map(([category, amount]) => ({ category, amount })),
    byYear: by(({ year }) => year ?? null).map(([year, amount]) => ({ year, amount })),
    byPartner: by(({ partner }) => partner ?? null).map(([partner, amount]) => ({ partner, amount })),
  };
}

/** Sums in the order of their keys, what is not said last. */
function summed<K extends number | string | null>(
  budget: readonly BudgetLine[],
  keyOf: (line: BudgetLine) => K,
): readonly (readonly [K, bigint])[] {
  const sums = new Map<K, bigint>();
  for (const line of budget) {
    const key = keyOf(line);
    sums.set(key, (sums.get(key) ?? 0n) + minorOf(line.amount));
  }
  return [...sums].sort(([a], [b]) => {
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return a < b ? -1 : 1;
  });
}
