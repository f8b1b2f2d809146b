import { committeeRoutes } from '@mdtf/contracts';
import { localToInstant } from '@mdtf/domain';
import type { People } from '../journeys/people-of-system.ts';
import { params } from './founding.ts';
import type { PlannedVotes } from './plan.ts';
import { SEATS } from './plan.ts';

export const inZurich = (date: string, time = '09:00:00'): string =>
  localToInstant(date, time, 'Europe/Zurich');

/** Convenes a session of a date. */
export async function convene(people: People, number: number, date: string): Promise<string> {
  const id = `session-${number}`;
  await people.need('secretariat', committeeRoutes.conveneSession, {
    params,
    body: { id, number, startsAt: inZurich(date), place: 'Geneva', title: `Session ${number}` },
  });
  return id;
}

/** Records who is there: everybody else. */
export async function attend(
  people: People,
  sessionId: string,
  absent: readonly string[],
): Promise<readonly string[]> {
  const present = SEATS.filter((seat) => !absent.includes(seat));
  await people.need('secretariat', committeeRoutes.recordAttendance, {
    params: { ...params, sessionId },
    body: { present: [...present] },
  });
  return present;
}

/** Each of these seats votes as planned. */
export async function vote(
  people: People,
  agendaItemId: string,
  voters: readonly string[],
  votes: PlannedVotes,
): Promise<void> {
  for (const seat of voters) {
    await people.need(`seat-${seat}`, committeeRoutes.castVote, {
      params: { ...params, agendaItemId },
      body: { seat, ballot: votes[seat] ?? 'abstain' },
    });
  }
}

/** A vote of all alike. */
export const unanimous = (ballot: 'for' | 'against'): PlannedVotes =>
  Object.fromEntries(SEATS.map((seat) => [seat, ballot]));
