import { type Aggregate, minorOf } from '@mdtf/domain';
import type { AllocationReleased } from './amended-events.ts';
import type { AllocationMade } from './events.ts';

/** What one proposal was allocated, in minor units: by its decision, and by those that top it up. */
export interface ProposalFunding {
  readonly allocated: bigint;
}

/** Allocations by proposal, so that none is funded twice. */
export const proposalFunding: Aggregate<ProposalFunding, AllocationMade | AllocationReleased> = {
  kind: 'proposal-funding',
  version: 1,
  concerns: {
    AllocationMade: ({ subject }) => subject.id,
    AllocationReleased: ({ subject }) => subject.id,
  },
  evolve(before = { allocated: 0n }, { type, data }) {
    const total = minorOf(data.total);
    return { allocated: before.allocated + (type === 'AllocationMade' ? total : -total) };
  },
};
