import type { Aggregate, Context, DomainEvent, EventMeta } from '@mdtf/domain';
import type { Proposal, Revision } from './proposal.ts';
import { budgetSums } from './writing/budget-sums.ts';

/** A submitted proposal as it is answered; a draft being prepared is added where its partner asks. */
export const proposalAnswer = (proposalId: string, state: Proposal, { content, verdicts }: Revision) => ({
  proposalId,
  status: state.status,
  revision: state.revision,
  content,
  draft: null,
  budget: budgetSums(content),
  requested: state.requested,
  verdicts,
  screening: state.screening,
  decision: decisionAnswer(state),
  allocationId: state.money?.allocationId ?? null,
  submittedAt: state.submittedAt,
});

export type ProposalAnswer = ReturnType<typeof proposalAnswer>;

/** The committee's decision as it is answered. */
export const decisionAnswer = ({ decision }: Proposal) =>
  decision === null
    ? null
    : {
        decisionId: decision.decisionId,
        outcome: decision.outcome,
        reason: decision.reason,
        amounts: decision.amounts,
      };

/** A document as it will be once an event is recorded: what a command answers. */
export function afterwards<S, E extends DomainEvent>(
  aggregate: Aggregate<S, E>,
  before: S | undefined,
  event: E,
  { fund, time, now, actor }: Context,
): S {
  const meta: EventMeta = { fund, sequence: 0n, time, recordedAt: now, actor: actor.id };
  return aggregate.evolve(before, event, meta, '');
}
