import { type Instant, isMoney, type Money, minorOf, moneyOf, type Verdict } from '@mdtf/domain';
import {
  type AllocatedPart,
  type AllocatedSums,
  allocatedIn,
  blocking,
  capParameters,
  capYears,
  evaluate,
  plusAllocated,
  type WindowFit,
  windowFit,
} from '@mdtf/rules';
import type { KnownCharter } from '../known/charter.ts';
import type { ProposalContent } from '../writing/content.ts';

/** What a proposal would take from the fund once approved as it asks, minor units. */
export interface Ask {
  readonly totalMinor: bigint;
  readonly internalMinor: bigint;
  readonly windowId: string | null;
}

/** The window of an ask: what is allocated under it, what the ask leaves, and what would make it fit. */
export interface WindowStanding extends Pick<WindowFit, 'fits' | 'explanation' | 'changes'> {
  readonly windowId: string;
  readonly ceiling: Money | null;
  readonly allocated: Money;
  readonly asked: Money;
  readonly left: Money | null;
}

/** How an ask stands in the fund: what allocation would say of it on the sums known here. */
export interface FundStanding {
  /** The cap on cumulative allocations with this one. */
  readonly verdicts: readonly Verdict[];
  readonly window: WindowStanding | null;
  readonly passes: boolean;
}

/** The fund as allocations have left it, and the charter that binds. */
export interface Fund {
  readonly charter: KnownCharter;
  readonly sums: AllocatedSums;
  readonly at: Instant;
}

/** What a content asks; undefined where it does not say, or not in the fund's currency. */
export function askOf({ financing, windowId }: ProposalContent, currency: string): Ask | undefined {
  if (financing === undefined) return undefined;
  const { fund, bankPart } = financing;
  const isOurs = (amount: Money) => amount.currency === currency && isMoney(amount);
  if (!isOurs(fund) || (bankPart !== undefined && !isOurs(bankPart))) return undefined;
  const totalMinor = minorOf(fund);
  const internalMinor = bankPart === undefined ? 0n : minorOf(bankPart);
  if (totalMinor <= 0n || internalMinor > totalMinor) return undefined;
  return { totalMinor, internalMinor, windowId: windowId ?? null };
}

/** The sums with an ask granted. */
export function withAsk({ sums, at }: Fund, { totalMinor, internalMinor, windowId }: Ask): AllocatedSums {
  const parts: AllocatedPart[] = [
    { internal: true, windowId, amountMinor: internalMinor },
    { internal: false, windowId, amountMinor: totalMinor - internalMinor },
  ];
  return plusAllocated(sums, parts, at.slice(0, 4));
}

/** Judges an ask as allocation would: the cap on all allocations with it, and its window's ceiling. */
export function fundStanding(ask: Ask, fund: Fund): FundStanding {
  const { charter, at } = fund;
  const { currency, rules } = charter;
  const years = capYears(at, capParameters(rules));
  const after = allocatedIn(years, withAsk(fund, ask));
  const cap = evaluate(
    'R1',
    'allocation',
    { currency, ...after, itemInternalMinor: ask.internalMinor, years },
    rules,
  );
  const window = windowStanding(ask, fund);
  // What adds no internal money brings the fund nearer to the cap, and is let through above it.
  const isStopped = blocking([cap]) && ask.internalMinor > 0n;
  return { verdicts: [cap], window, passes: !isStopped && (window?.fits ?? true) };
}

function windowStanding(
  { windowId, totalMinor }: Ask,
  { charter, sums }: Pick<Fund, 'charter' | 'sums'>,
): WindowStanding | null {
  if (windowId === null) return null;
  const { currency } = charter;
  const ceilingMinor = charter.windows.find(({ id }) => id === windowId)?.ceilingMinor ?? null;
  const allocatedMinor = sums.windows[windowId] ?? 0n;
  const { fits, leftMinor, explanation, changes } = windowFit({
    currency,
    windowId,
    ceilingMinor,
    allocatedMinor,
    askedMinor: totalMinor,
  });
  return {
    windowId,
    ceiling: ceilingMinor === null ? null : moneyOf(ceilingMinor, currency),
    allocated: moneyOf(allocatedMinor, currency),
    asked: moneyOf(totalMinor, currency),
    left: leftMinor === null ? null : moneyOf(leftMinor, currency),
    fits,
    explanation,
    changes,
  };
}
