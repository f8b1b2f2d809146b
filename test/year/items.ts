import { committeeRoutes } from '@mdtf/contracts';
import { FUND, params } from './founding.ts';
import { decide, hearMoney, type Living, mustDecide } from './living.ts';
import { entitledOn, isCarried, isQuorate } from './model.ts';
import type { PlannedProposal } from './plan.ts';
import { vote } from './session.ts';
import { compare } from './tally.ts';

/** A proposal on the agenda of a session. */
export interface AtHand {
  readonly id: string;
  readonly proposal: PlannedProposal;
  readonly session: number;
  readonly present: readonly string[];
}

/** The session votes on a proposal, and decides as its votes and the rules let it. */
export async function decideOn(living: Living, { id, proposal, session, present }: AtHand): Promise<void> {
  const { people, plan, year, method } = living;
  const item = { ...params, agendaItemId: id };
  if (proposal.lead === 'country-z') {
    await people.need('seat-7', committeeRoutes.declareInterest, {
      params: item,
      body: { seat: '7', nature: 'Our own proposal' },
    });
    year.counts.recusals += 1;
  }
  const entitled = entitledOn(proposal.lead);
  const voters = entitled.filter((seat) => present.includes(seat));
  const votes = plan.votesOn(proposal.id, session);
  await vote(people, id, voters, votes);
  const foretold = foretell(living, proposal, {
    quorate: isQuorate(entitled, present, method),
    carried: isCarried(votes, voters, method),
  });
  // The id that silence would have decided under is taken.
  const decisionId = `d${session}-${id}`;
  const asked = await decide(living, decisionId, id, 'approved');
  compare(year, decisionId, foretold, asked.refusal);
  if (foretold === null) {
    await people.settle(FUND);
    await hearMoney(living, decisionId, proposal);
    return;
  }
  if (foretold === 'not-carried') {
    year.counts['not carried'] += 1;
    await mustDecide(living, decisionId, id, 'rejected');
    return;
  }
  year.counts[foretold === 'rule-not-kept' ? 'kept out by a rule' : 'deferred without a quorum'] += 1;
  await mustDecide(living, decisionId, id, 'deferred');
  if (foretold !== 'rule-not-kept' && session < plan.sessions.length) living.waiting.push(proposal.id);
}

/** Why an approval is refused; null when it is not. */
function foretell(
  { waived }: Living,
  { id, call, direct, indirect, months }: PlannedProposal,
  { quorate, carried }: { readonly quorate: boolean; readonly carried: boolean },
): string | null {
  if (!quorate) return 'no-quorum';
  if (!carried) return 'not-carried';
  const dear = indirect > (direct * 7n + 50n) / 100n;
  const long = months > (call === 'call-1' ? 36 : 24);
  const stands = (rule: string, broken: boolean) => broken && !waived.has(`${rule} ${id}`);
  return stands('R3', dear) || stands('R8', long) ? 'rule-not-kept' : null;
}
