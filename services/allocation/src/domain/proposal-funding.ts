import { type Aggregate, minorOf } from '@mdtf/domain';
import type { AllocationMade } from './events.ts';

/** What one proposal was allocated, in minor units; more than one decision only in records made afterwards. */
export interface ProposalFunding {
  readonly allocated: bigint;
}

/** Allocations by proposal, so that none is funded twice. */
export const proposalFunding: Aggregate<ProposalFunding, AllocationMade> = {
  kind: 'proposal-funding',
  version: 1,
  concerns: { AllocationMade: ({ subject }) => subject.id },
  evolve: (before = { allocated: 0n }, { data }) => ({ allocated: before.allocated + minorOf(data.total) }),
};
