import {
  type Aggregate,
  accept,
  addMs,
  alreadyExists,
  type CommandHandler,
  fundNotKnown,
  type Instant,
  inEach,
  isLocalDate,
  type Localised,
  localDate,
  type Money,
  notKnown,
  type Rejection,
  reject,
  textIn,
} from '@mdtf/domain';
import { amountReader } from '../amounts.ts';
import { afterwards } from '../answer.ts';
import type { CallOpened, CallStageClosed, Stage } from '../events.ts';
import { CURRENT, knownCharter } from '../known/charter.ts';
import { refused } from '../refusals.ts';
import { criteriaFaults, type ReviewCriteria } from '../reviews/criteria.ts';
import { type CallForm, DEFAULT_FORM, refuseForm } from '../writing/form.ts';
import { byCalendar } from './by-calendar.ts';
import type { CallDeadline, CallExtended, DeadlineChange } from './extension-events.ts';

// Commands

/** A call to open; instants have milliseconds. */
export interface OpenCall {
  readonly callId: string;
  readonly windowId?: string | undefined;
  readonly title: string;
  readonly source?: string | undefined;
  readonly year?: number | undefined;
  readonly planned?: Money | undefined;
  readonly opensAt?: Instant | undefined;
  readonly conceptNotesDue?: Instant | undefined;
  readonly fullProposalsDue?: Instant | undefined;
  readonly questionsDue?: Instant | undefined;
  /** Deadlines that are not given are those of the charter's calendar, counted from this year. */
  readonly calendarYear?: number | undefined;
  /** What it asks for; absent: what calls ask that bring no form of their own. */
  readonly form?: CallForm | undefined;
  readonly criteria?: ReviewCriteria | undefined;
}

// State

/** A call with its deadlines; the charter version and the form it opened with hold for it whatever is adopted later. */
export interface Call extends Omit<CallOpened['data'], 'callId' | 'questionsDue'> {
  /** Null: questions are taken until the last deadline. */
  readonly questionsDue: Instant | null;
  /** What each deadline was and is, the oldest first. */
  readonly extensions: readonly Extension[];
  readonly closed: readonly Stage[];
}

/** Deadlines put later at a time, and why. */
export interface Extension {
  readonly extendedAt: Instant;
  readonly changes: readonly DeadlineChange[];
  readonly reason: string;
}

/** Where the deadline of each thing stands in a call, and in a request about one. */
export const DEADLINE_FIELDS = {
  questions: 'questionsDue',
  'concept-note': 'conceptNotesDue',
  full: 'fullProposalsDue',
} as const satisfies { readonly [D in CallDeadline]: keyof Call };

/** Calls, one document each; due when a stage's deadline has passed. */
export const call: Aggregate<Call, CallOpened | CallExtended | CallStageClosed> = {
  kind: 'call',
  version: 2,
  concerns: {
    CallOpened: ({ callId }) => callId,
    CallExtended: ({ callId }) => callId,
    CallStageClosed: ({ callId }) => callId,
  },
  evolve(state, event, { time }) {
    if (event.type === 'CallOpened') {
      const { callId: _, questionsDue = null, ...terms } = event.data;
      return { ...terms, questionsDue, extensions: [], closed: [] };
    }
    if (state === undefined) throw new RangeError(`${event.type} of a call that was never opened`);
    if (event.type === 'CallStageClosed') return { ...state, closed: [...state.closed, event.data.stage] };
    return extended(state, event.data, time);
  },
  due: (state) => stillOpen(state).map(({ lateFrom }) => lateFrom)[0],
};

function extended(state: Call, { changes, reason }: CallExtended['data'], extendedAt: Instant): Call {
  const later = Object.fromEntries(changes.map(({ deadline, is }) => [DEADLINE_FIELDS[deadline], is]));
  const moved = new Set<string>(changes.map(({ deadline }) => deadline));
  return {
    ...state,
    ...later,
    extensions: [...state.extensions, { extendedAt, changes, reason }],
    // Recorded afterwards, it is open again until its new deadline.
    closed: state.closed.filter((stage) => !moved.has(stage)),
  };
}

