import { accept, type CommandHandler, knownOrganisation, reject } from '@mdtf/domain';
import { afterwards, type ProposalAnswer, proposalAnswer } from './answer.ts';
import { changeOf, needsOfChange } from './change.ts';
import type { ProposalInvited, ProposalScreened } from './events.ts';
import { refuseWithoutImplementer } from './hub/assistance-need.ts';
import { proposal } from './proposal.ts';
import { conflict } from './refusals.ts';
import { STATUS_IN_FRENCH } from './status-words.ts';

// Commands

/** The secretariat's reading of a stage: complete and eligible or not, and why. */
export type ScreenProposal = ProposalScreened['data'];

/** An invitation to a full proposal. */
export interface InviteProposal {
  readonly proposalId: string;
  readonly note?: string | undefined;
}

const MAY_BE_SCREENED = {
  'concept-note': ['concept-submitted', 'screened-eligible', 'screened-ineligible'],
  full: ['submitted', 'deferred'],
} as const;

// Decide

/** Records completeness and eligibility with reasons, again when it is read again; a recommendation, not a decision. */
export const screenProposal: CommandHandler<ScreenProposal, ProposalScreened, ProposalAnswer> = {
  needs({ proposalId }, slice) {
    const lead = slice?.get(proposal, proposalId)?.lead;
    return {
      ...needsOfChange(proposalId, slice),
      ...(lead === undefined ? {} : { platform: [{ kind: knownOrganisation.kind, id: lead }] }),
    };
  },
  decide(command, slice, context) {
    const found = changeOf(command.proposalId, slice);
    if ('code' in found) return reject(found);
    const { stage } = command;
    const { status } = found.state;
    const allowed: readonly string[] = MAY_BE_SCREENED[stage];
    if (!allowed.includes(status)) {
      const what = {
        full: { en: 'full proposal', fr: 'proposition complète' },
        'concept-note': { en: 'concept note', fr: 'note conceptuelle' },
      }[stage];
      return reject(
        conflict(
          'nothing-to-screen',
          { en: 'Nothing to screen', fr: 'Rien à examiner' },
          {
            en: `${command.proposalId} is ${status}: there is no ${what.en} to screen.`,
            fr: `${command.proposalId} est ${STATUS_IN_FRENCH[status]} : il n’y a pas de ${what.fr} à examiner.`,
          },
        ),
      );
    }
    if (command.eligible && stage === 'full') {
      const nobody = refuseWithoutImplementer(found.revision.content, slice);
      if (nobody !== undefined) return reject(nobody);
    }
    const event: ProposalScreened = { type: 'ProposalScreened', data: command };
    const after = afterwards(proposal, found.state, event, context);
    return accept([event], proposalAnswer(command.proposalId, after, found.revision));
  },
};

/** Invites a full proposal after a concept note that was found eligible. */
export const inviteProposal: CommandHandler<InviteProposal, ProposalInvited, ProposalAnswer> = {
  needs: ({ proposalId }, slice) => needsOfChange(proposalId, slice),
  decide({ proposalId, note }, slice, context) {
    const found = changeOf(proposalId, slice);
    if ('code' in found) return reject(found);
    const { status } = found.state;
    if (status !== 'screened-eligible') {
      return reject(
        conflict(
          'not-to-be-invited',
          { en: 'Not to be invited', fr: 'Invitation impossible' },
          {
            en: `${proposalId} is ${status}; an invitation follows a concept note found eligible.`,
            fr: `${proposalId} est ${STATUS_IN_FRENCH[status]} ; une invitation suit une note conceptuelle jugée éligible.`,
          },
        ),
      );
    }
    const event: ProposalInvited = { type: 'ProposalInvited', data: { proposalId, note: note ?? null } };
    const after = afterwards(proposal, found.state, event, context);
    return accept([event], proposalAnswer(proposalId, after, found.revision));
  },
};
