import type { DomainEvent, LocalDate, Money, Verdict } from '@mdtf/domain';

/** Money of a budget goes from one category to another. */
export type BudgetMoved = DomainEvent<
  'BudgetMoved',
  {
    readonly mandateId: string;
    readonly moveId: string;
    readonly proposalId: string;
    readonly partner: string;
    readonly from: number;
    readonly to: number;
    readonly amount: Money;
    readonly askedOn: LocalDate;
    /** The committee's non-objection; null: a free share was moved. */
    readonly decisionId: string | null;
    readonly reason: string;
    readonly verdicts: readonly Verdict[];
  }
>;