/**
 * The first instant that is too late. A deadline names a second, and the whole of that second is in time:
 * 23:59:59 takes what arrives until 23:59:59.999, and refuses from 00:00:00 on.
 */
export function lateFrom(deadline: Instant): Instant {
  return addMs(`${deadline.slice(0, 19)}.000Z`, 1000);
}

/** What happens when a deadline has passed. */
export function closeStages(callId: string, state: Call, time: Instant): readonly CallStageClosed[] {
  return stillOpen(state)
    .filter(({ lateFrom }) => lateFrom <= time)
    .map(({ stage }) => ({ type: 'CallStageClosed', data: { callId, stage } }));
}

function stillOpen(state: Call): readonly { readonly stage: Stage; readonly lateFrom: Instant }[] {
  const stages = [
    { stage: 'concept-note' as const, deadline: state.conceptNotesDue },
    { stage: 'full' as const, deadline: state.fullProposalsDue },
  ];
  return stages
    .flatMap(({ stage, deadline }) =>
      deadline === null || state.closed.includes(stage) ? [] : [{ stage, lateFrom: lateFrom(deadline) }],
    )
    .sort((a, b) => (a.lateFrom < b.lateFrom ? -1 : 1));
}

/** Where a call stands at an instant. */
export function callStatus(
  { opensAt, conceptNotesDue, fullProposalsDue }: Call,
  now: Instant,
): 'announced' | 'concept-notes' | 'full-proposals' | 'closed' {
  if (now < opensAt) return 'announced';
  if (conceptNotesDue !== null && now < lateFrom(conceptNotesDue)) return 'concept-notes';
  return fullProposalsDue !== null && now >= lateFrom(fullProposalsDue) ? 'closed' : 'full-proposals';
}

/** A call as it is answered. */
export const callAnswer = (callId: string, state: Call, now: Instant) => {
  const { closed: _, ...terms } = state;
  return { callId, ...terms, form: terms.form ?? DEFAULT_FORM, status: callStatus(state, now) };
};

// Decide

/** Opens a call under the charter in force, which it keeps. */
export const openCall: CommandHandler<OpenCall, CallOpened, ReturnType<typeof callAnswer>> = {
  needs: ({ callId }) => ({
    own: [{ kind: call.kind, id: callId }],
    facts: [{ kind: knownCharter.kind, id: CURRENT }],
  }),
  decide(asked, slice, context) {
    const { time, now, backDated } = context;
    const charter = slice.fact(knownCharter, CURRENT);
    if (charter === undefined) return reject(fundNotKnown);
    const dated = byCalendar(asked, charter);
    if ('code' in dated) return reject(dated);
    const { command, reviewPeriod } = dated;
    const { callId, windowId, planned } = command;
    if (slice.get(call, callId) !== undefined) return reject(alreadyExists('call', callId));
    if (windowId !== undefined && !charter.windows.some(({ id }) => id === windowId))
      return reject(notKnown('window', windowId, 'body.windowId'));
    const amounts = amountReader(charter.currency);
    if (planned !== undefined) amounts.read(planned, 'body.planned');
    const opensAt = command.opensAt ?? time;
    const form = command.form ?? DEFAULT_FORM;
    const refusal =
      amounts.refusal() ??
      refuseDates(command, opensAt, backDated ? undefined : now) ??
      refuseForm(form) ??
      refuseCriteria(command.criteria);
    if (refusal !== undefined) return reject(refusal);
    const data: CallOpened['data'] = {
      callId,
      windowId: windowId ?? null,
      title: command.title,
      source: command.source ?? null,
      year: command.year ?? Number(localDate(opensAt, charter.timeZone).slice(0, 4)),
      planned: planned ?? null,
      opensAt,
      conceptNotesDue: command.conceptNotesDue ?? null,
      fullProposalsDue: command.fullProposalsDue ?? null,
      ...(command.questionsDue === undefined ? {} : { questionsDue: command.questionsDue }),
      ...(reviewPeriod === undefined ? {} : { reviewPeriod }),
      charterVersion: charter.version,
      form,
      ...(command.criteria === undefined ? {} : { criteria: command.criteria }),
    };
    const event: CallOpened = { type: 'CallOpened', data };
    return accept([event], callAnswer(callId, afterwards(call, undefined, event, context), now));
  },
};

