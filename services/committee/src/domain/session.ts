import {
  type Aggregate,
  accept,
  type CommandHandler,
  type Instant,
  type Localised,
  localDate,
} from '@mdtf/domain';
import { CURRENT, charterAggregate } from './charter.ts';
import type { AgendaItemAdded, AttendanceRecorded, MinutesApproved, SessionConvened } from './events.ts';
import { quorumOf } from './quorum.ts';
import { alreadyExists, conflict, notFound, refused, seatNamedTwice, unknownIn } from './rejections.ts';
import { holderOf, isExpired, seatExpired, seatsAggregate, THE_COMMITTEE } from './seats.ts';
import { calendarRef } from './session-calendar.ts';
import type { Charter, QuorumRecord } from './shapes.ts';

/** Asks that the committee be convened. */
export interface ConveneSession {
  readonly id: string;
  readonly number: number;
  readonly startsAt: Instant;
  readonly place: string;
  readonly title: string;
}

/** Asks that it be recorded which seats are present, with and without vote; replaces what was recorded before. */
export interface RecordAttendance {
  readonly sessionId: string;
  readonly present: readonly string[];
}

/** A session of the committee; `present` names seats of the charter. */
export interface Session {
  readonly sessionId: string;
  readonly number: number;
  readonly startsAt: Instant;
  readonly place: string;
  readonly title: string;
  readonly present: readonly string[];
  /** What is on its agenda. */
  readonly items: readonly string[];
  /** Approved: the session is closed. */
  readonly minutes: {
    readonly approvedAt: Instant;
    readonly approvedBy: string;
    readonly remarks: string | null;
  } | null;
}

/** Items that the agenda of one session holds, besides those that come to it by themselves. */
export const MAX_ITEMS = 300;

type SessionEvent = SessionConvened | AttendanceRecorded | AgendaItemAdded | MinutesApproved;

const asConvened = (data: SessionConvened['data']): Session => ({
  ...data,
  present: [],
  items: [],
  minutes: null,
});

/** The sessions of a fund's committee. */
export const sessionAggregate: Aggregate<Session, SessionEvent> = {
  kind: 'session',
  version: 2,
  concerns: {
    SessionConvened: ({ sessionId }) => sessionId,
    AttendanceRecorded: ({ sessionId }) => sessionId,
    AgendaItemAdded: ({ sessionId }) => sessionId,
    MinutesApproved: ({ sessionId }) => sessionId,
  },
  evolve(state, event, { time }) {
    if (event.type === 'SessionConvened') return asConvened(event.data);
    if (state === undefined) throw new RangeError(`${event.type} concerns a session that was not convened`);
    if (event.type === 'AttendanceRecorded') return { ...state, present: event.data.present };
    if (event.type === 'AgendaItemAdded')
      return { ...state, items: [...state.items, event.data.agendaItemId] };
    const { approvedBy, remarks } = event.data;
    return { ...state, minutes: { approvedAt: time, approvedBy, remarks } };
  },
};

/** Which session has a number, so that no number is given twice. */
export const sessionNumberAggregate: Aggregate<{ readonly sessionId: string }, SessionConvened> = {
  kind: 'session-number',
  version: 1,
  concerns: { SessionConvened: ({ number }) => String(number) },
  evolve: (_, { data: { sessionId } }) => ({ sessionId }),
};

/** The answer that describes a session, with whether those present are enough. */
export interface SessionAnswer extends Session {
  readonly quorum: QuorumRecord;
}

/** A session with its quorum under a charter, nobody recused. */
export function sessionAnswer(session: Session, charter: Charter): SessionAnswer {
  return { ...session, quorum: quorumOf(charter, session.present, []) };
}

