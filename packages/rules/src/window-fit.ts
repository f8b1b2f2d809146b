import type { Localised, SmallestChange } from '@mdtf/domain';
import { changeOfAmount } from './smallest-change.ts';
import { inBoth } from './writing.ts';

/** An amount asked under a window, after what was allocated under it; minor units. */
export interface WindowFacts {
  readonly currency: string;
  readonly windowId: string;
  /** Null: the window has no limit of its own. */
  readonly ceilingMinor: bigint | null;
  readonly allocatedMinor: bigint;
  readonly askedMinor: bigint;
}

/** Whether it fits, and what is then left; below zero by how much it does not. */
export interface WindowFit {
  readonly fits: boolean;
  readonly leftMinor: bigint | null;
  readonly explanation: Localised;
  readonly changes: readonly SmallestChange[];
}

/** Whether an amount fits under a window's ceiling, equality passing: the one arithmetic of checks and allocation. */
export function windowFit({
  currency,
  windowId,
  ceilingMinor,
  allocatedMinor,
  askedMinor,
}: WindowFacts): WindowFit {
  const after = allocatedMinor + askedMinor;
  if (ceilingMinor === null) {
    const explanation = inBoth(currency, {
      en: (w) => `Window ${windowId} would come to ${w.money(after)} and has no ceiling.`,
      fr: (w) => `Le guichet ${windowId} atteindrait ${w.money(after)} et n’a pas de plafond.`,
    });
    return { fits: true, leftMinor: null, explanation, changes: [] };
  }
  const leftMinor = ceilingMinor - after;
  if (leftMinor >= 0n) {
    const explanation = inBoth(currency, {
      en: (w) =>
        `Window ${windowId} would come to ${w.money(after)} of its ceiling of ${w.money(ceilingMinor)}; ${w.money(leftMinor)} would be left.`,
      fr: (w) =>
        `Le guichet ${windowId} atteindrait ${w.money(after)} sur un plafond de ${w.money(ceilingMinor)} ; il resterait ${w.money(leftMinor)}.`,
    });
    return { fits: true, leftMinor, explanation, changes: [] };
  }
  const over = -leftMinor;
  const explanation = inBoth(currency, {
    en: (w) =>
      `Window ${windowId} would come to ${w.money(after)}, above its ceiling of ${w.money(ceilingMinor)} by ${w.money(over)}.`,
    fr: (w) =>
      `Le guichet ${windowId} atteindrait ${w.money(after)} et dépasserait de ${w.money(over)} son plafond de ${w.money(ceilingMinor)}.`,
  });
  const raise = changeOfAmount({
    code: 'request-fixed',
    holds: { en: 'What is asked stays', fr: 'Le montant demandé reste inchangé' },
    currency,
    by: over,
    to: after,
    en: (w) => `Raise the ceiling of window ${windowId} by ${w.money(over)} to ${w.money(after)}.`,
    fr: (w) => `Relever le plafond du guichet ${windowId} de ${w.money(over)}, à ${w.money(after)}.`,
  });
  return { fits: false, leftMinor, explanation, changes: [...cut(currency, over, askedMinor - over), raise] };
}

/** A cut that leaves nothing is no request, so it is not offered. */
function cut(currency: string, by: bigint, to: bigint): SmallestChange[] {
  if (to <= 0n) return [];
  const change = changeOfAmount({
    code: 'ceiling-fixed',
    holds: { en: 'The ceiling stays', fr: 'Le plafond reste inchangé' },
    currency,
    by,
    to,
    en: (w) => `Cut what is asked by ${w.money(by)} to ${w.money(to)}.`,
    fr: (w) => `Réduire le montant demandé de ${w.money(by)}, à ${w.money(to)}.`,
  });
  return [change];
}
