import {
  type Aggregate,
  accept,
  type CommandHandler,
  type LocalDate,
  localDate,
  type Slice,
  type Verdict,
} from '@mdtf/domain';
import { blocking } from '@mdtf/rules';
import { CURRENT, charterAggregate } from './charter.ts';
import type { MemberSeated } from './events.ts';
import { leadNature } from './interests.ts';
import { knownGiven } from './known/given.ts';
import { organisationAggregate } from './organisations/organisation.ts';
import type { OrganisationKind } from './organisations/organisation-events.ts';
import { notFound, refused, unknownIn } from './rejections.ts';
import { seatVerdicts } from './seat-verdicts.ts';
import { calendarRef, sessionCalendarAggregate, THE_CALENDAR } from './session-calendar.ts';
import type { Bilingual, CharterSeat } from './shapes.ts';
import { nonObjectionAggregate } from './silence/non-objection.ts';
import type { RecusedFromNonObjection } from './silence/non-objection-events.ts';
import { refusedByRules } from './verdicts.ts';

/** Asks that a seat of the charter be given to an organisation. */
export interface SeatMember {
  readonly seat: string;
  readonly organisation: string;
  readonly until?: LocalDate | undefined;
}

/** Which organisation sits where, all seats of the committee in one document; a charter has at most 100. */
export interface Seats {
  readonly holders: { readonly [seat: string]: Holder };
}

export interface Holder {
  readonly organisation: string;
  readonly organisationName: string;
  readonly kinds: readonly OrganisationKind[];
  /** The last day of its term; null: without end. */
  readonly until: LocalDate | null;
}

/** The id of the one document of its kind in a fund. */
export const THE_COMMITTEE = 'committee';

/** The committee's seats as held. */
export const seatsAggregate: Aggregate<Seats, MemberSeated> = {
  kind: 'seats',
  version: 2,
  concerns: { MemberSeated: () => THE_COMMITTEE },
  evolve(state, { data: { seat, organisation, organisationName, kinds = [], until = null } }) {
    return { holders: { ...state?.holders, [seat]: { organisation, organisationName, kinds, until } } };
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
  readonly until: LocalDate | null;
  /** Of the rules on who may hold it, when it is given. */
  readonly verdicts?: readonly Verdict[];
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
    until: holder?.until ?? null,
  };
}

/** Who holds a seat; undefined for a vacant one. */
export function holderOf(seats: Seats | undefined, seat: string): Holder | undefined {
  return seats !== undefined && Object.hasOwn(seats.holders, seat) ? seats.holders[seat] : undefined;
}

/** True when the term of whoever holds a seat has ended before a day; a vacant seat has no term. */
export function isExpired(seats: Seats | undefined, seat: string, today: LocalDate): boolean {
  const until = holderOf(seats, seat)?.until ?? null;
  return until !== null && until < today;
}

/** Why a seat whose term has ended has no part. */
export function seatExpired(seat: string, until: LocalDate | null | undefined, field?: string) {
  return refused(
    'seat-expired',
    { en: 'The term of this seat has ended', fr: 'Le mandat de ce siège est terminé' },
    {
      en: `The term of whoever holds seat ${seat} ended with ${until}; seat a member anew.`,
      fr: `Le mandat de qui tient le siège ${seat} a pris fin le ${until} ; pourvoyez le siège à nouveau.`,
    },
    field === undefined ? {} : { field },
  );
}

/** Gives a seat to an organisation, also one that another held; the same again changes nothing. */
export const seatMember: CommandHandler<SeatMember, MemberSeated | RecusedFromNonObjection, SeatAnswer> = {
  needs: ({ organisation }, slice) => ({
    own: [
      { kind: charterAggregate.kind, id: CURRENT },
      { kind: seatsAggregate.kind, id: THE_COMMITTEE },
      calendarRef,
      ...(slice === undefined ? [] : openIn(slice)).map((id) => ({ kind: nonObjectionAggregate.kind, id })),
    ],
    facts: [{ kind: knownGiven.kind, id: organisation }],
    platform: [{ kind: organisationAggregate.kind, id: organisation }],
  }),
  decide(command, slice, { fund, time, actor, backDated }) {
    const charter = slice.get(charterAggregate, CURRENT)?.charter;
    if (charter === undefined) return notFound('fund', fund);
    const seat = charter.seats.find(({ id }) => id === command.seat);
    if (seat === undefined) return unknownIn('body.seat', 'seat', command.seat);
    const organisation = slice.platformFact(organisationAggregate, command.organisation);
    if (organisation === undefined)
      return unknownIn('body.organisation', 'organisation', command.organisation);
    const verdicts = seatVerdicts(seat, organisation, charter, slice);
    if (blocking(verdicts) && !backDated) return refusedByRules(verdicts);
    const { name: organisationName, kinds } = organisation;
    const { until } = command;
    if (until !== undefined && until < localDate(time, charter.timeZone))
      return seatExpired(seat.id, until, 'body.until');
    const holder = { organisation: organisation.id, organisationName, kinds, until: until ?? null };
    const held = holderOf(slice.get(seatsAggregate, THE_COMMITTEE), seat.id);
    const told = verdicts.length === 0 ? {} : { verdicts };
    const data = { seat: seat.id, organisation: organisation.id, organisationName, kinds, ...told };
    return accept(
      JSON.stringify(held) === JSON.stringify(holder)
        ? []
        : [
            { type: 'MemberSeated', data: { ...data, ...(until === undefined ? {} : { until }) } },
            ...leftOut(data, slice, actor.id),
          ],
      { ...seatAnswer(seat, holder), ...told },
    );
  },
};

const openIn = (slice: Slice): readonly string[] =>
  slice.get(sessionCalendarAggregate, THE_CALENDAR)?.open ?? [];

/** Whoever comes into a seat while the seats are asked about its own proposal leaves the seat out of that. */
function leftOut(
  { seat, organisation }: MemberSeated['data'],
  slice: Slice,
  ruledBy: string,
): readonly RecusedFromNonObjection[] {
  return openIn(slice)
    .flatMap((id) => slice.get(nonObjectionAggregate, id) ?? [])
    .filter(
      ({ partner, entitled, recused }) =>
        partner === organisation &&
        entitled.some((asked) => asked.seat === seat) &&
        !recused.some((recusal) => recusal.seat === seat),
    )
    .map(({ nonObjectionId }) => ({
      type: 'RecusedFromNonObjection',
      data: { nonObjectionId, seat, nature: leadNature(organisation), ruledBy },
    }));
}