/** Convenes a session under a number of its own. */
export const conveneSession: CommandHandler<ConveneSession, SessionConvened, SessionAnswer> = {
  needs: ({ id, number }) => ({
    own: [
      { kind: charterAggregate.kind, id: CURRENT },
      { kind: sessionAggregate.kind, id },
      { kind: sessionNumberAggregate.kind, id: String(number) },
      calendarRef,
    ],
  }),
  decide({ id: sessionId, number, startsAt, place, title }, slice, { fund }) {
    const charter = slice.get(charterAggregate, CURRENT)?.charter;
    if (charter === undefined) return notFound('fund', fund);
    if (slice.get(sessionAggregate, sessionId) !== undefined) return alreadyExists('session', sessionId);
    const taken = slice.get(sessionNumberAggregate, String(number));
    if (taken !== undefined) {
      return conflict(
        'session-number-taken',
        { en: 'This number is taken', fr: 'Ce numéro est pris' },
        {
          en: `Session ${taken.sessionId} is number ${number} already.`,
          fr: `La séance ${taken.sessionId} porte déjà le numéro ${number}.`,
        },
        { field: 'body.number' },
      );
    }
    const data = { sessionId, number, startsAt, place, title };
    return accept([{ type: 'SessionConvened', data }], sessionAnswer(asConvened(data), charter));
  },
};

/** Records who is present, in the charter's order of seats; the same again changes nothing. */
export const recordAttendance: CommandHandler<RecordAttendance, AttendanceRecorded, SessionAnswer> = {
  needs: ({ sessionId }) => ({
    own: [
      { kind: charterAggregate.kind, id: CURRENT },
      { kind: sessionAggregate.kind, id: sessionId },
      { kind: seatsAggregate.kind, id: THE_COMMITTEE },
    ],
  }),
  decide(command, slice, { fund, time }) {
    const charter = slice.get(charterAggregate, CURRENT)?.charter;
    if (charter === undefined) return notFound('fund', fund);
    const session = slice.get(sessionAggregate, command.sessionId);
    if (session === undefined) return notFound('session', command.sessionId);
    const unfit =
      refuseBeforeBeginning(session, time, {
        en: 'nobody is present before',
        fr: 'nul n’y est présent avant',
      }) ?? refuseMinuted(session);
    if (unfit !== undefined) return unfit;
    const seats = charter.seats.map(({ id }) => id);
    const held = slice.get(seatsAggregate, THE_COMMITTEE);
    const today = localDate(time, charter.timeZone);
    for (const [at, seat] of command.present.entries()) {
      if (!seats.includes(seat)) return unknownIn(`body.present.${at}`, 'seat', seat);
      if (command.present.indexOf(seat) < at) return namedTwice(seat, at);
      if (isExpired(held, seat, today))
        return seatExpired(seat, holderOf(held, seat)?.until, `body.present.${at}`);
    }
    const present = seats.filter((seat) => command.present.includes(seat));
    const same = present.join() === session.present.join();
    const data = { sessionId: session.sessionId, present };
    return accept(
      same ? [] : [{ type: 'AttendanceRecorded', data }],
      sessionAnswer({ ...session, present }, charter),
    );
  },
};

function namedTwice(seat: string, at: number) {
  return seatNamedTwice(seat, `body.present.${at}`);
}

/** 409 once the minutes are approved: what was there is not changed any more. */
export function refuseMinuted({ sessionId, minutes }: Session) {
  if (minutes === null) return undefined;
  return conflict(
    'session-closed',
    { en: 'The session is closed', fr: 'La séance est close' },
    {
      en: `The minutes of session ${sessionId} were approved at ${minutes.approvedAt}.`,
      fr: `Le procès-verbal de la séance ${sessionId} a été approuvé à ${minutes.approvedAt}.`,
    },
  );
}

/** The refusal of what is done in a session before the instant for which it was convened; undefined from then on. */
export function refuseBeforeBeginning({ sessionId, startsAt }: Session, time: Instant, rule: Localised) {
  if (time >= startsAt) return undefined;
  return refused(
    'session-not-begun',
    { en: 'The session has not begun', fr: 'La séance n’a pas commencé' },
    {
      en: `Session ${sessionId} begins at ${startsAt}; ${rule.en}.`,
      fr: `La séance ${sessionId} commence à ${startsAt} ; ${rule.fr}.`,
    },
  );
}
