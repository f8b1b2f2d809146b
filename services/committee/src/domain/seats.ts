import { type Aggregate, accept, type CommandHandler } from '@mdtf/domain';
import { CURRENT, charterAggregate } from './charter.ts';
import type { MemberSeated } from './events.ts';
import { organisationAggregate } from './organisation.ts';
import { notFound, unknownIn } from './rejections.ts';
import type { Bilingual, CharterSeat } from './shapes.ts';

/** Asks that a seat of the charter be given to an organisation. */
export interface SeatMember {
  readonly seat: string;
  readonly organisation: string;
}

/** Which organisation sits where, all seats of the committee in one document; a charter has at most 100. */
export interface Seats {
  readonly holders: { readonly [seat: string]: Holder };
}

export interface Holder {
  readonly organisation: string;
  readonly organisationName: string;
}

/** The id of the one document of its kind in a fund. */
export const THE_COMMITTEE = 'committee';

/** The committee's seats as held. */
export const seatsAggregate: Aggregate<Seats, MemberSeated> = {
  kind: 'seats',
  version: 1,
  concerns: { MemberSeated: () => THE_COMMITTEE },
  evolve(state, { data: { seat, organisation, organisationName } }) {
    return { holders: { ...state?.holders, [seat]: { organisation, organisationName } } };
  },
};

/** The answer that describes a seat and who holds it. */
export interface SeatAnswer {
  readonly seat: string;
  readonly constituency: string;
  readonly title: Bilingual;
  readonly voting: boolean;
  readonly organisation: string | null;
  readonly organisationName: string | null;
}

/** A seat of the charter with its holder. */
export function seatAnswer(
  { id, constituency, title, voting }: CharterSeat,
  holder: Holder | undefined,
): SeatAnswer {
  return {
    seat: id,
    constituency,
    title,
    voting,
    organisation: holder?.organisation ?? null,
    organisationName: holder?.organisationName ?? null,
  };
}

/** Who holds a seat; undefined for a vacant one. */
export function holderOf(seats: Seats | undefined, seat: string): Holder | undefined {
  return seats !== undefined && Object.hasOwn(seats.holders, seat) ? seats.holders[seat] : undefined;
}

/** Gives a seat to an organisation, also one that another held; the same again changes nothing. */
export const seatMember: CommandHandler<SeatMember, MemberSeated, SeatAnswer> = {
  needs: ({ organisation }) => ({
    own: [
      { kind: charterAggregate.kind, id: CURRENT },
      { kind: seatsAggregate.kind, id: THE_COMMITTEE },
    ],
    platform: [{ kind: organisationAggregate.kind, id: organisation }],
  }),
  decide(command, slice, { fund }) {
    const charter = slice.get(charterAggregate, CURRENT)?.charter;
    if (charter === undefined) return notFound('fund', fund);
    const seat = charter.seats.find(({ id }) => id === command.seat);
    if (seat === undefined) return unknownIn('body.seat', 'seat', command.seat);
    const organisation = slice.platformFact(organisationAggregate, command.organisation);
    if (organisation === undefined)
      return unknownIn('body.organisation', 'organisation', command.organisation);
    const holder = { organisation: organisation.id, organisationName: organisation.name };
    const held = holderOf(slice.get(seatsAggregate, THE_COMMITTEE), seat.id);
    const same =
      held?.organisation === holder.organisation && held.organisationName === holder.organisationName;
    return accept(
      same ? [] : [{ type: 'MemberSeated', data: { seat: seat.id, ...holder } }],
      seatAnswer(seat, holder),
    );
  },
};
