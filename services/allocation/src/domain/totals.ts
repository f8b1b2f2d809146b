import {
  type Aggregate,
  type ApprovedAmount,
  BANK_POT,
  type LocalDate,
  minorOf,
  moneyOf,
} from '@mdtf/domain';
import { MAX_CAP_YEARS } from '@mdtf/rules';
import type { AllocationEvent, ContributionAgreed, TotalsAfter } from './events.ts';

/** Sums in minor units; each `internal` part is the administering bank's own resources. */
export interface Sums {
  /** Pledges that are no agreement yet. */
  readonly pledged: bigint;
  readonly pledgedInternal: bigint;
  readonly agreed: bigint;
  readonly agreedInternal: bigint;
  /** Gross of fees. */
  readonly deposited: bigint;
  readonly depositedInternal: bigint;
  /** Transferred or not. */
  readonly allocated: bigint;
  readonly allocatedInternal: bigint;
}

/** A fund's sums over its life, and by calendar year for a cap over rolling years. */
export interface FundTotals extends Sums {
  /** All that ever came in or was charged: no account can hold more. */
  readonly moved: bigint;
  /** Of the newest `MAX_CAP_YEARS`; a sum that is absent is 0. */
  readonly years: { readonly [year: string]: Partial<Sums> };
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
  years: {},
};

type Measure = 'pledged' | 'agreed' | 'deposited' | 'allocated';

/** An amount that changes one measure, and the calendar year it counts in. */
interface Change {
  readonly measure: Measure;
  readonly amountMinor: bigint;
  readonly internal: boolean;
  readonly year: string;
}

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
    AllocationReleased: () => FUND,
  },
  evolve(before = NO_TOTALS, event, { time }) {
    switch (event.type) {
      case 'ContributionPledged': {
        const { amount, internal } = event.data;
        return plus(before, {
          measure: 'pledged',
          amountMinor: minorOf(amount),
          internal,
          year: yearOf(time),
        });
      }
      case 'ContributionAgreed':
        return afterAgreement(before, event.data);
      case 'DepositReceived': {
        const { gross, internal, receivedOn } = event.data;
        const amountMinor = minorOf(gross);
        const change: Change = { measure: 'deposited', amountMinor, internal, year: yearOf(receivedOn) };
        return { ...plus(before, change), moved: before.moved + amountMinor };
      }
      case 'LedgerLineRecorded':
        return { ...before, moved: before.moved + minorOf(event.data.amount) };
      case 'AllocationMade':
        return afterAllocation(before, event.data.amounts, 1n, yearOf(time));
      // A sum over rolling years loses it where it was counted.
      case 'AllocationReleased':
        return afterAllocation(before, event.data.amounts, -1n, yearOf(event.data.madeAt ?? time));
      default:
        return before;
    }
  },
};

/** Sums after amounts are set aside (times 1), or are back in their pots (times -1). */
export function afterAllocation(
  before: FundTotals,
  amounts: readonly ApprovedAmount[],
  times: 1n | -1n,
  year: string,
): FundTotals {
  return amounts.reduce((sums, { pot, amount }) => {
    const amountMinor = times * minorOf(amount);
    return plus(sums, { measure: 'allocated', amountMinor, internal: pot === BANK_POT, year });
  }, before);
}

/** Sums after an agreement, which takes the place of the pledge before it. */
export function afterAgreement(
  before: FundTotals,
  agreed: Pick<ContributionAgreed['data'], 'amount' | 'pledged' | 'internal' | 'signedOn'>,
): FundTotals {
  const { amount, pledged, internal, signedOn } = agreed;
  const withoutPledge =
    pledged === null
      ? before
      : plus(before, {
          measure: 'pledged',
          amountMinor: -minorOf(pledged.amount),
          internal,
          year: yearOf(pledged.on),
        });
  const amountMinor = minorOf(amount);
  return plus(withoutPledge, { measure: 'agreed', amountMinor, internal, year: yearOf(signedOn) });
}

/** Sums with an amount more (or less) in one measure, and in its internal part where it is the bank's own. */
export function plus(before: FundTotals, { measure, amountMinor, internal, year }: Change): FundTotals {
  const part = `${measure}Internal` as const;
  const known = before.years[year] ?? {};
  const inYear = { ...known, [measure]: (known[measure] ?? 0n) + amountMinor };
  const after = { ...before, [measure]: before[measure] + amountMinor };
  if (internal) {
    inYear[part] = (known[part] ?? 0n) + amountMinor;
    after[part] = before[part] + amountMinor;
  }
  after.years = newest({ ...before.years, [year]: inYear });
  return after;
}

/** The calendar year of a date, or that of an instant in UTC: a sum is folded from an entry alone, which knows no zone. */
export function yearOf(when: LocalDate): string {
  return when.slice(0, 4);
}

function newest(years: FundTotals['years']): FundTotals['years'] {
  const known = Object.keys(years);
  if (known.length <= MAX_CAP_YEARS) return years;
  const kept = known.sort().slice(-MAX_CAP_YEARS);
  return Object.fromEntries(kept.map((year) => [year, years[year] ?? {}]));
}

/** The sums as an entry carries them: over the fund's life. */
export function totalsAfter(totals: Sums, currency: string): TotalsAfter {
  return {
    agreed: moneyOf(totals.agreed, currency),
    agreedInternal: moneyOf(totals.agreedInternal, currency),
    deposited: moneyOf(totals.deposited, currency),
    depositedInternal: moneyOf(totals.depositedInternal, currency),
    allocated: moneyOf(totals.allocated, currency),
    allocatedInternal: moneyOf(totals.allocatedInternal, currency),
  };
}
