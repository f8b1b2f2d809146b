import { type Aggregate, type Money, minorOf, moneyOf } from '@mdtf/domain';
import { BANK } from './chart-of-accounts.ts';
import type { AllocationEvent, TotalsAfter } from './events.ts';

/** A fund's sums in minor units; each `internal` part is the administering bank's own resources. */
export interface FundTotals {
  /** Pledges that are no agreement yet. */
  readonly pledged: bigint;
  readonly pledgedInternal: bigint;
  readonly agreed: bigint;
  readonly agreedInternal: bigint;
  /** Gross of fees. */
  readonly deposited: bigint;
  readonly depositedInternal: bigint;
  /** To date, transferred or not. */
  readonly allocated: bigint;
  readonly allocatedInternal: bigint;
  /** All that ever came in or was charged: no account can hold more. */
  readonly moved: bigint;
}

/** The id of a fund's one document of sums. */
export const FUND = 'fund';

/** A fund without money. */
export const NO_TOTALS: FundTotals = {
  pledged: 0n,
  pledgedInternal: 0n,
  agreed: 0n,
  agreedInternal: 0n,
  deposited: 0n,
  depositedInternal: 0n,
  allocated: 0n,
  allocatedInternal: 0n,
  moved: 0n,
};

type Measure = 'pledged' | 'agreed' | 'deposited' | 'allocated';

/** The fund's sums, one small document that every money event folds into. */
export const fundTotals: Aggregate<FundTotals, AllocationEvent> = {
  kind: 'totals',
  version: 1,
  concerns: {
    ContributionPledged: () => FUND,
    ContributionAgreed: () => FUND,
    DepositReceived: () => FUND,
    LedgerLineRecorded: () => FUND,
    AllocationMade: () => FUND,
  },
  evolve(before = NO_TOTALS, event) {
    switch (event.type) {
      case 'ContributionPledged':
        return plus(before, 'pledged', minorOf(event.data.amount), event.data.internal);
      case 'ContributionAgreed':
        return afterAgreement(before, event.data);
      case 'DepositReceived': {
        const gross = minorOf(event.data.gross);
        return { ...plus(before, 'deposited', gross, event.data.internal), moved: before.moved + gross };
      }
      case 'LedgerLineRecorded':
        return { ...before, moved: before.moved + minorOf(event.data.amount) };
      case 'AllocationMade':
        return event.data.amounts.reduce(
          (sums, { pot, amount }) => plus(sums, 'allocated', minorOf(amount), pot === BANK),
          before,
        );
      default:
        return before;
    }
  },
};

/** Sums after an agreement, which takes the place of the pledge before it. */
export function afterAgreement(
  before: FundTotals,
  agreed: { readonly amount: Money; readonly pledged: Money | null; readonly internal: boolean },
): FundTotals {
  const { amount, pledged, internal } = agreed;
  const withoutPledge = pledged === null ? before : plus(before, 'pledged', -minorOf(pledged), internal);
  return plus(withoutPledge, 'agreed', minorOf(amount), internal);
}

/** Sums with an amount more (or less) in one measure, and in its internal part where it is the bank's own. */
export function plus(
  before: FundTotals,
  measure: Measure,
  amountMinor: bigint,
  internal: boolean,
): FundTotals {
  const after = { ...before, [measure]: before[measure] + amountMinor };
  if (internal) after[`${measure}Internal`] = before[`${measure}Internal`] + amountMinor;
  return after;
}

/** The sums as an entry carries them. */
export function totalsAfter(totals: FundTotals, currency: string): TotalsAfter {
  return {
    agreed: moneyOf(totals.agreed, currency),
    agreedInternal: moneyOf(totals.agreedInternal, currency),
    deposited: moneyOf(totals.deposited, currency),
    depositedInternal: moneyOf(totals.depositedInternal, currency),
    allocated: moneyOf(totals.allocated, currency),
    allocatedInternal: moneyOf(totals.allocatedInternal, currency),
  };
}
