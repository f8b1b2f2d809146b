import { BANK_POT, type Money, moneyOf, POOLED_POT, type Verdict } from '@mdtf/domain';
import { capVerdicts } from './cap.ts';
import { available, uncovered } from './chart-of-accounts.ts';
import type { TotalsAfter } from './events.ts';
import type { KnownCharter } from './known/charter.ts';
import { EMPTY_POT, type Pot } from './pot.ts';
import { type FundTotals, totalsAfter } from './totals.ts';
import type { WindowTotals } from './window.ts';

/** A fund's sums and balances as of one moment. */
export interface Standing {
  readonly totals: FundTotals;
  readonly pots: ReadonlyMap<string, Pot>;
  readonly windows: ReadonlyMap<string, WindowTotals>;
  readonly balances: ReadonlyMap<string, bigint>;
}

/** What may still be given. */
export interface Headroom {
  readonly totals: TotalsAfter;
  /** The cap on agreed, deposited and allocated money, each with its smallest changes where it does not hold. */
  readonly verdicts: readonly Verdict[];
  readonly pots: readonly PotHeadroom[];
  readonly windows: readonly WindowHeadroom[];
}

interface PotHeadroom {
  readonly pot: string;
  readonly deposited: Money;
  readonly fees: Money;
  readonly available: Money;
  readonly allocated: Money;
  readonly transferred: Money;
  readonly refunded: Money;
}

interface WindowHeadroom {
  readonly windowId: string;
  readonly ceiling: Money | null;
  readonly allocated: Money;
  readonly headroom: Money | null;
}

const MEASURES = ['agreed', 'deposited', 'allocation'] as const;

/** The cap by each measure, what each pot holds, and what each window of the charter leaves. */
export function headroomOf(standing: Standing, charter: KnownCharter, year: string): Headroom {
  const { totals, pots } = standing;
  const names = [...new Set([POOLED_POT, BANK_POT, ...pots.keys()])];
  return {
    totals: totalsAfter(totals, charter.currency),
    verdicts: MEASURES.flatMap((place) => capVerdicts(totals, { place, charter, year, evenOff: true })),
    pots: names.map((name) => potHeadroom(name, standing, charter.currency)),
    windows: charter.windows.map((window) => windowHeadroom(window, standing, charter.currency)),
  };
}

function potHeadroom(name: string, { pots, balances }: Standing, currency: string): PotHeadroom {
  const went = pots.get(name) ?? EMPTY_POT;
  const free = (balances.get(available(name)) ?? 0n) + (balances.get(uncovered(name)) ?? 0n);
  return {
    pot: name,
    deposited: moneyOf(went.deposited, currency),
    fees: moneyOf(went.fees, currency),
    available: moneyOf(free, currency),
    allocated: moneyOf(went.allocated, currency),
    transferred: moneyOf(went.transferred, currency),
    refunded: moneyOf(went.refunded, currency),
  };
}

function windowHeadroom(
  { id, ceilingMinor }: KnownCharter['windows'][number],
  { windows }: Standing,
  currency: string,
): WindowHeadroom {
  const allocated = windows.get(id)?.allocated ?? 0n;
  const limited = ceilingMinor !== null;
  return {
    windowId: id,
    ceiling: limited ? moneyOf(ceilingMinor, currency) : null,
    allocated: moneyOf(allocated, currency),
    headroom: limited ? moneyOf(ceilingMinor - allocated, currency) : null,
  };
}
