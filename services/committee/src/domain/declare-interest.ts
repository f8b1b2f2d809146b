import { type Actor, accept, type CommandHandler, type Slice } from '@mdtf/domain';
import {
  type AgendaItemAnswer,
  agendaItemAggregate,
  agendaItemAnswer,
  type Interest,
  isOpen,
} from './agenda-item.ts';
import { CURRENT, charterAggregate } from './charter.ts';
import { decisionAggregate } from './decision.ts';
import type { InterestDeclared } from './events.ts';
import { conflict, forbidden, notFound, refused, unknownIn } from './rejections.ts';
import { sessionAggregate } from './session.ts';
import type { Ruling } from './shapes.ts';

/** Asks that a seat's interest in an item be recorded, as ruled. */
export interface DeclareInterest {
  readonly agendaItemId: string;
  readonly seat: string;
  readonly nature: string;
  readonly ruling: Ruling;
  /** The committee's decision on it, where the chair's ruling was contested. */
  readonly decisionId?: string | undefined;
}

const MAY_RULE: readonly string[] = ['chair', 'secretariat'];

/** Records one interest per seat, the last ruling holds; a seat may recuse itself, a disclosure is for others to rule. */
export const declareInterest: CommandHandler<DeclareInterest, InterestDeclared, AgendaItemAnswer> = {
  needs({ agendaItemId, decisionId }, slice) {
    const item = slice?.get(agendaItemAggregate, agendaItemId);
    return {
      own: [
        { kind: charterAggregate.kind, id: CURRENT },
        { kind: agendaItemAggregate.kind, id: agendaItemId },
        ...(item === undefined ? [] : [{ kind: sessionAggregate.kind, id: item.sessionId }]),
        ...(decisionId === undefined ? [] : [{ kind: decisionAggregate.kind, id: decisionId }]),
      ],
    };
  },
  decide({ agendaItemId, seat, nature, ruling, decisionId }, slice, { actor }) {
    const charter = slice.get(charterAggregate, CURRENT)?.charter;
    const item = slice.get(agendaItemAggregate, agendaItemId);
    const session = item === undefined ? undefined : slice.get(sessionAggregate, item.sessionId);
    if (charter === undefined || item === undefined || session === undefined) {
      return notFound('agenda item', agendaItemId);
    }
    if (!charter.seats.some(({ id }) => id === seat)) return unknownIn('body.seat', 'seat', seat);
    const unfit = refuseRuling(actor, seat, ruling);
    if (unfit !== undefined) return unfit;
    if (!isOpen(item)) {
      return conflict(
        'agenda-item-closed',
        'It is decided',
        `Agenda item ${agendaItemId} is ${item.status}.`,
      );
    }
    const before = item.interests.find((interest) => interest.seat === seat);
    const contested = refuseContested(before, decisionId, slice);
    if (contested !== undefined) return contested;
    const interest: Interest = { seat, nature, ruling, ...(decisionId === undefined ? {} : { decisionId }) };
    const same = before?.nature === nature && before.ruling === ruling && before.decisionId === decisionId;
    const others = item.interests.filter((other) => other.seat !== seat);
    const after = same ? item : { ...item, interests: [...others, interest] };
    return accept(
      same ? [] : [{ type: 'InterestDeclared', data: { agendaItemId, ...interest, ruledBy: actor.id } }],
      agendaItemAnswer(after, session, charter),
    );
  },
};

/** What the committee has ruled, only the committee rules anew. */
function refuseContested(before: Interest | undefined, decisionId: string | undefined, slice: Slice) {
  if (decisionId !== undefined) {
    const decision = slice.get(decisionAggregate, decisionId);
    if (decision === undefined) return unknownIn('body.decisionId', 'decision', decisionId);
    if (decision.outcome === 'approved' && decision.subject.kind === 'other') return undefined;
    return refused(
      'not-a-ruling',
      'This decision rules no interest',
      `Decision ${decisionId} is on a ${decision.subject.kind} and was ${decision.outcome}.`,
      { field: 'body.decisionId' },
    );
  }
  if (before?.decisionId === undefined) return undefined;
  return refused(
    'ruled-by-committee',
    'The committee has ruled',
    `Decision ${before.decisionId} ruled a ${before.ruling}; it takes another decision to change that.`,
  );
}

function refuseRuling({ roles, seats }: Actor, seat: string, ruling: Ruling) {
  const own = seats.includes(seat);
  if (own && ruling === 'disclosure') {
    return forbidden(
      'own-disclosure',
      'Others rule on it',
      `That seat ${seat} may stay with a disclosure is for the chair or the secretariat to rule, not for the seat itself.`,
    );
  }
  if (own || roles.some((role) => MAY_RULE.includes(role))) return undefined;
  return forbidden('not-your-seat', 'Not your seat', `You do not sit in seat ${seat}.`);
}
