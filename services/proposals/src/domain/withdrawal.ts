import { accept, type CommandHandler, notFound, reject } from '@mdtf/domain';
import { afterwards, type ProposalAnswer, proposalAnswer } from './answer.ts';
import { mayActFor } from './author.ts';
import { changeOf, needsOfChange } from './change.ts';
import type { ProposalWithdrawn } from './events.ts';
import { type ProposalStatus, proposal } from './proposal.ts';
import { conflict } from './refusals.ts';
import { STATUS_IN_FRENCH } from './status-words.ts';

// Commands

/** That a partner takes its proposal back, and why; recorded by itself or by the secretariat. */
export type WithdrawProposal = ProposalWithdrawn['data'];

/** Where a proposal stands before it is decided. */
export const UNDECIDED: readonly ProposalStatus[] = [
  'concept-submitted',
  'screened-eligible',
  'screened-ineligible',
  'invited',
  'submitted',
  'returned',
  'deferred',
];

// Decide

/** Withdraws a proposal before it is decided. */
export const withdrawProposal: CommandHandler<WithdrawProposal, ProposalWithdrawn, ProposalAnswer> = {
  needs: ({ proposalId }, slice) => needsOfChange(proposalId, slice),
  decide(command, slice, context) {
    const { proposalId } = command;
    const found = changeOf(proposalId, slice);
    if ('code' in found) return reject(found);
    if (!mayActFor(context, found.state.lead)) return reject(notFound('proposal', proposalId));
    const { status } = found.state;
    if (!UNDECIDED.includes(status)) {
      return reject(
        conflict(
          'not-withdrawable',
          { en: 'Decided already', fr: 'Déjà décidée' },
          {
            en: `${proposalId} is ${status}; only what is not decided can be withdrawn.`,
            fr: `${proposalId} est ${STATUS_IN_FRENCH[status]} ; seul ce qui n’est pas décidé peut être retiré.`,
          },
        ),
      );
    }
    const event: ProposalWithdrawn = { type: 'ProposalWithdrawn', data: command };
    const after = afterwards(proposal, found.state, event, context);
    return accept([event], proposalAnswer(proposalId, after, found.revision));
  },
};
