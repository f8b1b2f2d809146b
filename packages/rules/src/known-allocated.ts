import { type Aggregate, type ApprovedAmount, BANK_POT, type Money, minorOf } from '@mdtf/domain';
import { type AllocatedSums, NOTHING_ALLOCATED, plusAllocated } from './allocated-sums.ts';

/** Of allocation's events: what was allocated or is back in its pots, and the fund's own sums after it. */
export interface AllocationMade {
  readonly type: 'AllocationMade' | 'AllocationReleased';
  readonly data: {
    readonly amounts: readonly ApprovedAmount[];
    /** Of what is back: when it was set aside. */
    readonly madeAt?: string | null | undefined;
    readonly totals: { readonly allocated: Money; readonly allocatedInternal: Money };
  };
}

/** The id of the one document of its kind in a fund. */
export const THE_SUMS = 'sums';

/** Cumulative allocations as every other service knows them; they date from the position of allocation's log in an entry's basis. */
export const knownAllocated: Aggregate<AllocatedSums, AllocationMade> = {
  kind: 'allocated',
  version: 3,
  concerns: { AllocationMade: () => THE_SUMS, AllocationReleased: () => THE_SUMS },
  evolve(before = NOTHING_ALLOCATED, { type, data: { amounts, totals, madeAt } }, { time }) {
    const parts = amounts.map(({ pot, windowId, amount }) => ({
      internal: pot === BANK_POT,
      windowId,
      amountMinor: type === 'AllocationMade' ? minorOf(amount) : -minorOf(amount),
    }));
    return {
      ...plusAllocated(before, parts, (madeAt ?? time).slice(0, 4)),
      totalMinor: minorOf(totals.allocated),
      internalMinor: minorOf(totals.allocatedInternal),
    };
  },
};
