import {
  type Aggregate,
  accept,
  alreadyExists,
  type CommandHandler,
  type Context,
  formatInstant,
  type Instant,
  isLocalDate,
  notFound,
  type Rejection,
  reject,
} from '@mdtf/domain';
import { afterwards } from '../answer.ts';
import { refuseStranger } from '../author.ts';
import { lateFrom } from '../calls/call.ts';
import { CURRENT, knownCharter } from '../known/charter.ts';
import { type Proposal, type ProposalStatus, proposal } from '../proposal.ts';
import { conflict, refused } from '../refusals.ts';
import { STATUS_IN_FRENCH } from '../status-words.ts';
import { answeredTooOften, clarificationId, type GivenAnswer, MAX_ANSWERS } from './call-clarification.ts';
import type { ProposalQuestionAnswered, ProposalQuestionAsked } from './clarification-events.ts';

// Commands

/** A question to an applicant. */
export interface AskApplicant {
  readonly proposalId: string;
  readonly clarificationId: string;
  readonly question: string;
  readonly due?: Instant | undefined;
}

/** The applicant's answer. */
export type AnswerAsApplicant = ProposalQuestionAnswered['data'];

/** Questions that are asked about one proposal. */
export const MAX_PROPOSAL_QUESTIONS = 200;

/** Where nothing is to be clarified any more. */
const OVER: ReadonlySet<ProposalStatus> = new Set([
  'withdrawn',
  'converted',
  'excluded',
  'rejected',
  'approved',
  'funded',
  'not-funded',
]);

// State

/** A question about a proposal, and what its applicant answered. */
export interface ProposalClarification {
  readonly askedFor: 'secretariat' | 'committee';
  readonly question: string;
  readonly askedAt: Instant;
  readonly due: Instant | null;
  readonly answers: readonly GivenAnswer[];
}

const byId = (data: { readonly proposalId: string; readonly clarificationId: string }): string =>
  clarificationId(data.proposalId, data.clarificationId);

/** Questions about proposals, one document each. */
export const proposalClarification: Aggregate<
  ProposalClarification,
  ProposalQuestionAsked | ProposalQuestionAnswered
> = {
  kind: 'proposal-clarification',
  version: 1,
  concerns: { ProposalQuestionAsked: byId, ProposalQuestionAnswered: byId },
  evolve(state, event, { time }) {
    if (event.type === 'ProposalQuestionAsked') {
      const { askedFor, question, due } = event.data;
      return { askedFor, question, askedAt: time, due, answers: [] };
    }
    if (state === undefined) throw new RangeError('A question was answered that nobody asked');
    return { ...state, answers: [...state.answers, { answeredAt: time, answer: event.data.answer }] };
  },
};

/** How many questions were asked about a proposal. */
export const proposalQuestions: Aggregate<{ readonly asked: number }, ProposalQuestionAsked> = {
  kind: 'proposal-questions',
  version: 1,
  concerns: { ProposalQuestionAsked: ({ proposalId }) => proposalId },
  evolve: (state) => ({ asked: (state?.asked ?? 0) + 1 }),
};

/** A question about a proposal as it is answered. */
export const proposalClarificationAnswer = (id: string, state: ProposalClarification) => ({
  clarificationId: id,
  ...state,
});

export type ProposalClarificationAnswer = ReturnType<typeof proposalClarificationAnswer>;

const needsOf = (command: { readonly proposalId: string; readonly clarificationId: string }) => ({
  own: [
    { kind: proposal.kind, id: command.proposalId },
    { kind: proposalQuestions.kind, id: command.proposalId },
    { kind: proposalClarification.kind, id: byId(command) },
  ],
  facts: [{ kind: knownCharter.kind, id: CURRENT }],
});

// Decide

