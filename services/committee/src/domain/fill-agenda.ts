import { accept, type CommandHandler, ifNamed, type Slice } from '@mdtf/domain';
import { agendaItemAggregate } from './agenda-item.ts';
import type { AgendaItemAdded, InterestDeclared } from './events.ts';
import { reviewItems, reviewNeeds } from './reviews-on-agenda.ts';
import { sessionAggregate } from './session.ts';
import { calendarRef, nextSession, sessionCalendarAggregate, THE_CALENDAR } from './session-calendar.ts';
import { type NonObjection, nonObjectionAggregate } from './silence/non-objection.ts';
import { subjectNeeds } from './subject.ts';

/** Asks that what waits for a session be put on the agenda of the next one. */
export type FillAgenda = Readonly<Record<string, never>>;

/** Puts what was asked outside meetings and not decided there, and what applicants want reviewed, on the next session's agenda, where one is convened. */
export const fillAgenda: CommandHandler<FillAgenda, AgendaItemAdded | InterestDeclared, null> = {
  needs(_, slice) {
    const sessions = slice?.get(sessionCalendarAggregate, THE_CALENDAR)?.sessions ?? [];
    const waiting = slice === undefined ? [] : waitingIn(slice);
    const reviews = reviewNeeds(slice);
    return {
      ...reviews,
      own: [
        calendarRef,
        ...reviews.own,
        ...sessions.map(({ sessionId }) => ({ kind: sessionAggregate.kind, id: sessionId })),
        ...waiting.flatMap((id) => [
          { kind: nonObjectionAggregate.kind, id },
          { kind: agendaItemAggregate.kind, id },
        ]),
        ...(slice === undefined ? [] : waitingStates(slice).flatMap(({ subject }) => subjectNeeds(subject))),
      ],
    };
  },
  decide(_, slice, { now, time, actor }) {
    const sessionId = nextSession(slice.get(sessionCalendarAggregate, THE_CALENDAR), now);
    if (sessionId === undefined) return accept([], null);
    const events = waitingStates(slice)
      .filter(({ nonObjectionId }) => slice.get(agendaItemAggregate, nonObjectionId) === undefined)
      .flatMap((state) => [itemOf(state, sessionId), ...recusalsOf(state, actor.id)]);
    return accept([...events, ...reviewItems(slice, sessionId, time)], null);
  },
};

function waitingIn(slice: Slice): readonly string[] {
  return slice.get(sessionCalendarAggregate, THE_CALENDAR)?.waiting ?? [];
}

function waitingStates(slice: Slice): readonly NonObjection[] {
  return waitingIn(slice).flatMap((id) => ifNamed(() => slice.get(nonObjectionAggregate, id)) ?? []);
}

function itemOf(state: NonObjection, sessionId: string): AgendaItemAdded {
  const { nonObjectionId, subject, title, requested, windowId, split, charterVersion, verdicts } = state;
  const amendment = state.amendment === undefined ? {} : { amendment: state.amendment };
  const splitBy = state.splitBy === undefined ? {} : { splitBy: state.splitBy };
  const about = { subject, title, requested, windowId, split, charterVersion, verdicts };
  return {
    type: 'AgendaItemAdded',
    data: { agendaItemId: nonObjectionId, sessionId, ...about, ...amendment, ...splitBy, nonObjectionId },
  };
}

function recusalsOf({ nonObjectionId, recused }: NonObjection, ruledBy: string): readonly InterestDeclared[] {
  return recused.map(({ seat, nature }) => ({
    type: 'InterestDeclared',
    data: { agendaItemId: nonObjectionId, seat, nature, ruling: 'recusal', ruledBy },
  }));
}
