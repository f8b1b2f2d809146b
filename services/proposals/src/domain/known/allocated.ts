import { type Aggregate, type ApprovedAmount, type Money, minorOf } from '@mdtf/domain';
import { type AllocatedSums, NOTHING_ALLOCATED, plusAllocated } from '@mdtf/rules';

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

/** The pot of the bank's internal resources. */
const BANK_POT = 'bank';

/** What was allocated as known here, for what a proposal would meet after its approval. */
export const knownAllocated: Aggregate<AllocatedSums, AllocationMade> = {
  kind: 'allocated',
  version: 1,
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
