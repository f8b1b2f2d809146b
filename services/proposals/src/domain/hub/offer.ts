import {
  type Aggregate,
  accept,
  accessAggregate,
  alreadyExists,
  type CommandHandler,
  type Context,
  fundNotKnown,
  type Instant,
  knownOrganisation,
  type LocalDate,
  localDate,
  notFound,
  notKnown,
  type Rejection,
  reject,
  type Slice,
} from '@mdtf/domain';
import { amountReader } from '../amounts.ts';
import { CURRENT, knownCharter } from '../known/charter.ts';
import { conflict, refused } from '../refusals.ts';
import { listIn, listsOf } from '../writing/code-list.ts';
import { needsOfGiver, refuseGiver, standingOfGiver, toldOfGiver } from './giver-standing.ts';
import type { MatchAgreed, MatchConcluded, OfferMade, OfferWithdrawn } from './hub-events.ts';

// Commands

/** An offer to make; `by` is who makes it, named so that its roles are read with the fund's log locked. */
export interface MakeOffer
  extends Omit<OfferMade['data'], 'unit' | 'quantity' | 'informationValue' | 'verdicts'> {
  readonly by: string;
  readonly unit?: string | undefined;
  readonly quantity?: number | undefined;
  readonly informationValue?: OfferMade['data']['informationValue'] | undefined;
}

/** An offer to take back. */
export interface WithdrawOffer {
  readonly offerId: string;
  readonly by: string;
  readonly reason: string;
}

// State

/** An offer as made, and how much of it is agreed in matches. */
export interface Offer extends Readonly<Omit<OfferMade['data'], 'offerId'>> {
  readonly taken: number;
  readonly status: 'open' | 'withdrawn';
  readonly offeredAt: Instant;
}

type OfferEvent = OfferMade | OfferWithdrawn | MatchAgreed | MatchConcluded;

const byOffer = ({ offerId }: { readonly offerId: string }): string => offerId;

/** Offers in kind, one document each. */
export const offer: Aggregate<Offer, OfferEvent> = {
  kind: 'offer',
  version: 1,
  concerns: { OfferMade: byOffer, OfferWithdrawn: byOffer, MatchAgreed: byOffer, MatchConcluded: byOffer },
  evolve(state, event, { time }) {
    if (event.type === 'OfferMade') return asMade(event.data, time);
    if (state === undefined) throw new RangeError(`${event.type} of an offer that was never made`);
    if (event.type === 'OfferWithdrawn') return { ...state, status: 'withdrawn' };
    const quantity = event.data.quantity ?? 0;
    if (event.type === 'MatchAgreed') return { ...state, taken: state.taken + quantity };
    // What was agreed and not given may be given to another.
    return event.data.given ? state : { ...state, taken: state.taken - quantity };
  },
};

function asMade({ offerId: _, ...terms }: OfferMade['data'], offeredAt: Instant): Offer {
  return { ...terms, taken: 0, status: 'open', offeredAt };
}

/** How much of an offer is not agreed yet; null where it has no quantity. */
export function availableOf({ quantity, taken }: Offer): number | null {
  return quantity === null ? null : quantity - taken;
}

/** An offer as it is answered on a day of the fund. */
export const offerAnswer = (offerId: string, state: Offer, today: LocalDate) => {
  const { taken: _, status, ...told } = state;
  const expired = status === 'open' && state.validUntil < today;
  return { offerId, ...told, available: availableOf(state), status: expired ? ('expired' as const) : status };
};

export type OfferAnswer = ReturnType<typeof offerAnswer>;

// Decide

/** Makes an offer for one's own organisation, valid from today on. */
export const makeOffer: CommandHandler<MakeOffer, OfferMade, OfferAnswer> = {
  needs: ({ offerId, organisation, by, themes }) => ({
    own: [{ kind: offer.kind, id: offerId }, ...listsOf(themes)],
    facts: [...needsOfGiver(organisation).facts, { kind: accessAggregate.kind, id: by }],
    platform: needsOfGiver(organisation).platform,
  }),
  decide({ by, ...command }, slice, context) {
    const charter = slice.fact(knownCharter, CURRENT);
    if (charter === undefined) return reject(fundNotKnown);
    const { offerId, organisation, unit, quantity, informationValue, validUntil } = command;
    if (slice.get(offer, offerId) !== undefined) return reject(alreadyExists('offer', offerId));
    const giver = slice.platformFact(knownOrganisation, organisation);
    if (giver === undefined) return reject(notKnown('organisation', organisation, 'body.organisation'));
    if (!speaksFor(organisation, by, slice, context)) return reject(notYours(organisation));
    const amounts = amountReader(charter.currency);
    if (informationValue != null) amounts.read(informationValue, 'body.informationValue');
    const today = localDate(context.time, charter.timeZone);
    const standing = standingOfGiver({ ...command, field: 'body.organisation' }, slice, context);
    const unfit =
      amounts.refusal() ??
      refuseGiver(standing, context, true) ??
      refuseQuantity(command) ??
      refuseThemes(command, slice) ??
      (validUntil < today && !context.backDated ? refuseExpired(today) : undefined);
    if (unfit !== undefined) return reject(unfit);
    const data: OfferMade['data'] = {
      ...command,
      unit: unit ?? null,
      quantity: quantity ?? null,
      informationValue: informationValue ?? null,
      ...toldOfGiver(standing),
    };
    return accept([{ type: 'OfferMade', data }], offerAnswer(offerId, asMade(data, context.time), today));
  },
};

