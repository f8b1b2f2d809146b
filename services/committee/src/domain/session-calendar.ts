import type { Aggregate, Instant } from '@mdtf/domain';
import type { AgendaItemAdded, DecisionNotCarriedOut, DecisionTaken, SessionConvened } from './events.ts';
import type {
  NonObjectionClosed,
  NonObjectionLapsed,
  NonObjectionOpened,
  ObjectionRaised,
} from './silence/non-objection-events.ts';

/** Which sessions are to come, and what was asked outside meetings and is not decided; one document per fund. */
export interface SessionCalendar {
  /** The newest, by when they begin. */
  readonly sessions: readonly { readonly sessionId: string; readonly startsAt: Instant }[];
  /** Asked, and the term runs. */
  readonly open: readonly string[];
  /** Waiting for a session. */
  readonly waiting: readonly string[];
}

type Event =
  | SessionConvened
  | AgendaItemAdded
  | DecisionTaken
  | DecisionNotCarriedOut
  | NonObjectionOpened
  | NonObjectionLapsed
  | NonObjectionClosed
  | ObjectionRaised;

/** The id of the one document of its kind in a fund. */
export const THE_CALENDAR = 'calendar';

/** Non-objections that may be undecided at a time. */
export const MAX_UNDECIDED = 200;

const MAX_SESSIONS = 100;
const EMPTY: SessionCalendar = { sessions: [], open: [], waiting: [] };

const ofNonObjection = ({ nonObjectionId }: { readonly nonObjectionId?: string | undefined }) =>
  nonObjectionId === undefined ? [] : THE_CALENDAR;

/** The calendar of a fund's committee. */
export const sessionCalendarAggregate: Aggregate<SessionCalendar, Event> = {
  kind: 'session-calendar',
  version: 1,
  concerns: {
    SessionConvened: () => THE_CALENDAR,
    AgendaItemAdded: ofNonObjection,
    DecisionTaken: ({ bySilence }) => (bySilence === undefined ? [] : THE_CALENDAR),
    DecisionNotCarriedOut: ofNonObjection,
    NonObjectionOpened: ofNonObjection,
    NonObjectionLapsed: ofNonObjection,
    NonObjectionClosed: ofNonObjection,
    ObjectionRaised: ofNonObjection,
  },
  evolve(state = EMPTY, event) {
    switch (event.type) {
      case 'SessionConvened':
        return { ...state, sessions: withSession(state, event.data) };
      case 'NonObjectionOpened':
        return { ...state, open: [...state.open, event.data.nonObjectionId] };
      case 'DecisionTaken':
        return without(state, event.data.bySilence?.nonObjectionId);
      case 'AgendaItemAdded':
      case 'NonObjectionClosed':
        return without(state, event.data.nonObjectionId);
      case 'ObjectionRaised':
      case 'NonObjectionLapsed':
      case 'DecisionNotCarriedOut':
        return waitingFor(state, event.data.nonObjectionId);
    }
  },
};

function withSession(
  { sessions }: SessionCalendar,
  { sessionId, startsAt }: SessionConvened['data'],
): SessionCalendar['sessions'] {
  const all = [...sessions, { sessionId, startsAt }];
  return all.sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1)).slice(-MAX_SESSIONS);
}

function without(state: SessionCalendar, id: string | undefined): SessionCalendar {
  const others = (ids: readonly string[]) => ids.filter((other) => other !== id);
  return { ...state, open: others(state.open), waiting: others(state.waiting) };
}

function waitingFor(state: SessionCalendar, id: string | undefined): SessionCalendar {
  const rest = without(state, id);
  return id === undefined ? rest : { ...rest, waiting: [...rest.waiting, id] };
}

/** The next session that has not begun. */
export function nextSession(calendar: SessionCalendar | undefined, now: Instant): string | undefined {
  return calendar?.sessions.find(({ startsAt }) => startsAt > now)?.sessionId;
}

/** The calendar among the documents that a command names. */
export const calendarRef = { kind: sessionCalendarAggregate.kind, id: THE_CALENDAR };
