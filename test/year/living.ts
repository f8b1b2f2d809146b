import { committeeRoutes } from '@mdtf/contracts';
import type { People } from '../journeys/people-of-system.ts';
import { FUND, params, usd } from './founding.ts';
import { allocate, type Book, type Method } from './model.ts';
import type { Plan, PlannedProposal } from './plan.ts';
import { compare, type Year } from './tally.ts';

/** What lives through the year. */
export interface Living {
  readonly people: People;
  readonly plan: Plan;
  readonly clock: (now: string) => Promise<void>;
  readonly year: Year;
  book: Book;
  method: Method;
  readonly waived: Set<string>;
  /** To be put on the next session’s agenda again. */
  waiting: string[];
  /** What silence did not approve, for the next session. */
  readonly sentBack: string[];
}

/** A proposal of the plan. */
export const planned = ({ plan }: Living, id: string): PlannedProposal => {
  const found = plan.proposals.find((proposal) => proposal.id === id);
  if (found === undefined) throw new RangeError(`${id} is not planned`);
  return found;
};

/** What it asks, by pot. */
export function splitOf({ direct, indirect, bank, windowId }: PlannedProposal) {
  const part = (pot: string, minor: bigint) => (minor === 0n ? [] : [{ pot, windowId, amount: usd(minor) }]);
  return [...part('bank', bank), ...part('pooled', direct + indirect - bank)];
}

/** Whether the money was set aside as the model foretells, and if not, for its reason. */
export async function hearMoney(
  living: Living,
  decisionId: string,
  proposal: PlannedProposal,
): Promise<void> {
  const { people, year } = living;
  year.counts.approved += 1;
  const after = allocate(living.book, proposal);
  const decision = await people.need('auditor', committeeRoutes.getDecision, {
    params: { ...params, decisionId },
  });
  if (typeof after === 'string') {
    year.counts[`not allocated: ${after}`] += 1;
    compare(year, decisionId, 'no', decision.carriedOut);
    return;
  }
  year.counts.allocated += 1;
  compare(year, decisionId, 'yes', decision.carriedOut);
  living.book = after;
}

/** The chair records a decision; answers why not where it is refused. */
export async function decide(
  { people }: Living,
  id: string,
  agendaItemId: string,
  outcome: 'approved' | 'rejected' | 'deferred',
  more = {},
) {
  const answer = await people.ask('chair', committeeRoutes.takeDecision, {
    params,
    body: { id, agendaItemId, outcome, reason: `It is ${outcome}.`, ...more },
  });
  if (answer.ok) return { refusal: null };
  const code = answer.body.type.replace(/^.*:/, '');
  return { refusal: code === 'constituency-minimum' ? 'no-quorum' : code };
}

/** A decision that the model foretells to be taken. */
export async function mustDecide(
  living: Living,
  id: string,
  agendaItemId: string,
  outcome: 'rejected' | 'deferred' | 'approved',
  more = {},
): Promise<void> {
  const { refusal } = await decide(living, id, agendaItemId, outcome, more);
  compare(living.year, `${id} ${outcome}`, null, refusal);
  await living.people.settle(FUND);
}
