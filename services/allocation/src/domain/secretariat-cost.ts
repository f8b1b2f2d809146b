import { type Aggregate, minorOf, type Slice, type Verdict } from '@mdtf/domain';
import { evaluate, feeDue, type WaiverScope } from '@mdtf/rules';
import type { AllocationReleased } from './amended-events.ts';
import type { AllocationMade, ContributionAgreed } from './events.ts';
import type { KnownCharter } from './known/charter.ts';
import type { KnownDecision } from './known/decision.ts';
import { FUND } from './totals.ts';

/** What the secretariat was given, and the agreed contributions net of their fees that it is measured against; minor units. */
export interface SecretariatCost {
  readonly allocated: bigint;
  readonly netAgreed: bigint;
}

const NONE: SecretariatCost = { allocated: 0n, netAgreed: 0n };

/** The secretariat's cost, one small document of each fund, under the id of its sums. */
export const secretariatCost: Aggregate<
  SecretariatCost,
  AllocationMade | AllocationReleased | ContributionAgreed
> = {
  kind: 'secretariat-cost',
  version: 1,
  concerns: { AllocationMade: () => FUND, AllocationReleased: () => FUND, ContributionAgreed: () => FUND },
  evolve(before = NONE, event) {
    if (event.type === 'AllocationMade')
      return { ...before, allocated: before.allocated + ofSecretariat(event.data.amounts) };
    if (event.type === 'AllocationReleased')
      return { ...before, allocated: before.allocated - ofSecretariat(event.data.amounts) };
    const { amount, feePercent } = event.data;
    const grossMinor = minorOf(amount);
    const terms = { currency: amount.currency, depositsToDateMinor: grossMinor, feesTakenMinor: 0n };
    const fee = feeDue({ ...terms, ratePercent: feePercent }, { ratePercent: feePercent });
    return { ...before, netAgreed: before.netAgreed + grossMinor - fee };
  },
};

/** Of a decision's amounts: what is under no window, which only the secretariat's budget is. */
export function ofSecretariat(amounts: KnownDecision['amounts']): bigint {
  return amounts
    .filter(({ windowId }) => windowId === null)
    .reduce((sum, { amount }) => sum + minorOf(amount), 0n);
}

/** What R13 says of a decision's amounts, with all that the secretariat was given before; nothing of other projects. */
export function secretariatVerdicts(
  amounts: KnownDecision['amounts'],
  charter: KnownCharter,
  slice: Slice,
  waivers: WaiverScope,
): readonly Verdict[] {
  const addedMinor = ofSecretariat(amounts);
  return addedMinor === 0n ? [] : [judged({ place: 'allocation', addedMinor, charter, waivers }, slice)];
}

/** What R13 says of a payment to the secretariat: of all that it was given. */
export function secretariatCostVerdicts(
  charter: KnownCharter,
  slice: Slice,
  waivers: WaiverScope,
): readonly Verdict[] {
  return [judged({ place: 'tranche', addedMinor: 0n, charter, waivers }, slice)];
}

interface Question {
  readonly place: 'allocation' | 'tranche';
  readonly addedMinor: bigint;
  readonly charter: KnownCharter;
  readonly waivers: WaiverScope;
}

function judged({ place, addedMinor, charter, waivers }: Question, slice: Slice): Verdict {
  const { currency, rules, secretariatBudgetPercent } = charter;
  const { allocated, netAgreed } = slice.get(secretariatCost, FUND) ?? NONE;
  const sums = { currency, costMinor: allocated + addedMinor, baseMinor: netAgreed };
  // Money is allocated, and paid, on a decision of the committee alone.
  return evaluate(
    'R13',
    place,
    { ...sums, decided: true, ratePercent: secretariatBudgetPercent ?? null },
    rules,
    waivers,
  );
}
