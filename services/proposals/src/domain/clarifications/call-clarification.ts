import {
  type Aggregate,
  accept,
  alreadyExists,
  type CommandHandler,
  formatInstant,
  type Instant,
  notFound,
  type Rejection,
  reject,
} from '@mdtf/domain';
import { afterwards } from '../answer.ts';
import { type Call, call, lateFrom } from '../calls/call.ts';
import { CURRENT, knownCharter } from '../known/charter.ts';
import { conflict, refused } from '../refusals.ts';
import type { CallQuestionAnswered, CallQuestionAsked } from './clarification-events.ts';

// Commands

/** A question about a call. */
export type AskAboutCall = CallQuestionAsked['data'];

/** Its answer for all; `question` where it is published in other words. */
export interface AnswerAboutCall {
  readonly callId: string;
  readonly clarificationId: string;
  readonly question?: string | undefined;
  readonly answer: string;
}

/** Questions that one call takes, and those that it takes of one person. */
export const MAX_CALL_QUESTIONS = 500;
export const MAX_QUESTIONS_EACH = 50;

/** Answers to one question: the first, and its corrections. */
export const MAX_ANSWERS = 10;

// State

/** One answer, the newest last where there are several. */
export interface GivenAnswer {
  readonly answeredAt: Instant;
  readonly answer: string;
}

/** A question about a call; who asked is told to nobody, and only it sees the question before it is answered. */
export interface CallClarification {
  readonly question: string;
  readonly askedBy: string;
  readonly askedAt: Instant;
  readonly answered: boolean;
  readonly answers: readonly GivenAnswer[];
}

/** The document of a clarification, under that of what it is about. */
export const clarificationId = (about: string, id: string): string => `${about}/${id}`;

const byId = (data: { readonly callId: string; readonly clarificationId: string }): string =>
  clarificationId(data.callId, data.clarificationId);

/** Questions about calls, one document each. */
export const callClarification: Aggregate<CallClarification, CallQuestionAsked | CallQuestionAnswered> = {
  kind: 'call-clarification',
  version: 1,
  concerns: { CallQuestionAsked: byId, CallQuestionAnswered: byId },
  evolve(state, event, { time, actor }) {
    const { question } = event.data;
    if (event.type === 'CallQuestionAsked')
      return { question, askedBy: actor, askedAt: time, answered: false, answers: [] };
    if (state === undefined) throw new RangeError('A question was answered that nobody asked');
    const answers = [...state.answers, { answeredAt: time, answer: event.data.answer }];
    return { ...state, question, answered: true, answers };
  },
};

/** How many questions a call has taken, in all and of each person. */
export const callQuestions: Aggregate<
  { readonly by: { readonly [person: string]: number } },
  CallQuestionAsked
> = {
  kind: 'call-questions',
  version: 1,
  concerns: { CallQuestionAsked: ({ callId }) => callId },
  evolve: (state, _event, { actor }) => ({ by: { ...state?.by, [actor]: (state?.by[actor] ?? 0) + 1 } }),
};

/** A question about a call as it is answered, without who asked. */
export const callClarificationAnswer = (id: string, { question, askedAt, answers }: CallClarification) => ({
  clarificationId: id,
  question,
  askedAt,
  answers,
});

export type CallClarificationAnswer = ReturnType<typeof callClarificationAnswer>;

// Decide

