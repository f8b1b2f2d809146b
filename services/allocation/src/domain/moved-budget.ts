import { type Aggregate, minorOf } from '@mdtf/domain';
import type { BudgetMoved } from './budget-moved-event.ts';

/** What was moved into a category less what was moved out of it, minor units: with the committee's non-objection, and freely since. */
export interface MovedCategorySums {
  readonly agreed: bigint;
  readonly free: bigint;
}

/** Of a project's budget, by category; none where nothing was moved. */
export interface MovedBudget {
  readonly [category: string]: MovedCategorySums;
}

/** Before anything is moved. */
export const NOT_MOVED: MovedCategorySums = { agreed: 0n, free: 0n };

/**
 * Moves inside the budgets of projects, one document for each under its proposal's id: many small moves are judged as
 * one, until the committee's non-objection makes what there is then the approved budget.
 */
export const movedBudget: Aggregate<MovedBudget, BudgetMoved> = {
  kind: 'moved-budget',
  version: 1,
  concerns: { BudgetMoved: ({ proposalId }) => proposalId },
  evolve(before = {}, { data: { from, to, amount, decisionId } }) {
    const minor = minorOf(amount);
    const after = (category: number, byMinor: bigint): MovedCategorySums => {
      const { agreed, free } = before[category] ?? NOT_MOVED;
      return decisionId === null
        ? { agreed, free: free + byMinor }
        : { agreed: agreed + free + byMinor, free: 0n };
    };
    return { ...before, [from]: after(from, -minor), [to]: after(to, minor) };
  },
};