/** Asks an applicant about a proposal that is not decided. */
export const askApplicant: CommandHandler<AskApplicant, ProposalQuestionAsked, ProposalClarificationAnswer> =
  {
    needs: needsOf,
    decide({ due = null, ...asked }, slice, context) {
      const { proposalId, clarificationId: id } = asked;
      const state = slice.get(proposal, proposalId);
      if (state === undefined) return reject(notFound('proposal', proposalId));
      if (slice.get(proposalClarification, byId(asked)) !== undefined)
        return reject(alreadyExists('clarification', id));
      const refusal =
        refuseOver(proposalId, state) ??
        refuseDue(due, context) ??
        refuseMore(proposalId, slice.get(proposalQuestions, proposalId)?.asked ?? 0);
      if (refusal !== undefined) return reject(refusal);
      const askedFor = context.actor.roles.includes('secretariat') ? 'secretariat' : 'committee';
      const event: ProposalQuestionAsked = {
        type: 'ProposalQuestionAsked',
        data: { ...asked, lead: state.lead, askedFor, due },
      };
      const after = afterwards(proposalClarification, undefined, event, context);
      return accept([event], proposalClarificationAnswer(id, after));
    },
  };

function refuseOver(proposalId: string, { status }: Proposal): Rejection | undefined {
  if (!OVER.has(status)) return undefined;
  return conflict(
    'nothing-to-clarify',
    { en: 'Nothing to clarify', fr: 'Rien à éclaircir' },
    {
      en: `${proposalId} is ${status}; questions are about what is not decided.`,
      fr: `${proposalId} est ${STATUS_IN_FRENCH[status]} ; les questions portent sur ce qui n’est pas décidé.`,
    },
  );
}

function refuseDue(due: Instant | null, { now, backDated }: Context): Rejection | undefined {
  if (due === null || (isLocalDate(due.slice(0, 10)) && (backDated || due > now))) return undefined;
  return refused(
    'invalid-deadline',
    { en: 'Not a deadline', fr: 'Pas une échéance' },
    { en: 'must be in the future, before the year 2200', fr: 'doit être à venir, avant l’an 2200' },
    { field: 'body.due', category: 'invalid' },
  );
}

function refuseMore(proposalId: string, asked: number): Rejection | undefined {
  if (asked < MAX_PROPOSAL_QUESTIONS) return undefined;
  return refused(
    'too-many-questions',
    { en: 'Too many questions', fr: 'Trop de questions' },
    {
      en: `${MAX_PROPOSAL_QUESTIONS} questions were asked about ${proposalId}, which is the most; return it for revision instead.`,
      fr: `${MAX_PROPOSAL_QUESTIONS} questions ont été posées sur ${proposalId}, ce qui est le maximum ; renvoyez-la plutôt pour révision.`,
    },
  );
}

/** Answers as the applicant, in time; the secretariat records what was answered on paper, with its provenance. */
export const answerAsApplicant: CommandHandler<
  AnswerAsApplicant,
  ProposalQuestionAnswered,
  ProposalClarificationAnswer
> = {
  needs: needsOf,
  decide(command, slice, context) {
    const { proposalId, clarificationId: id } = command;
    const state = slice.get(proposal, proposalId);
    const asked = slice.get(proposalClarification, byId(command));
    if (state === undefined || asked === undefined) return reject(notFound('clarification', id));
    const refusal =
      refuseStranger(context, state.lead, notFound('clarification', id), toBeAnsweredBy(state.lead)) ??
      refuseOver(proposalId, state) ??
      refuseLate(asked, context, slice.fact(knownCharter, CURRENT)?.timeZone ?? 'UTC') ??
      (asked.answers.length < MAX_ANSWERS ? undefined : answeredTooOften(id));
    if (refusal !== undefined) return reject(refusal);
    const event: ProposalQuestionAnswered = { type: 'ProposalQuestionAnswered', data: command };
    const after = afterwards(proposalClarification, asked, event, context);
    return accept([event], proposalClarificationAnswer(id, after));
  },
};

const toBeAnsweredBy = (lead: string) => ({
  en: `The question is to ${lead}; the secretariat records only an answer that comes with its provenance.`,
  fr: `La question s’adresse à ${lead} ; le secrétariat n’enregistre qu’une réponse qui porte sa provenance.`,
});

function refuseLate(
  { due }: ProposalClarification,
  { time, backDated }: Context,
  zone: string,
): Rejection | undefined {
  if (due === null || backDated || time < lateFrom(due)) return undefined;
  const [last, now] = [formatInstant(due, zone), formatInstant(time, zone)];
  return refused(
    'answer-too-late',
    { en: 'Too late to answer', fr: 'Trop tard pour répondre' },
    {
      en: `It could be answered until ${last}; it is now ${now}.`,
      fr: `On pouvait y répondre jusqu’à ${last} ; il est maintenant ${now}.`,
    },
    { params: { due, time } },
  );
}
