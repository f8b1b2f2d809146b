import {
  type CommandHandler,
  type Context,
  faultsTold,
  minorOf,
  notFound,
  type Rejection,
  reject,
  type Slice,
  wordMoney,
} from '@mdtf/domain';
import type { ProposalAnswer } from './answer.ts';
import { isPartnerOf, refuseAuthor } from './author.ts';
import { amountAsked, type Judgement, judgeContent } from './judgement.ts';
import { type Proposal, proposal, type Submission } from './proposal.ts';
import { conflict, refused } from './refusals.ts';
import { STATUS_IN_FRENCH } from './status-words.ts';
import { decideOn, needsOfSubmission } from './submission.ts';
import type { ProposalContent } from './writing/content.ts';

// Commands

/** A revision, after the proposal was returned or approved below the request. */
export interface ReviseProposal {
  readonly proposalId: string;
  readonly content: ProposalContent;
}

// Decide

/** Submits a revision; one in approval asks exactly what was approved. Deadlines of the call are past and do not bind. */
export const reviseProposal: CommandHandler<ReviseProposal, Submission, ProposalAnswer> = {
  needs: ({ proposalId, content }, slice) => needsOfSubmission(proposalId, content, slice),
  decide(command, slice, context) {
    const before = slice.get(proposal, command.proposalId);
    if (before === undefined || isStranger(before, context))
      return reject(notFound('proposal', command.proposalId));
    const author = refuseAuthor(command.content, context);
    if (author !== undefined) return reject(author);
    return decideOn({ ...command, stage: 'full' }, judgeRevision(command, slice, context), slice, context);
  },
};

/** What a revision would meet, who submits aside. */
export function judgeRevision(command: ReviseProposal, slice: Slice, context: Context): Judgement {
  const { proposalId, content } = command;
  const judgement = judgeContent({ proposalId, content, stage: 'full' }, slice, context);
  const before = slice.get(proposal, proposalId);
  if (before === undefined) return { ...judgement, obstacles: [notFound('proposal', proposalId)] };
  const asked = judgement.costing === undefined ? undefined : amountAsked(judgement.costing);
  const obstacles = [
    refuseStatus(before, proposalId),
    refuseIdentity(before, content),
    refuseAmount(before, asked),
  ];
  return {
    ...judgement,
    obstacles: [...obstacles.filter((rejection) => rejection !== undefined), ...judgement.obstacles],
  };
}

function isStranger({ lead }: Proposal, { actor }: Context): boolean {
  return !actor.roles.includes('secretariat') && !isPartnerOf(actor, lead);
}

function refuseStatus({ status }: Proposal, proposalId: string): Rejection | undefined {
  if (status === 'returned' || status === 'revision-needed') return undefined;
  return conflict(
    'no-revision-wanted',
    { en: 'No revision is wanted', fr: 'Aucune révision n’est attendue' },
    {
      en: `${proposalId} is ${status}; a revision follows a return, or an approval below the request.`,
      fr: `${proposalId} est ${STATUS_IN_FRENCH[status]} ; une révision suit un renvoi, ou une approbation inférieure à la demande.`,
    },
  );
}

function refuseIdentity(before: Proposal, { lead, callId, kind }: ProposalContent): Rejection | undefined {
  const kept = [
    { field: 'lead', was: before.lead, is: lead },
    { field: 'callId', was: before.callId, is: callId ?? null },
    { field: 'kind', was: before.kind, is: kind },
  ];
  const errors = kept
    .filter(({ was, is }) => was !== is)
    .map(({ field, was }) => ({
      field: `body.content.${field}`,
      message: { en: `stays as it was: ${was ?? 'none'}`, fr: `reste inchangé : ${was ?? 'aucun'}` },
    }));
  if (errors.length === 0) return undefined;
  return refused(
    'another-proposal',
    {
      en: 'A revision is of the same proposal',
      fr: 'Une révision porte sur la même proposition',
    },
    faultsTold(errors),
    { errors },
  );
}

function refuseAmount(
  { decision, revisionNeeded }: Proposal,
  asked: bigint | undefined,
): Rejection | undefined {
  const approved = decision?.approved;
  if (!revisionNeeded || asked === undefined || approved == null || minorOf(approved) === asked)
    return undefined;
  return refused(
    'not-the-approved-amount',
    { en: 'Not the approved amount', fr: 'Pas le montant approuvé' },
    {
      en: `The committee approved ${wordMoney(approved, 'en')}: the revision asks exactly that from the fund.`,
      fr: `Le comité a approuvé ${wordMoney(approved, 'fr')} : la révision demande exactement cela au fonds.`,
    },
    { field: 'body.content.financing.fund' },
  );
}
