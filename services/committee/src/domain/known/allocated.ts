import { type Aggregate, type Money, minorOf } from '@mdtf/domain';

/** Of allocation's event: the fund's own sums after it. */
export interface AllocationMade {
  readonly type: 'AllocationMade';
  readonly data: { readonly totals: { readonly allocated: Money; readonly allocatedInternal: Money } };
}

/** All that was ever allocated and, of it, from the bank's internal resources; minor units. */
export interface KnownAllocated {
  readonly allocatedMinor: bigint;
  readonly internalMinor: bigint;
}

/** The id of the one document of its kind in a fund. */
export const THE_SUMS = 'sums';

/** Cumulative allocations as known here; they date from the position of allocation's log in an entry's basis. */
export const knownAllocated: Aggregate<KnownAllocated, AllocationMade> = {
  kind: 'allocated',
  version: 1,
  concerns: { AllocationMade: () => THE_SUMS },
  evolve: (_, { data: { totals } }) => ({
    allocatedMinor: minorOf(totals.allocated),
    internalMinor: minorOf(totals.allocatedInternal),
  }),
};
