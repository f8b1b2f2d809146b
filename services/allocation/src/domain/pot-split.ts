import { moneyOf, splitByLargestRemainder } from '@mdtf/domain';
import type { PotAmount } from './events.ts';

/**
 * An amount by pot, in proportion to what each has: no pot gives more than it has, and all together give the amount,
 * as long as they have as much.
 */
export function splitByPot(
  amountMinor: bigint,
  pots: readonly { readonly pot: string; readonly hasMinor: bigint }[],
  currency: string,
): readonly PotAmount[] {
  const parts = splitByLargestRemainder(
    amountMinor,
    pots.map(({ hasMinor }) => hasMinor),
  );
  return pots.flatMap(({ pot }, at) => {
    const part = parts[at] ?? 0n;
    return part === 0n ? [] : [{ pot, amount: moneyOf(part, currency) }];
  });
}
