import { allocationRoutes, committeeRoutes } from '@mdtf/contracts';
import type { People } from './people-of-system.ts';

/** Takes a proposal on the demonstration's third agenda through decision and allocation to a mandate its partner has accepted; both have the proposal's id. */
export async function mandateOf(people: People, proposalId: string, partner: string): Promise<void> {
  const params = { fundId: 'imdp' };
  const decisionId = `decision-${proposalId}`;
  await people.need('chair', committeeRoutes.takeDecision, {
    params,
    body: { id: decisionId, agendaItemId: proposalId, outcome: 'approved', reason: 'Within the limit.' },
  });
  await people.settle('imdp');
  await people.need('secretariat', allocationRoutes.offerMandate, {
    params,
    body: { id: proposalId, allocationId: decisionId },
  });
  const mandate = { ...params, mandateId: proposalId };
  await people.need(partner, allocationRoutes.acceptMandate, { params: mandate });
  await people.settle('imdp');
}
