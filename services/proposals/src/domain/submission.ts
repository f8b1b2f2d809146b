import {
  accept,
  type CommandHandler,
  type Context,
  type Decision,
  formatInstant,
  type Needs,
  type Rejection,
  reject,
  type Slice,
} from '@mdtf/domain';
import { afterwards, type ProposalAnswer, proposalAnswer } from './answer.ts';
import { refuseAuthor } from './author.ts';
import { type Call, call, lateFrom } from './calls/call.ts';
import type { Stage } from './events.ts';
import { charterFor, type Judgement, judgeContent, moneyAsked, needsOfContent } from './judgement.ts';
import { type Proposal, proposal, revision, revisionId, type Submission } from './proposal.ts';
import { conflict, refused } from './refusals.ts';
import { applicant, applicantsOf } from './reviews/applicant.ts';
import { STATUS_IN_FRENCH } from './status-words.ts';
import type { ProposalContent } from './writing/content.ts';

// Commands

/** A proposal to submit at a stage. */
export interface SubmitProposal {
  readonly proposalId: string;
  readonly stage: Stage;
  readonly content: ProposalContent;
}

// Decide

/** Submits a concept note or a full proposal, in time, complete and within the rules. */
export const submitProposal: CommandHandler<SubmitProposal, Submission, ProposalAnswer> = {
  needs: ({ proposalId, content }, slice) => needsOfSubmission(proposalId, content, slice),
  decide(command, slice, context) {
    const author = refuseAuthor(command.content, context);
    if (author !== undefined) return reject(author);
    return decideOn(command, judgeSubmission(command, slice, context), slice, context);
  },
};

/** The documents of a submission or revision: what its content is judged by, and the revision it becomes. */
export function needsOfSubmission(
  proposalId: string,
  content: ProposalContent,
  slice: Slice | undefined,
): Needs {
  const needs = needsOfContent(proposalId, content, slice);
  const number = (slice?.get(proposal, proposalId)?.revision ?? 0) + 1;
  return {
    ...needs,
    own: [
      ...(needs.own ?? []),
      { kind: revision.kind, id: revisionId(proposalId, number) },
      ...applicantsOf(content).map((id) => ({ kind: applicant.kind, id })),
    ],
  };
}

/** Submits what nothing stands in the way of, as the next revision; answers the proposal as it then is. */
export function decideOn(
  { proposalId, stage, content }: SubmitProposal,
  { obstacles, verdicts, costing }: Judgement,
  slice: Slice,
  context: Context,
): Decision<Submission, ProposalAnswer> {
  const [obstacle] = obstacles;
  if (obstacle !== undefined) return reject(obstacle);
  if (costing === undefined) throw new TypeError('A content without obstacles has a costing');
  const before = slice.get(proposal, proposalId);
  const common = { proposalId, revision: (before?.revision ?? 0) + 1, content };
  const event: Submission =
    stage === 'full'
      ? { type: 'FullProposalSubmitted', data: { ...common, ...moneyAsked(costing), verdicts } }
      : { type: 'ConceptNoteSubmitted', data: { ...common, verdicts } };
  const written = afterwards(revision, undefined, event, context);
  return accept([event], proposalAnswer(proposalId, afterwards(proposal, before, event, context), written));
}

/** What a submission would meet, who submits aside: what stands in its way and what the rules say. */
export function judgeSubmission(command: SubmitProposal, slice: Slice, context: Context): Judgement {
  const { proposalId, content, stage } = command;
  const judgement = judgeContent(command, slice, context);
  const before = slice.get(proposal, proposalId);
  const known = content.callId === undefined ? undefined : slice.get(call, content.callId);
  const zone = charterFor(content, slice)?.timeZone ?? 'UTC';
  const state =
    before === undefined
      ? refuseNew(stage, known, context)
      : refuseStage(proposalId, before, command, context);
  const late = known === undefined || context.backDated ? undefined : refuseLate(known, stage, context, zone);
  const obstacles = [state, late].filter((rejection) => rejection !== undefined);
  return { ...judgement, obstacles: [...obstacles, ...judgement.obstacles] };
}

