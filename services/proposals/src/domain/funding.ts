import { accept, type CommandHandler, notFound, reject } from '@mdtf/domain';
import type { ProposalFunded, ProposalNotFunded } from './events.ts';
import { proposal } from './proposal.ts';

// Commands

/** That money was allocated on a decision. */
export type NoteFunded = ProposalFunded['data'];

/** That allocation refused a decision, and why. */
export type NoteNotFunded = ProposalNotFunded['data'];

// Decide

/** Notes that a proposal is funded, once per allocation; the decision itself may be heard of later. */
export const noteFunded: CommandHandler<NoteFunded, ProposalFunded, null> = {
  needs: ({ proposalId }) => ({ own: [{ kind: proposal.kind, id: proposalId }] }),
  decide(command, slice) {
    const { proposalId, allocationId } = command;
    const state = slice.get(proposal, proposalId);
    if (state === undefined) return reject(notFound('proposal', proposalId));
    if (state.money?.allocationId === allocationId) return accept([], null);
    return accept([{ type: 'ProposalFunded', data: command }], null);
  },
};

/** Notes that a decision was not carried out, or was revoked since, once. */
export const noteNotFunded: CommandHandler<NoteNotFunded, ProposalNotFunded, null> = {
  needs: ({ proposalId }) => ({ own: [{ kind: proposal.kind, id: proposalId }] }),
  decide(command, slice) {
    const { proposalId, decisionId } = command;
    const state = slice.get(proposal, proposalId);
    if (state === undefined) return reject(notFound('proposal', proposalId));
    if (state.money?.decisionId === decisionId && state.money.allocationId === null) return accept([], null);
    return accept([{ type: 'ProposalNotFunded', data: command }], null);
  },
};
