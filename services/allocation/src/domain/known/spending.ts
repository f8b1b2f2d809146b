import { type Aggregate, type Money, minorOf } from '@mdtf/domain';

/** Of reporting's event: what a partner spent, or a correction of it, once the secretariat accepted it. */
export interface FinancialReportAccepted {
  readonly type: 'FinancialReportAccepted';
  readonly data: { readonly activityId: string; readonly expenditure: Money };
}

/** What was reported as spent on an activity, corrections included, in minor units. */
export interface KnownSpending {
  readonly spent: bigint;
}

/** Spending by accepted financial reports, one document per activity, which has its proposal's id. */
export const knownSpending: Aggregate<KnownSpending, FinancialReportAccepted> = {
  kind: 'reported-spending',
  version: 1,
  concerns: { FinancialReportAccepted: ({ activityId }) => activityId },
  evolve: (before = { spent: 0n }, { data }) => ({ spent: before.spent + minorOf(data.expenditure) }),
};
