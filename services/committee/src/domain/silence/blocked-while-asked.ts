import { ifNamed, looksOf, type Slice, type StateRef } from '@mdtf/domain';
import { knownProposal } from '../known/proposal.ts';
import type { Organisation } from '../organisations/organisation-events.ts';
import { proposalIn } from '../proposal-at-hand.ts';
import { calendarRef, sessionCalendarAggregate, THE_CALENDAR } from '../session-calendar.ts';
import { subjectNeeds } from '../subject.ts';
import { type NonObjection, nonObjectionAggregate } from './non-objection.ts';
import type { NonObjectionClosed } from './non-objection-events.ts';

/** The documents of what the seats are asked outside meetings and have not decided. */
export function askedAbout(slice: Slice | undefined): {
  readonly own: readonly StateRef[];
  readonly facts: readonly StateRef[];
} {
  const states = slice === undefined ? [] : askedIn(slice);
  return {
    own: [
      calendarRef,
      ...(slice === undefined ? [] : openIn(slice)).map((id) => ({ kind: nonObjectionAggregate.kind, id })),
      ...states.flatMap(({ subject }) => subjectNeeds(subject)),
    ],
    facts: states.map(({ subject }) => ({ kind: knownProposal.kind, id: proposalIn(subject) })),
  };
}

/** Silence never approves money for a blocked organisation: what is asked about its proposals ends. */
export function endedByBlock(
  organisation: Organisation,
  flagId: string,
  slice: Slice,
): readonly NonObjectionClosed[] {
  return askedIn(slice)
    .filter((state) => state.status === 'open' && hasPart(organisation, state, slice))
    .map(({ nonObjectionId, subject }) => {
      const reason = `${organisation.name} (${organisation.id}) was blocked by flag ${flagId}.`;
      return { type: 'NonObjectionClosed', data: { nonObjectionId, subject, reason } };
    });
}

function hasPart({ id, name }: Organisation, { partner, subject }: NonObjection, slice: Slice): boolean {
  if (partner === id) return true;
  const written = slice.fact(knownProposal, proposalIn(subject))?.partners ?? [];
  const [look] = looksOf(name);
  return written.some((text) => text === id || looksOf(text)[0] === look);
}

const openIn = (slice: Slice): readonly string[] =>
  ifNamed(() => slice.get(sessionCalendarAggregate, THE_CALENDAR))?.open ?? [];

const askedIn = (slice: Slice): readonly NonObjection[] =>
  openIn(slice).flatMap((id) => ifNamed(() => slice.get(nonObjectionAggregate, id)) ?? []);