function refuseNew(stage: Stage, known: Call | undefined, { backDated }: Context): Rejection | undefined {
  const notesAsked = known !== undefined && known.conceptNotesDue !== null;
  return stage === 'full' && notesAsked && !backDated ? notInvited : undefined;
}

function refuseStage(
  proposalId: string,
  before: Proposal,
  { stage, content }: SubmitProposal,
  { backDated }: Context,
): Rejection | undefined {
  if (before.lead !== content.lead)
    return conflict(
      'already-exists',
      { en: 'This proposal exists', fr: 'Cette proposition existe déjà' },
      {
        en: `${proposalId} was submitted by another organisation.`,
        fr: `${proposalId} a été soumise par une autre organisation.`,
      },
    );
  const { status } = before;
  if (status === 'returned' || status === 'revision-needed')
    return conflict(
      'revision-wanted',
      { en: 'A revision is wanted', fr: 'Une révision est attendue' },
      {
        en: `${proposalId} awaits a revision: submit it as one.`,
        fr: `${proposalId} attend une révision : soumettez-la comme telle.`,
      },
    );
  if (stage === 'concept-note' || before.stage === 'full')
    return conflict(
      'already-submitted',
      { en: 'Submitted already', fr: 'Déjà soumise' },
      {
        en: `${proposalId} was submitted before and is ${status}.`,
        fr: `${proposalId} a déjà été soumise et est ${STATUS_IN_FRENCH[status]}.`,
      },
    );
  if (status === 'withdrawn')
    return conflict(
      'withdrawn',
      { en: 'Withdrawn', fr: 'Retirée' },
      {
        en: `${proposalId} was withdrawn; begin a new proposal.`,
        fr: `${proposalId} a été retirée ; commencez une nouvelle proposition.`,
      },
    );
  if ((content.callId ?? null) !== before.callId)
    return refused(
      'another-call',
      { en: 'Another call', fr: 'Un autre appel' },
      {
        en: `${proposalId} belongs to ${before.callId ?? 'no call'}.`,
        fr: `${proposalId} relève de ${before.callId ?? 'nul appel'}.`,
      },
      { field: 'body.content.callId' },
    );
  return status === 'invited' || backDated ? undefined : notInvited;
}

function refuseLate(known: Call, stage: Stage, { time }: Context, zone: string): Rejection | undefined {
  if (time < known.opensAt) {
    return refused(
      'call-not-open',
      { en: 'The call is not open yet', fr: 'L’appel n’est pas encore ouvert' },
      {
        en: `The call opens at ${formatInstant(known.opensAt, zone)}.`,
        fr: `L’appel s’ouvre à ${formatInstant(known.opensAt, zone)}.`,
      },
      { params: { opensAt: known.opensAt } },
    );
  }
  const deadline = stage === 'full' ? known.fullProposalsDue : known.conceptNotesDue;
  if (deadline === null)
    return stage === 'full'
      ? undefined
      : refused(
          'no-concept-notes',
          { en: 'No concept notes', fr: 'Pas de notes conceptuelles' },
          {
            en: 'This call asks for full proposals at once.',
            fr: 'Cet appel demande d’emblée des propositions complètes.',
          },
          { field: 'body.stage' },
        );
  if (time < lateFrom(deadline)) return undefined;
  const what = {
    full: { en: 'full proposals', fr: 'propositions complètes' },
    'concept-note': { en: 'concept notes', fr: 'notes conceptuelles' },
  }[stage];
  return refused(
    'deadline-passed',
    { en: 'The deadline has passed', fr: 'La date limite est passée' },
    {
      en: `The deadline for ${what.en} was ${formatInstant(deadline, zone)}; it is now ${formatInstant(time, zone)}.`,
      fr: `La date limite des ${what.fr} était ${formatInstant(deadline, zone)} ; il est maintenant ${formatInstant(time, zone)}.`,
    },
    { params: { deadline, time } },
  );
}

const notInvited = refused(
  'not-invited',
  { en: 'Not invited', fr: 'Pas d’invitation' },
  {
    en: 'A full proposal follows an invitation after the concept note.',
    fr: 'Une proposition complète suit une invitation, après la note conceptuelle.',
  },
  { category: 'conflict' },
);
