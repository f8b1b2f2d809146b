import type { Rejection, Verdict } from '@mdtf/domain';
import { blocking, CATALOGUE, evaluate } from '@mdtf/rules';
import type { KnownCharter } from './known/charter.ts';
import type { FundTotals } from './totals.ts';

/** Where the cap is tested on the fund's own sums. */
export type CapPlace = 'pledged' | 'agreed' | 'deposited' | 'allocation';

interface CapSums {
  readonly internalMinor: bigint;
  readonly totalMinor: bigint;
}

/** What is asked besides the sums. */
interface CapQuestion {
  /** The bank's part of the one item being decided: the changes that would pass are then to this part. */
  readonly itemInternalMinor?: bigint;
  /** Also where the charter has the cap off: for information. */
  readonly evenOff?: boolean;
}

/** What the cap says of a fund's sums at one place; nothing where the charter has it off. */
export function capVerdicts(
  place: CapPlace,
  totals: FundTotals,
  charter: KnownCharter,
  { itemInternalMinor, evenOff = false }: CapQuestion = {},
): readonly Verdict[] {
  const severity = charter.rules.R1?.severities?.[place] ?? CATALOGUE.R1.places[place] ?? 'off';
  if (severity === 'off' && !evenOff) return [];
  const item = itemInternalMinor === undefined ? {} : { itemInternalMinor };
  const facts = { currency: charter.currency, ...sumsAt(place, totals), ...item };
  return [evaluate('R1', place, facts, charter.rules)];
}

/**
 * The refusal of a step that the cap blocks. A step that adds no internal money and takes none away from the others
 * is let through even above the cap: it brings the fund nearer to it.
 */
export function refuseBeyondCap(
  place: CapPlace,
  verdicts: readonly Verdict[],
  before: FundTotals,
  after: FundTotals,
): Rejection | undefined {
  if (!blocking(verdicts) || !worsens(sumsAt(place, before), sumsAt(place, after))) return undefined;
  return {
    code: 'cap-exceeded',
    category: 'refused',
    title: 'Above the cap on the bank’s internal resources',
    detail: verdicts.map(({ explanation }) => explanation.en).join(' '),
    verdicts,
  };
}

/** The internal part and the whole of what one place measures; pledges count what was agreed since. */
export function sumsAt(place: CapPlace, totals: FundTotals): CapSums {
  switch (place) {
    case 'pledged':
      return {
        internalMinor: totals.pledgedInternal + totals.agreedInternal,
        totalMinor: totals.pledged + totals.agreed,
      };
    case 'agreed':
      return { internalMinor: totals.agreedInternal, totalMinor: totals.agreed };
    case 'deposited':
      return { internalMinor: totals.depositedInternal, totalMinor: totals.deposited };
    case 'allocation':
      return { internalMinor: totals.allocatedInternal, totalMinor: totals.allocated };
  }
}

function worsens(before: CapSums, after: CapSums): boolean {
  const othersBefore = before.totalMinor - before.internalMinor;
  const othersAfter = after.totalMinor - after.internalMinor;
  return after.internalMinor > before.internalMinor || othersAfter < othersBefore;
}
