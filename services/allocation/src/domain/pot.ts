import { type Aggregate, BANK_POT, minorOf, POOLED_POT } from '@mdtf/domain';
import { byPot } from './chart-of-accounts.ts';
import type { AllocationEvent, PotAmount } from './events.ts';

/** What went through one pot, in minor units; what is in it now are its ledger accounts. */
export interface Pot {
  /** The one window that its donor gave it for; null: any. */
  readonly windowId: string | null;
  /** Gross of fees. */
  readonly deposited: bigint;
  readonly fees: bigint;
  readonly allocated: bigint;
  readonly transferred: bigint;
  readonly refunded: bigint;
}

/** A pot that nothing went through. */
export const EMPTY_POT: Pot = {
  windowId: null,
  deposited: 0n,
  fees: 0n,
  allocated: 0n,
  transferred: 0n,
  refunded: 0n,
};

/** A fund's pots: pooled, the bank's own, and one for each contribution with a hard earmark, under its id. */
export const pot: Aggregate<Pot, AllocationEvent> = {
  kind: 'pot',
  version: 1,
  concerns: {
    ContributionPledged: (data) => data.pot,
    ContributionAgreed: (data) => data.pot,
    DepositReceived: (data) => data.pot,
    AllocationMade: ({ amounts }) => potsOf(amounts),
    AllocationReleased: ({ amounts }) => potsOf(amounts),
    TrancheDisbursed: ({ parts }) => potsOf(parts),
    RefundReceived: ({ parts }) => potsOf(parts),
  },
  evolve(before = EMPTY_POT, event, _meta, id) {
    switch (event.type) {
      case 'ContributionPledged':
      case 'ContributionAgreed': {
        const { earmark } = event.data;
        return earmark.kind === 'hard' ? { ...before, windowId: earmark.windowId ?? null } : before;
      }
      case 'DepositReceived': {
        const { gross, fee } = event.data;
        return { ...before, deposited: before.deposited + minorOf(gross), fees: before.fees + minorOf(fee) };
      }
      case 'AllocationMade':
        return { ...before, allocated: before.allocated + partOf(event.data.amounts, id) };
      case 'AllocationReleased':
        return { ...before, allocated: before.allocated - partOf(event.data.amounts, id) };
      case 'TrancheDisbursed':
        return { ...before, transferred: before.transferred + partOf(event.data.parts, id) };
      case 'RefundReceived':
        return { ...before, refunded: before.refunded + partOf(event.data.parts, id) };
      default:
        return before;
    }
  },
};

/** True for the pots that every fund has. */
export function isCommonPot(id: string): boolean {
  return id === POOLED_POT || id === BANK_POT;
}

/** Each pot named, once. */
export function potsOf(amounts: readonly PotAmount[]): readonly string[] {
  return byPot(amounts).map(([id]) => id);
}

function partOf(amounts: readonly PotAmount[], id: string): bigint {
  return byPot(amounts).find(([named]) => named === id)?.[1] ?? 0n;
}
