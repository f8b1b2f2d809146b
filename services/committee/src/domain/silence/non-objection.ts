import type { Aggregate, Instant, LocalDate } from '@mdtf/domain';
import type { AgendaItemAdded, DecisionNotCarriedOut, DecisionTaken } from '../events.ts';
import { quorumOf } from '../quorum.ts';
import type { QuorumRecord } from '../shapes.ts';
import type { NonObjectionEvent, NonObjectionOpened } from './non-objection-events.ts';
import { daysTouched } from './silence-term.ts';

/** What a seat said; silence is no answer. */
export interface SeatAnswer {
  readonly answer: 'no-objection' | 'objection';
  readonly reason: string | null;
  readonly at: Instant;
}

/** Seats asked for their non-objection outside a meeting; the agenda item that it may become has the same id. */
export interface NonObjection extends Readonly<NonObjectionOpened['data']> {
  readonly openedAt: Instant;
  readonly status: 'open' | 'approved' | 'for-session' | 'on-agenda' | 'closed';
  /** By seat; a seat that is not in it was sent its notice, and nothing is known of it. */
  readonly notices: { readonly [seat: string]: 'delivered' | 'bounced' };
  readonly answers: { readonly [seat: string]: SeatAnswer };
  /** The days that have lengthened the term already. */
  readonly outageDays: readonly LocalDate[];
  readonly sentBack: 'objection' | 'no-quorum' | 'not-carried-out' | null;
  readonly sessionId: string | null;
}

type Event = NonObjectionEvent | DecisionTaken | DecisionNotCarriedOut | AgendaItemAdded;

const itself = ({ nonObjectionId }: { readonly nonObjectionId: string }): string => nonObjectionId;
const ofNonObjection = ({ nonObjectionId }: { readonly nonObjectionId?: string | undefined }) =>
  nonObjectionId ?? [];

/** What is asked outside meetings; due when the term of an open one has ended. */
export const nonObjectionAggregate: Aggregate<NonObjection, Event> = {
  kind: 'non-objection',
  version: 1,
  concerns: {
    NonObjectionOpened: itself,
    NoticesRecorded: itself,
    OutageRecorded: itself,
    RecusedFromNonObjection: itself,
    NoObjectionDeclared: itself,
    ObjectionRaised: itself,
    NonObjectionLapsed: itself,
    NonObjectionClosed: itself,
    AgendaItemAdded: ofNonObjection,
    DecisionTaken: ({ bySilence }) => bySilence?.nonObjectionId ?? [],
    DecisionNotCarriedOut: ofNonObjection,
  },
  evolve(state, event, { time }) {
    if (event.type === 'NonObjectionOpened') return asOpened(event.data, time);
    if (state === undefined) throw new RangeError(`${event.type} concerns what nobody was asked`);
    return changed(state, event, time);
  },
  due: ({ status, dueAt }) => (status === 'open' ? dueAt : undefined),
};

/** The document of one that is opened. */
export function asOpened(data: NonObjectionOpened['data'], openedAt: Instant): NonObjection {
  const nothing = { notices: {}, answers: {}, outageDays: [], sentBack: null, sessionId: null };
  return { ...data, ...nothing, openedAt, status: 'open' };
}

/** The document after what happened to it. */
export function changed(
  state: NonObjection,
  event: Exclude<Event, NonObjectionOpened>,
  at: Instant,
): NonObjection {
  switch (event.type) {
    case 'NoticesRecorded': {
      const told = event.data.notices.map(({ seat, outcome }) => [seat, outcome] as const);
      const notices = { ...state.notices, ...Object.fromEntries(told) };
      return { ...state, notices, dueAt: event.data.dueAt };
    }
    case 'OutageRecorded': {
      const { from, until, dueAt } = event.data;
      const days = [...state.outageDays, ...daysTouched(from, until, state.timeZone)];
      return { ...state, dueAt, outageDays: [...new Set(days)] };
    }
    case 'RecusedFromNonObjection': {
      const { seat, nature } = event.data;
      return { ...state, recused: [...state.recused, { seat, nature }] };
    }
    case 'NoObjectionDeclared':
      return answered(state, event.data.seat, { answer: 'no-objection', reason: event.data.note, at });
    case 'ObjectionRaised': {
      const objection = { answer: 'objection' as const, reason: event.data.reason, at };
      return { ...answered(state, event.data.seat, objection), ...backFor('objection') };
    }
    case 'NonObjectionLapsed':
      return { ...state, ...backFor('no-quorum') };
    case 'NonObjectionClosed':
      return { ...state, status: 'closed' };
    case 'AgendaItemAdded':
      return { ...state, status: 'on-agenda', sessionId: event.data.sessionId };
    case 'DecisionTaken':
      return { ...state, status: 'approved' };
    case 'DecisionNotCarriedOut':
      return state.status === 'approved' ? { ...state, ...backFor('not-carried-out') } : state;
  }
}

function answered(state: NonObjection, seat: string, answer: SeatAnswer): NonObjection {
  return { ...state, answers: { ...state.answers, [seat]: answer } };
}

function backFor(sentBack: NonNullable<NonObjection['sentBack']>) {
  return { status: 'for-session' as const, sentBack };
}

/** The seats whose silence counts: their notice is on record as delivered, or they have answered. */
export function reached({ entitled, notices, answers }: NonObjection): readonly string[] {
  return entitled
    .map(({ seat }) => seat)
    .filter((seat) => notices[seat] === 'delivered' || Object.hasOwn(answers, seat));
}

/** The quorum of silence: the charter's, with the seats reached in the place of those present. */
export function quorumOfSilence(state: NonObjection): QuorumRecord {
  const seats = state.entitled.map(({ seat, constituency }) => ({ id: seat, constituency, voting: true }));
  const recused = state.recused.map(({ seat }) => seat);
  return quorumOf({ seats, quorum: state.quorum }, reached(state), recused);
}

/** The answer that describes it. */
export interface NonObjectionAnswer
  extends Omit<NonObjection, 'notices' | 'answers' | 'entitled' | 'quorum' | 'outageDays' | 'sittingRules'> {
  readonly notices: readonly { readonly seat: string; readonly state: 'sent' | 'delivered' | 'bounced' }[];
  readonly agreed: number;
  readonly objected: number;
  /** Null for those who may not see how seats answered. */
  readonly answers: readonly (SeatAnswer & { readonly seat: string })[] | null;
  readonly quorum: QuorumRecord;
}

/** A non-objection as it stands, with every seat's answer. */
export function nonObjectionAnswer(state: NonObjection): NonObjectionAnswer {
  const { notices, answers, entitled, outageDays: _days, sittingRules: _rules, ...told } = state;
  const count = (answer: SeatAnswer['answer']) =>
    Object.values(answers).filter((given) => given.answer === answer).length;
  return {
    ...told,
    notices: entitled.map(({ seat }) => ({ seat, state: notices[seat] ?? ('sent' as const) })),
    agreed: count('no-objection'),
    objected: count('objection'),
    answers: Object.entries(answers).map(([seat, given]) => ({ seat, ...given })),
    quorum: quorumOfSilence(state),
  };
}
