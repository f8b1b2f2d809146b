import { type Actor, accept, type CommandHandler } from '@mdtf/domain';
import { NON_OBJECTION_STATUS_IN_FRENCH } from '../french-words.ts';
import { conflict, notFound, notYourSeat, unknownIn } from '../rejections.ts';
import { calendarRef } from '../session-calendar.ts';
import { subjectNeeds } from '../subject.ts';
import {
  changed,
  type NonObjectionAnswer,
  nonObjectionAggregate,
  nonObjectionAnswer,
} from './non-objection.ts';
import type { NonObjectionClosed, RecusedFromNonObjection } from './non-objection-events.ts';
import { refuseClosed } from './term-of-silence.ts';

/** Asks that a seat be left out for its interest. */
export interface RecuseFromNonObjection {
  readonly nonObjectionId: string;
  readonly seat: string;
  readonly nature: string;
}

/** Asks that it be taken back before anything is decided. */
export interface CloseNonObjection {
  readonly nonObjectionId: string;
  readonly reason: string;
}

const MAY_RULE: readonly string[] = ['chair', 'secretariat'];

/** Takes a seat out of numerator and denominator; its silence counts no more, and nothing it said. */
export const recuseFromNonObjection: CommandHandler<
  RecuseFromNonObjection,
  RecusedFromNonObjection,
  NonObjectionAnswer
> = {
  needs: ({ nonObjectionId }) => ({ own: [{ kind: nonObjectionAggregate.kind, id: nonObjectionId }] }),
  decide({ nonObjectionId, seat, nature }, slice, { actor, time }) {
    const state = slice.get(nonObjectionAggregate, nonObjectionId);
    if (state === undefined) return notFound('non-objection', nonObjectionId);
    if (!state.entitled.some((asked) => asked.seat === seat)) return unknownIn('body.seat', 'seat', seat);
    const unfit = refuseRuling(actor, seat) ?? refuseClosed(state);
    if (unfit !== undefined) return unfit;
    if (state.recused.some((recusal) => recusal.seat === seat)) return accept([], nonObjectionAnswer(state));
    const data = { nonObjectionId, seat, nature, ruledBy: actor.id };
    const event: RecusedFromNonObjection = { type: 'RecusedFromNonObjection', data };
    return accept([event], nonObjectionAnswer(changed(state, event, time)));
  },
};

/** Takes it back while nobody has decided: its term runs, or it waits for a session. */
export const closeNonObjection: CommandHandler<CloseNonObjection, NonObjectionClosed, NonObjectionAnswer> = {
  needs({ nonObjectionId }, slice) {
    const subject = slice?.get(nonObjectionAggregate, nonObjectionId)?.subject;
    return {
      own: [
        { kind: nonObjectionAggregate.kind, id: nonObjectionId },
        calendarRef,
        ...(subject === undefined ? [] : subjectNeeds(subject)),
      ],
    };
  },
  decide({ nonObjectionId, reason }, slice, { time }) {
    const state = slice.get(nonObjectionAggregate, nonObjectionId);
    if (state === undefined) return notFound('non-objection', nonObjectionId);
    if (state.status !== 'open' && state.status !== 'for-session') {
      return conflict(
        'non-objection-closed',
        { en: 'It cannot be taken back', fr: 'Elle ne peut être reprise' },
        {
          en: `Non-objection ${nonObjectionId} is ${state.status}.`,
          fr: `La procédure de non-objection ${nonObjectionId} est ${NON_OBJECTION_STATUS_IN_FRENCH[state.status]}.`,
        },
      );
    }
    const data = { nonObjectionId, subject: state.subject, reason };
    const event: NonObjectionClosed = { type: 'NonObjectionClosed', data };
    return accept([event], nonObjectionAnswer(changed(state, event, time)));
  },
};

function refuseRuling({ roles, seats }: Actor, seat: string) {
  if (seats.includes(seat) || roles.some((role) => MAY_RULE.includes(role))) return undefined;
  return notYourSeat(seat);
}
