import { accept, type CommandHandler, ifNamed, type Slice } from '@mdtf/domain';
import { CURRENT, charterAggregate } from '../charter.ts';
import { calendarRef } from '../session-calendar.ts';
import { subjectAggregate, subjectsAbout } from '../subject.ts';
import { type NonObjection, nonObjectionAggregate } from './non-objection.ts';
import type { NonObjectionClosed } from './non-objection-events.ts';

/** Told by the proposals: an applicant has taken its proposal back, or it goes on as a project. */
export interface CloseWithdrawn {
  readonly proposalId: string;
}

/** Ends what the seats are asked about a withdrawn proposal; what is on an agenda is for the session to defer. */
export const closeWithdrawn: CommandHandler<CloseWithdrawn, NonObjectionClosed, null> = {
  needs({ proposalId }, slice) {
    const subjects = subjectsAbout(proposalId, rulesIn(slice));
    const asked = slice === undefined ? [] : openOn(proposalId, slice);
    return {
      own: [
        { kind: charterAggregate.kind, id: CURRENT },
        ...subjects,
        calendarRef,
        ...asked.map((id) => ({ kind: nonObjectionAggregate.kind, id })),
      ],
    };
  },
  decide({ proposalId }, slice) {
    const events = openOn(proposalId, slice)
      .flatMap((id) => slice.get(nonObjectionAggregate, id) ?? [])
      .filter(({ status }: NonObjection) => status === 'open' || status === 'for-session')
      .map(({ nonObjectionId, subject }): NonObjectionClosed => {
        const reason = `Proposal ${proposalId} was withdrawn by its applicant, or made into a project.`;
        return { type: 'NonObjectionClosed', data: { nonObjectionId, subject, reason } };
      });
    return accept(events, null);
  },
};

function openOn(proposalId: string, slice: Slice): readonly string[] {
  return subjectsAbout(proposalId, rulesIn(slice)).flatMap(({ kind, id }) =>
    kind !== subjectAggregate.kind ? [] : (ifNamed(() => slice.get(subjectAggregate, id))?.openItem ?? []),
  );
}

/** The fund's own rules may be waived as well. */
function rulesIn(slice: Slice | undefined) {
  return ifNamed(() => slice?.get(charterAggregate, CURRENT)?.charter.rules) ?? {};
}
