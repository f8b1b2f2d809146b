import type { CommitteeEvent, ProposalsEvent } from '@mdtf/contracts';
import type { Reaction } from '@mdtf/fund-log';
import type { AllocateDecision } from './domain/allocate.ts';
import type { AmendAllocation } from './domain/amend-allocation.ts';
import type { RecordInKind } from './domain/in-kind.ts';

/** A decision that approves money for a proposal is carried out, and one that amends such a decision; other entries of the committee are facts only. */
export const reactToCommittee: Reaction = ({ fund, type, data }) => {
  if (type !== ('DecisionTaken' satisfies CommitteeEvent['type'])) return undefined;
  const { decisionId, subject, outcome, amounts, amendment } = data as Extract<
    CommitteeEvent,
    { type: 'DecisionTaken' }
  >['data'];
  if (outcome === 'approved' && amendment?.of.kind === 'proposal') {
    const command: AmendAllocation = { decisionId };
    return { fund, type: 'AmendAllocation', data: command };
  }
  if (outcome !== 'approved' || subject.kind !== 'proposal' || amounts.length === 0) return undefined;
  const command: AllocateDecision = { decisionId };
  return { fund, type: 'AllocateDecision', data: command };
};

/** What partners report is known here, for their next payments; nothing follows from it by itself. */
export const reactToReporting: Reaction = () => undefined;

/** What both sides of a match agreed to give in kind is entered in the register; the rest is known here, for mandates. */
export const reactToProposals: Reaction = ({ fund, type, data }) => {
  if (type !== ('MatchAgreed' satisfies ProposalsEvent['type'])) return undefined;
  const agreed = data as Extract<ProposalsEvent, { type: 'MatchAgreed' }>['data'];
  const { inKindId, matchId, requestId, organisation, description, quantity, unit, informationValue } =
    agreed;
  const command: RecordInKind = {
    inKindId,
    donor: organisation,
    description,
    quantity: quantity === null ? '1' : `${quantity}`,
    unit: unit ?? 'offer',
    ...(informationValue === null ? {} : { informationValue }),
    proposalId: requestId,
    matchId,
  };
  return { fund, type: 'RecordInKind', data: command };
};
