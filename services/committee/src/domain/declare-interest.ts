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
import {
  ITEM_STATUS_IN_FRENCH,
  OUTCOME_IN_FRENCH,
  RULING_IN_FRENCH,
  SUBJECT_IN_FRENCH,
} from './french-words.ts';
import { conflict, forbidden, notFound, notYourSeat, refused, unknownIn } from './rejections.ts';
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
        { en: 'It is decided', fr: 'C’est décidé' },
        {
          en: `Agenda item ${agendaItemId} is ${item.status}.`,
          fr: `Le point ${agendaItemId} est ${ITEM_STATUS_IN_FRENCH[item.status]}.`,
        },
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
      { en: 'This decision rules no interest', fr: 'Cette décision ne tranche aucun intérêt' },
      {
        en: `Decision ${decisionId} is on a ${decision.subject.kind} and was ${decision.outcome}.`,
        fr: `La décision ${decisionId} porte sur ${SUBJECT_IN_FRENCH[decision.subject.kind]}, issue : ${OUTCOME_IN_FRENCH[decision.outcome]}.`,
      },
      { field: 'body.decisionId' },
    );
  }
  if (before?.decisionId === undefined) return undefined;
  return refused(
    'ruled-by-committee',
    { en: 'The committee has ruled', fr: 'Le comité a tranché' },
    {
      en: `Decision ${before.decisionId} ruled a ${before.ruling}; it takes another decision to change that.`,
      fr: `La décision ${before.decisionId} a retenu ${RULING_IN_FRENCH[before.ruling]} ; il faut une autre décision pour le changer.`,
    },
  );
}

function refuseRuling({ roles, seats }: Actor, seat: string, ruling: Ruling) {
  const own = seats.includes(seat);
  if (own && ruling === 'disclosure') {
    return forbidden(
      'own-disclosure',
      { en: 'Others rule on it', fr: 'D’autres en décident' },
      {
        en: `That seat ${seat} may stay with a disclosure is for the chair or the secretariat to rule, not for the seat itself.`,
        fr: `Que le siège ${seat} puisse rester avec une déclaration, c’est à la présidence ou au secrétariat d’en décider, non au siège lui-même.`,
      },
    );
  }
  if (own || roles.some((role) => MAY_RULE.includes(role))) return undefined;
  return notYourSeat(seat);
}
