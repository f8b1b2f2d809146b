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
import { type AgendaItem, agendaItemAggregate, isOpen, recusedFrom } from './agenda-item.ts';
import { CURRENT, charterAggregate } from './charter.ts';
import type { VoteCast } from './events.ts';
import { ITEM_STATUS_IN_FRENCH } from './french-words.ts';
import {
  interestNotRuled,
  isRuled,
  mustBeRuled,
  ownProposal,
  refuseOwnPerson,
  rolesOf,
} from './interests.ts';
import { knownProposal } from './known/proposal.ts';
import { isAboutProposal, proposalIn } from './proposal-at-hand.ts';
import { conflict, forbidden, notFound, notYourSeat, refused, unknownIn } from './rejections.ts';
import { holderOf, isExpired, seatExpired, seatsAggregate, THE_COMMITTEE } from './seats.ts';
import { refuseBeforeBeginning, type Session, sessionAggregate } from './session.ts';
import type { Ballot, CharterSeat } from './shapes.ts';

/** Asks that a seat's ballot be counted; the voter is who asks, named so that its roles are read with the fund's log locked. */
export interface CastVote {
  readonly agendaItemId: string;
  readonly voter: string;
  readonly seat: string;
  readonly ballot: Ballot;
  readonly reason?: string | undefined;
}

/** Whose ballot was counted; how they fell together is told by the decision. */
export type VoteAnswer = Pick<CastVote, 'agendaItemId' | 'seat' | 'ballot'>;

/** Counts one ballot per seat while its item is open: of one's own seat, with a vote, present, and not recused. */
export const castVote: CommandHandler<CastVote, VoteCast, VoteAnswer> = {
  needs({ agendaItemId, voter }, slice) {
    const item = slice?.get(agendaItemAggregate, agendaItemId);
    const about = item !== undefined && isAboutProposal(item.subject) ? proposalIn(item.subject) : undefined;
    return {
      own: [
        { kind: charterAggregate.kind, id: CURRENT },
        { kind: agendaItemAggregate.kind, id: agendaItemId },
        { kind: seatsAggregate.kind, id: THE_COMMITTEE },
        { kind: accessAggregate.kind, id: voter },
        ...(item === undefined ? [] : [{ kind: sessionAggregate.kind, id: item.sessionId }]),
      ],
      facts: about === undefined ? [] : [{ kind: knownProposal.kind, id: about }],
    };
  },
  decide(command, slice, { actor, time }) {
    const { agendaItemId, ballot, reason } = command;
    const charter = slice.get(charterAggregate, CURRENT)?.charter;
    const item = slice.get(agendaItemAggregate, agendaItemId);
    const session = item === undefined ? undefined : slice.get(sessionAggregate, item.sessionId);
    if (charter === undefined || item === undefined || session === undefined) {
      return notFound('agenda item', agendaItemId);
    }
    const seat = charter.seats.find(({ id }) => id === command.seat);
    if (seat === undefined) return unknownIn('body.seat', 'seat', command.seat);
    const unfit =
      refuseVoter(seat, command, slice, actor) ??
      refuseMoment(item, session, time) ??
      refuseExpired(seat, slice, localDate(time, charter.timeZone)) ??
      refuseSeat(seat, item, session, slice) ??
      refusePerson(seat, command, item, slice);
    if (unfit !== undefined) return unfit;
    const data = { agendaItemId, seat: seat.id, ballot, reason: reason ?? null };
    return accept([{ type: 'VoteCast', data }], { agendaItemId, seat: seat.id, ballot });
  },
};

// What the request saw of the voter's roles may be over: a role taken back before this decision counts as gone.
function refuseVoter({ id, voting }: CharterSeat, { voter }: CastVote, slice: Slice, actor: Actor) {
  const { seats } = holdingsOf(slice.get(accessAggregate, voter));
  if (voter !== actor.id || !seats.includes(id)) return notYourSeat(id);
  if (voting) return undefined;
  return forbidden(
    'seat-without-vote',
    { en: 'This seat has no vote', fr: 'Ce siège n’a pas de voix' },
    {
      en: `By the charter, seat ${id} sits without vote.`,
      fr: `Selon la charte, le siège ${id} siège sans voix.`,
    },
  );
}

function refusePerson({ id }: CharterSeat, { voter }: CastVote, { subject }: AgendaItem, slice: Slice) {
  const proposal = isAboutProposal(subject) ? slice.fact(knownProposal, proposalIn(subject)) : undefined;
  if (proposal === undefined) return undefined;
  const holder = holderOf(slice.get(seatsAggregate, THE_COMMITTEE), id);
  return refuseOwnPerson(slice.get(accessAggregate, voter), { seat: id, holder }, proposal);
}

function refuseMoment(item: AgendaItem, session: Session, time: string) {
  const { agendaItemId, status } = item;
  if (!isOpen(item)) {
    return conflict(
      'agenda-item-closed',
      { en: 'It is decided', fr: 'C’est décidé' },
      {
        en: `Agenda item ${agendaItemId} is ${status}; votes are closed.`,
        fr: `Le point ${agendaItemId} est ${ITEM_STATUS_IN_FRENCH[status]} ; le vote est clos.`,
      },
    );
  }
  return refuseBeforeBeginning(session, time, { en: 'nobody votes before', fr: 'nul ne vote avant' });
}

function refuseExpired({ id }: CharterSeat, slice: Slice, today: LocalDate) {
  const seats = slice.get(seatsAggregate, THE_COMMITTEE);
  return isExpired(seats, id, today) ? seatExpired(id, holderOf(seats, id)?.until) : undefined;
}

function refuseSeat({ id }: CharterSeat, item: AgendaItem, { sessionId, present }: Session, slice: Slice) {
  if (recusedFrom(item).includes(id)) {
    return forbidden(
      'seat-recused',
      { en: 'This seat is recused', fr: 'Ce siège est déporté' },
      {
        en: `Seat ${id} left discussion and vote on this item.`,
        fr: `Le siège ${id} s’est retiré de la discussion et du vote sur ce point.`,
      },
    );
  }
  const proposal = isAboutProposal(item.subject)
    ? slice.fact(knownProposal, proposalIn(item.subject))
    : undefined;
  const holder = holderOf(slice.get(seatsAggregate, THE_COMMITTEE), id);
  const lead = proposal?.lead;
  if (lead !== undefined && holder?.organisation === lead) {
    return ownProposal(id, lead);
  }
  const roles = rolesOf(holder, proposal, item.split);
  if (mustBeRuled(roles) && !isRuled(item, id)) return interestNotRuled(id, roles);
  if (!present.includes(id)) {
    return refused(
      'seat-absent',
      { en: 'This seat is not present', fr: 'Ce siège n’est pas présent' },
      {
        en: `Seat ${id} is not recorded as present at session ${sessionId}.`,
        fr: `Le siège ${id} n’est pas noté présent à la séance ${sessionId}.`,
      },
    );
  }
  if (!Object.hasOwn(item.ballots, id)) return undefined;
  return conflict(
    'already-voted',
    { en: 'This seat has voted', fr: 'Ce siège a voté' },
    {
      en: `Seat ${id} has voted on this item; a ballot is cast once.`,
      fr: `Le siège ${id} a voté sur ce point ; une voix se donne une fois.`,
    },
  );
}