/** Takes an offer back; matches that are agreed stay so. */
export const withdrawOffer: CommandHandler<WithdrawOffer, OfferWithdrawn, OfferAnswer> = {
  needs: ({ offerId, by }) => ({
    own: [{ kind: offer.kind, id: offerId }],
    facts: [
      { kind: knownCharter.kind, id: CURRENT },
      { kind: accessAggregate.kind, id: by },
    ],
  }),
  decide({ offerId, by, reason }, slice, context) {
    const state = slice.get(offer, offerId);
    if (state === undefined) return reject(notFound('offer', offerId));
    if (!context.actor.roles.includes('secretariat') && !speaksFor(state.organisation, by, slice, context))
      return reject(notYours(state.organisation));
    if (state.status === 'withdrawn')
      return reject(
        conflict(
          'offer-withdrawn',
          { en: 'Withdrawn already', fr: 'Déjà retirée' },
          { en: `${offerId} was withdrawn before.`, fr: `${offerId} a déjà été retirée.` },
        ),
      );
    const zone = slice.fact(knownCharter, CURRENT)?.timeZone ?? 'UTC';
    const answer = offerAnswer(offerId, { ...state, status: 'withdrawn' }, localDate(context.time, zone));
    return accept([{ type: 'OfferWithdrawn', data: { offerId, reason } }], answer);
  },
};

/** True for a partner or donor of the organisation; the secretariat speaks for others only with a provenance. */
export function speaksFor(
  organisation: string,
  person: string,
  slice: Slice,
  { actor, provenance, backDated }: Context,
): boolean {
  if (actor.roles.includes('secretariat') && (backDated || provenance !== undefined)) return true;
  const grants = person === actor.id ? (slice.fact(accessAggregate, person)?.grants ?? []) : [];
  return grants.some(
    (grant) => (grant.role === 'partner' || grant.role === 'donor') && grant.organisation === organisation,
  );
}

/** 403: only its own people speak for an organisation, or for one of two. */
export function notYours(organisation: string, other?: string): Rejection {
  return {
    code: 'not-your-organisation',
    category: 'forbidden',
    title: { en: 'Not your organisation', fr: 'Pas votre organisation' },
    detail: {
      en: `Only partners and donors of ${organisation}${other === undefined ? '' : ` and ${other}`} speak for it.`,
      fr: `Seuls les partenaires et donateurs de ${organisation}${other === undefined ? '' : ` et de ${other}`} parlent pour elle.`,
    },
  };
}

function refuseQuantity({ unit, quantity }: Pick<MakeOffer, 'unit' | 'quantity'>): Rejection | undefined {
  if ((unit === undefined) === (quantity === undefined)) return undefined;
  const missing = unit === undefined ? 'unit' : 'quantity';
  return refused(
    'quantity-without-unit',
    { en: 'A quantity has a unit', fr: 'Une quantité a une unité' },
    {
      en: `Give the ${missing} as well, or leave both out.`,
      fr: `Donnez aussi ${missing === 'unit' ? 'l’unité' : 'la quantité'}, ou omettez les deux.`,
    },
    { field: `body.${missing}`, category: 'invalid' },
  );
}

function refuseExpired(today: LocalDate): Rejection {
  return refused(
    'offer-expired',
    { en: 'Over before it is made', fr: 'Échue avant d’être faite' },
    {
      en: `Its last day is not before today, ${today}.`,
      fr: `Son dernier jour ne précède pas aujourd’hui, le ${today}.`,
    },
    { field: 'body.validUntil', category: 'invalid' },
  );
}

function refuseThemes({ themes }: Pick<MakeOffer, 'themes'>, slice: Slice): Rejection | undefined {
  const at = themes.findIndex(
    ({ list, version, code }) => !listIn(slice, list, version)?.codes.some((known) => known.code === code),
  );
  const theme = themes[at];
  if (theme === undefined) return undefined;
  return notKnown('code', `${theme.list}/${theme.version}/${theme.code}`, `body.themes.${at}`);
}
