import { minorOf, type Slice, type Verdict } from '@mdtf/domain';
import { evaluate, type WaiverScope } from '@mdtf/rules';
import type { KnownCharter } from './known/charter.ts';
import type { KnownDecision } from './known/decision.ts';
import { pot } from './pot.ts';

/** What R15 says of the pots of a decision; nothing where none of them was given for a window. */
export function earmarkVerdicts(
  { amounts }: Pick<KnownDecision, 'amounts'>,
  { currency, rules }: Pick<KnownCharter, 'currency' | 'rules'>,
  slice: Slice,
  waivers: WaiverScope,
): readonly Verdict[] {
  const parts = amounts.map(({ pot: id, windowId, amount }) => ({
    pot: id,
    organisation: null,
    givenFor: slice.get(pot, id)?.windowId ?? null,
    bound: 'earmark' as const,
    usedFor: windowId,
    amountMinor: minorOf(amount),
  }));
  if (parts.every(({ givenFor }) => givenFor === null)) return [];
  return [evaluate('R15', 'allocation', { currency, parts }, rules, waivers)];
}
