import { type Aggregate, type ApprovedAmount, BANK_POT, type Money, minorOf } from '@mdtf/domain';
import { type AllocatedSums, NOTHING_ALLOCATED, plusAllocated } from './allocated-sums.ts';

/** Of allocation's event: what was allocated, and the fund's own sums after it. */
export interface AllocationMade {
  readonly type: 'AllocationMade';
  readonly data: {
    readonly amounts: readonly ApprovedAmount[];
    readonly totals: { readonly allocated: Money; readonly allocatedInternal: Money };
  };
}

/** The id of the one document of its kind in a fund. */
export const THE_SUMS = 'sums';

/** Cumulative allocations as every other service knows them; they date from the position of allocation's log in an entry's basis. */
export const knownAllocated: Aggregate<AllocatedSums, AllocationMade> = {
  kind: 'allocated',
  version: 3,
  concerns: { AllocationMade: () => THE_SUMS },
  evolve(before = NOTHING_ALLOCATED, { data: { amounts, totals } }, { time }) {
    const parts = amounts.map(({ pot, windowId, amount }) => ({
      internal: pot === BANK_POT,
      windowId,
      amountMinor: minorOf(amount),
    }));
    return {
      ...plusAllocated(before, parts, time.slice(0, 4)),
      totalMinor: minorOf(totals.allocated),
      internalMinor: minorOf(totals.allocatedInternal),
    };
  },
};
