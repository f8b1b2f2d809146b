import { type Aggregate, minorOf } from '@mdtf/domain';
import type { AllocationMade } from './events.ts';

/** What one proposal was allocated by all its decisions, in minor units. */
export interface ProposalFunding {
  readonly allocated: bigint;
}

/** Allocations by proposal: a later decision may add to an earlier one. */
export const proposalFunding: Aggregate<ProposalFunding, AllocationMade> = {
  kind: 'proposal-funding',
  version: 1,
  concerns: { AllocationMade: ({ subject }) => subject.id },
  evolve: (before = { allocated: 0n }, { data }) => ({ allocated: before.allocated + minorOf(data.total) }),
};
