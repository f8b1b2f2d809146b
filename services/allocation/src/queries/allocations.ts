import type pg from 'pg';
import {
  type Allocation,
  allocation,
  allocationAnswer,
  type MadeAllocation,
  type ReleasedAllocation,
} from '../domain/allocation.ts';
import type { AllocationMade } from '../domain/events.ts';
import { entryData, type Found, findDocument, listDocuments } from './documents.ts';

/** Set aside, also where the money went back since. */
type Told = MadeAllocation | ReleasedAllocation;

/** One allocation as it stands, or undefined: for a decision that was not carried out there is none. */
export async function findAllocation(pool: pg.Pool, fund: string, id: string) {
  const state = await findDocument(pool, allocation, fund, id);
  if (state?.status !== 'made' && state?.status !== 'released') return undefined;
  const [answer] = await withEntries(pool, fund, [state]);
  return answer;
}

/** Up to `limit` allocations as they stand, in the order of their ids. */
export async function listAllocations(pool: pg.Pool, fund: string, after: string | undefined, limit: number) {
  const where = { field: 'status', oneOf: ['made', 'released'] } as const;
  const found = await listDocuments<Allocation>(pool, allocation, { fund, after, limit, where });
  const states = (found as readonly Found<Told>[]).map(({ state }) => state);
  return withEntries(pool, fund, states);
}

// Title, windows, sums and verdicts are read where they were told: documents keep only what decisions look at.
async function withEntries(pool: pg.Pool, fund: string, states: readonly Told[]) {
  const sequences = states.map(({ sequence }) => sequence);
  const told = await entryData(pool, fund, sequences);
  return states.map((state) => allocationAnswer(told.get(state.sequence) as AllocationMade['data'], state));
}
