import {
  type Actor,
  accept,
  accessAggregate,
  type CommandHandler,
  holdingsOf,
  type LocalDate,
  localDate,
  type Slice,
} from '@mdtf/domain';
import { ownProposal, refuseOwnPerson } from '../interests.ts';
import { knownProposal } from '../known/proposal.ts';
import { isAboutProposal, proposalIn } from '../proposal-at-hand.ts';
import { conflict, forbidden, invalid, notFound, notYourSeat, unknownIn } from '../rejections.ts';
import { holderOf, isExpired, seatExpired, seatsAggregate, THE_COMMITTEE } from '../seats.ts';
import { calendarRef } from '../session-calendar.ts';
import { type NonObjection, nonObjectionAggregate, type SeatAnswer } from './non-objection.ts';
import type { NoObjectionDeclared, ObjectionRaised } from './non-objection-events.ts';
import { refuseClosed, refuseEarlier } from './term-of-silence.ts';

/** Asks that a seat's answer be recorded; the voter is who asks, named so that its roles are read with the fund's log locked. */
export interface AnswerNotice {
  readonly nonObjectionId: string;
  readonly voter: string;
  readonly seat: string;
  readonly answer: SeatAnswer['answer'];
  readonly reason?: string | undefined;
}

/** Whose answer it was. */
export type AnswerNoticeAnswer = Pick<AnswerNotice, 'nonObjectionId' | 'seat' | 'answer'>;

/** Records that a seat has no objection, or its objection, which ends the term and brings the item to a session. */
export const answerNotice: CommandHandler<
  AnswerNotice,
  NoObjectionDeclared | ObjectionRaised,
  AnswerNoticeAnswer
> = {
  needs({ nonObjectionId, voter }, slice) {
    const subject = slice?.get(nonObjectionAggregate, nonObjectionId)?.subject;
    const about = subject !== undefined && isAboutProposal(subject) ? proposalIn(subject) : undefined;
    return {
      own: [
        { kind: nonObjectionAggregate.kind, id: nonObjectionId },
        { kind: seatsAggregate.kind, id: THE_COMMITTEE },
        { kind: accessAggregate.kind, id: voter },
        calendarRef,
      ],
      facts: about === undefined ? [] : [{ kind: knownProposal.kind, id: about }],
    };
  },
  decide(command, slice, { actor, time }) {
    const { nonObjectionId, seat, answer, reason } = command;
    const state = slice.get(nonObjectionAggregate, nonObjectionId);
    if (state === undefined) return notFound('non-objection', nonObjectionId);
    const unfit =
      refuseVoter(command, state, slice, actor) ??
      refuseClosed(state) ??
      refuseEarlier(state, time) ??
      refuseSeat(command, state, slice, localDate(time, state.timeZone)) ??
      refusePerson(command, state, slice);
    if (unfit !== undefined) return unfit;
    const event: NoObjectionDeclared | ObjectionRaised =
      answer === 'objection'
        ? { type: 'ObjectionRaised', data: { nonObjectionId, seat, reason: reason ?? '' } }
        : { type: 'NoObjectionDeclared', data: { nonObjectionId, seat, note: reason ?? null } };
    return accept([event], { nonObjectionId, seat, answer });
  },
};

function refuseVoter({ voter, seat }: AnswerNotice, { entitled }: NonObjection, slice: Slice, actor: Actor) {
  if (!entitled.some((asked) => asked.seat === seat)) return unknownIn('body.seat', 'seat', seat);
  const { seats } = holdingsOf(slice.get(accessAggregate, voter));
  if (voter === actor.id && seats.includes(seat)) return undefined;
  return notYourSeat(seat);
}

function refusePerson({ voter, seat }: AnswerNotice, { subject }: NonObjection, slice: Slice) {
  const proposal = isAboutProposal(subject) ? slice.fact(knownProposal, proposalIn(subject)) : undefined;
  if (proposal === undefined) return undefined;
  const holder = holderOf(slice.get(seatsAggregate, THE_COMMITTEE), seat);
  return refuseOwnPerson(slice.get(accessAggregate, voter), { seat, holder }, proposal);
}

function refuseSeat(
  { seat, answer, reason }: AnswerNotice,
  state: NonObjection,
  slice: Slice,
  today: LocalDate,
) {
  if (state.recused.some((recusal) => recusal.seat === seat)) {
    return forbidden(
      'seat-recused',
      { en: 'This seat is recused', fr: 'Ce siège est déporté' },
      { en: `Seat ${seat} is left out of this item.`, fr: `Le siège ${seat} est écarté de ce point.` },
    );
  }
  const seats = slice.get(seatsAggregate, THE_COMMITTEE);
  if (isExpired(seats, seat, today)) return seatExpired(seat, holderOf(seats, seat)?.until);
  const holder = holderOf(seats, seat)?.organisation;
  if (holder !== undefined && holder === state.partner) {
    return ownProposal(seat, holder);
  }
  if (answer === 'objection') return reason === undefined ? reasonMissing() : undefined;
  if (!Object.hasOwn(state.answers, seat)) return undefined;
  return conflict(
    'already-answered',
    { en: 'This seat has answered', fr: 'Ce siège a répondu' },
    {
      en: `Seat ${seat} has said that it does not object; it may still object until the term ends.`,
      fr: `Le siège ${seat} a dit ne pas s’opposer ; il peut encore s’opposer jusqu’à la fin du délai.`,
    },
  );
}

function reasonMissing() {
  return invalid(
    'objection-needs-reason',
    { en: 'An objection has a reason', fr: 'Une objection est motivée' },
    { en: 'Say why the seat objects.', fr: 'Dites pourquoi le siège s’oppose.' },
    { field: 'body.reason' },
  );
}
