import type { CommitteeEvent } from '@mdtf/contracts';
import type { Reaction } from '@mdtf/fund-log';
import type { AllocateDecision } from './domain/allocate.ts';

/** A decision that approves money for a proposal is carried out; other entries of the committee are facts only. */
export const reactToCommittee: Reaction = ({ fund, type, data }) => {
  if (type !== ('DecisionTaken' satisfies CommitteeEvent['type'])) return undefined;
  const { decisionId, subject, outcome, amounts } = data as Extract<
    CommitteeEvent,
    { type: 'DecisionTaken' }
  >['data'];
  if (outcome !== 'approved' || subject.kind !== 'proposal' || amounts.length === 0) return undefined;
  const command: AllocateDecision = { decisionId };
  return { fund, type: 'AllocateDecision', data: command };
};

/** What the proposals tell is known here, for mandates, and asks for nothing. */
export const reactToProposals: Reaction = () => undefined;