function refuseCriteria(criteria: ReviewCriteria | undefined): Rejection | undefined {
  const errors = criteria === undefined ? [] : criteriaFaults(criteria);
  const [first] = errors;
  if (first === undefined) return undefined;
  return refused(
    'invalid-criteria',
    { en: 'Not criteria to review by', fr: 'Ces critères ne permettent pas d’évaluer' },
    inEach((language) => `${first.field} ${textIn(first.message, language)}.`),
    { errors, category: 'invalid' },
  );
}

/** Opening, concept notes, full proposals, in this order; deadlines to come, unless the call is history. */
function refuseDates(
  { conceptNotesDue, fullProposalsDue, questionsDue }: OpenCall,
  opensAt: Instant,
  now: Instant | undefined,
): Rejection | undefined {
  const asked = refuseQuestionsDue(questionsDue, { opensAt, last: fullProposalsDue ?? conceptNotesDue });
  if (asked !== undefined) return asked;
  const steps = [
    { field: 'body.opensAt', what: { en: 'the opening', fr: 'l’ouverture' }, at: opensAt, deadline: false },
    {
      field: 'body.conceptNotesDue',
      what: { en: 'the deadline of concept notes', fr: 'la date limite des notes conceptuelles' },
      at: conceptNotesDue,
      deadline: true,
    },
    {
      field: 'body.fullProposalsDue',
      what: { en: 'the deadline of full proposals', fr: 'la date limite des propositions complètes' },
      at: fullProposalsDue,
      deadline: true,
    },
  ].flatMap((step) => (step.at === undefined ? [] : [{ ...step, at: step.at }]));
  for (const [index, { field, what, at, deadline }] of steps.entries()) {
    const wrong = (detail: Localised): Rejection =>
      refused('invalid-deadline', NOT_A_DEADLINE, detail, { field, category: 'invalid' });
    if (!isLocalDate(at.slice(0, 10))) return wrong(OUT_OF_YEARS);
    const before = steps[index - 1];
    if (before !== undefined && at <= before.at)
      return wrong({
        en: `must be after ${before.what.en}, ${before.at}`,
        fr: `doit suivre ${before.what.fr}, ${before.at}`,
      });
    if (deadline && now !== undefined && at <= now)
      return wrong({ en: `${what.en} must be in the future`, fr: `${what.fr} doit être à venir` });
  }
  return undefined;
}

/** The title of every refusal of a deadline. */
export const NOT_A_DEADLINE = { en: 'Not a deadline', fr: 'Date limite non valable' };

/** What an instant beyond the years that dates have is told. */
export const OUT_OF_YEARS = {
  en: 'must be in the years 1900 to 2199',
  fr: 'doit être dans les années 1900 à 2199',
};

/** Questions are taken from the opening on, and not beyond the last deadline. */
function refuseQuestionsDue(
  at: Instant | undefined,
  { opensAt, last }: { readonly opensAt: Instant; readonly last: Instant | undefined },
): Rejection | undefined {
  if (at === undefined) return undefined;
  const detail =
    at <= opensAt
      ? { en: `must be after the opening, ${opensAt}`, fr: `doit suivre l’ouverture, ${opensAt}` }
      : last !== undefined && at > last
        ? {
            en: `must not be after the last deadline, ${last}`,
            fr: `ne doit pas suivre la dernière date limite, ${last}`,
          }
        : undefined;
  if (detail === undefined) return undefined;
  return refused('invalid-deadline', NOT_A_DEADLINE, detail, {
    field: 'body.questionsDue',
    category: 'invalid',
  });
}