/** Asks about a call, until the date that it states, otherwise until its last deadline. */
export const askAboutCall: CommandHandler<AskAboutCall, CallQuestionAsked, CallClarificationAnswer> = {
  needs: ({ callId, clarificationId: id }) => ({
    own: [
      { kind: call.kind, id: callId },
      { kind: callQuestions.kind, id: callId },
      { kind: callClarification.kind, id: clarificationId(callId, id) },
    ],
    facts: [{ kind: knownCharter.kind, id: CURRENT }],
  }),
  decide(command, slice, context) {
    const { callId, clarificationId: id } = command;
    const known = slice.get(call, callId);
    if (known === undefined) return reject(notFound('call', callId));
    if (slice.get(callClarification, clarificationId(callId, id)) !== undefined)
      return reject(alreadyExists('clarification', id));
    const zone = slice.fact(knownCharter, CURRENT)?.timeZone ?? 'UTC';
    const late = context.backDated ? undefined : refuseLate(known, context.time, zone);
    const refusal = late ?? refuseMore(slice.get(callQuestions, callId)?.by ?? {}, context.actor.id);
    if (refusal !== undefined) return reject(refusal);
    const event: CallQuestionAsked = { type: 'CallQuestionAsked', data: command };
    return accept(
      [event],
      callClarificationAnswer(id, afterwards(callClarification, undefined, event, context)),
    );
  },
};

function refuseLate(known: Call, time: Instant, zone: string): Rejection | undefined {
  const due = known.questionsDue ?? known.fullProposalsDue ?? known.conceptNotesDue;
  if (due === null || time < lateFrom(due)) return undefined;
  const [last, now] = [formatInstant(due, zone), formatInstant(time, zone)];
  return refused(
    'questions-closed',
    { en: 'Questions are closed', fr: 'Les questions sont closes' },
    {
      en: `Questions about this call were taken until ${last}; it is now ${now}. See the answers given so far.`,
      fr: `Les questions sur cet appel étaient reçues jusqu’à ${last} ; il est maintenant ${now}. Voyez les réponses données.`,
    },
    { params: { due, time } },
  );
}

function refuseMore(by: { readonly [person: string]: number }, person: string): Rejection | undefined {
  const all = Object.values(by).reduce((sum, n) => sum + n, 0);
  const most = (by[person] ?? 0) >= MAX_QUESTIONS_EACH ? MAX_QUESTIONS_EACH : MAX_CALL_QUESTIONS;
  if (all < MAX_CALL_QUESTIONS && most === MAX_CALL_QUESTIONS) return undefined;
  return refused(
    'too-many-questions',
    { en: 'Too many questions', fr: 'Trop de questions' },
    {
      en: `One call takes at most ${MAX_CALL_QUESTIONS} questions, ${MAX_QUESTIONS_EACH} of one person; see the answers given so far.`,
      fr: `Un appel reçoit au plus ${MAX_CALL_QUESTIONS} questions, ${MAX_QUESTIONS_EACH} d’une même personne ; voyez les réponses données.`,
    },
    { params: { most: `${most}` } },
  );
}

/** Answers a question about a call for all to read; again as a correction, beside what it corrects. */
export const answerAboutCall: CommandHandler<AnswerAboutCall, CallQuestionAnswered, CallClarificationAnswer> =
  {
    needs: ({ callId, clarificationId: id }) => ({
      own: [{ kind: callClarification.kind, id: clarificationId(callId, id) }],
    }),
    decide({ question, ...given }, slice, context) {
      const { callId, clarificationId: id } = given;
      const state = slice.get(callClarification, clarificationId(callId, id));
      if (state === undefined) return reject(notFound('clarification', id));
      if (state.answers.length >= MAX_ANSWERS) return reject(answeredTooOften(id));
      const data = { ...given, question: question ?? state.question };
      const event: CallQuestionAnswered = { type: 'CallQuestionAnswered', data };
      return accept(
        [event],
        callClarificationAnswer(id, afterwards(callClarification, state, event, context)),
      );
    },
  };

/** 409 for a question with as many answers as one may have. */
export function answeredTooOften(id: string): Rejection {
  return conflict(
    'answered-too-often',
    { en: 'Answered too often', fr: 'Trop de réponses' },
    {
      en: `Question ${id} has ${MAX_ANSWERS} answers, which is the most; ask another one.`,
      fr: `La question ${id} a ${MAX_ANSWERS} réponses, ce qui est le maximum ; posez-en une autre.`,
    },
  );
}
