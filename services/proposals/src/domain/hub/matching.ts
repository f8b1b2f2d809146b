import type { LocalDate, Localised } from '@mdtf/domain';
import type { CodeReference, ProposalContent } from '../writing/content.ts';
import type { MatchCriterion } from './hub-events.ts';
import { availableOf, type Offer } from './offer.ts';

/** What a request and an offer come to: what would be given, criterion by criterion with its reason. */
export interface Fit {
  /** No criterion stands against it. */
  readonly fits: boolean;
  /** Two for each criterion met, one for each met partly. */
  readonly points: number;
  /** As much as is asked and there, in the offer's unit; null where the offer has no quantity. */
  readonly quantity: number | null;
  readonly criteria: readonly MatchCriterion[];
}

/** Compares a request with an offer on a day of the fund; the same of both always gives the same. */
export function fitOf(request: ProposalContent, offered: Offer, today: LocalDate): Fit {
  const { languages = [] } = request.assistance ?? {};
  const themes = (request.classification ?? []).map(themeName);
  const capacity = capacityOf(request, offered);
  const criteria = [
    shared('theme', themes, offered.themes.map(themeName), { en: 'theme', fr: 'thème' }),
    shared('country', request.countries, offered.countries, { en: 'country', fr: 'pays' }),
    shared('language', languages, offered.languages, { en: 'language', fr: 'langue' }),
    capacity.criterion,
    validity(offered, today),
  ];
  const points = criteria.reduce((sum, { outcome }) => sum + POINTS[outcome], 0);
  const fits = criteria.every(({ outcome }) => outcome !== 'not-met');
  return { fits, points, quantity: capacity.quantity, criteria };
}

// A code means the same in every version of its list.
const themeName = ({ list, code }: CodeReference): string => `${list}/${code}`;

/** Best first; of equal points the older offer, then by id. */
export function byFit(
  a: { readonly fit: Fit; readonly offerId: string; readonly offer: Pick<Offer, 'offeredAt'> },
  b: { readonly fit: Fit; readonly offerId: string; readonly offer: Pick<Offer, 'offeredAt'> },
): number {
  if (a.fit.fits !== b.fit.fits) return a.fit.fits ? -1 : 1;
  if (a.fit.points !== b.fit.points) return b.fit.points - a.fit.points;
  const [first, second] = [`${a.offer.offeredAt} ${a.offerId}`, `${b.offer.offeredAt} ${b.offerId}`];
  return first < second ? -1 : first > second ? 1 : 0;
}

const POINTS = { met: 2, partly: 1, 'not-said': 0, 'not-met': 0 } as const;

function shared(
  criterion: MatchCriterion['criterion'],
  asked: readonly string[],
  offered: readonly string[],
  word: Localised,
): MatchCriterion {
  if (asked.length === 0 || offered.length === 0) {
    const reason = {
      en: `No ${word.en} is named by ${asked.length === 0 ? 'the request' : 'the offer'}: open.`,
      fr: `${asked.length === 0 ? 'La demande' : 'L’offre'} ne précise pas : ${word.fr} libre.`,
    };
    return { criterion, outcome: 'not-said', reason };
  }
  const both = asked.filter((one) => offered.includes(one));
  const list = listed(both.length > 0 ? both : asked);
  if (both.length > 0)
    return {
      criterion,
      outcome: 'met',
      reason: {
        en: `In common (${word.en}): ${list}.`,
        fr: `En commun (${word.fr}) : ${list}.`,
      },
    };
  return {
    criterion,
    outcome: 'not-met',
    reason: {
      en: `Asked (${word.en}): ${list}; offered: ${listed(offered)}.`,
      fr: `Demandé (${word.fr}) : ${list} ; offert : ${listed(offered)}.`,
    },
  };
}

const MAX_NAMED = 10;

const listed = (names: readonly string[]): string =>
  names.length <= MAX_NAMED ? names.join(', ') : `${names.slice(0, MAX_NAMED).join(', ')} …`;

function capacityOf(
  { assistance }: ProposalContent,
  offered: Offer,
): { readonly criterion: MatchCriterion; readonly quantity: number | null } {
  const { unit } = offered;
  const available = availableOf(offered);
  if (unit === null || available === null)
    return told('not-said', null, {
      en: 'The offer names no quantity.',
      fr: 'L’offre n’indique pas de quantité.',
    });
  const asked = assistance?.inKind.find((wanted) => sameUnit(wanted.unit, unit))?.quantity;
  if (available <= 0)
    return told('not-met', null, {
      en: `Nothing is left of ${offered.quantity} ${unit}.`,
      fr: `Il ne reste rien de ${offered.quantity} ${unit}.`,
    });
  if (asked === undefined)
    return told('not-said', available, {
      en: `${available} ${unit} are there; the request names no quantity of them.`,
      fr: `${available} ${unit} disponibles ; la demande n’en indique pas la quantité.`,
    });
  const numbers = {
    en: `Asked: ${asked} ${unit}; there: ${available}.`,
    fr: `Demandé : ${asked} ${unit} ; disponible : ${available}.`,
  };
  return told(available >= asked ? 'met' : 'partly', Math.min(asked, available), numbers);
}

function told(outcome: MatchCriterion['outcome'], quantity: number | null, reason: Localised) {
  return { criterion: { criterion: 'capacity' as const, outcome, reason }, quantity };
}

const sameUnit = (a: string, b: string): boolean => plain(a) === plain(b);
const plain = (unit: string): string =>
  unit
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s-]+/g, ' ')
    .trim();

function validity({ status, validUntil }: Offer, today: LocalDate): MatchCriterion {
  if (status === 'withdrawn')
    return {
      criterion: 'validity',
      outcome: 'not-met',
      reason: { en: 'The offer was withdrawn.', fr: 'L’offre a été retirée.' },
    };
  return {
    criterion: 'validity',
    outcome: validUntil < today ? 'not-met' : 'met',
    reason: { en: `The offer is valid until ${validUntil}.`, fr: `L’offre vaut jusqu’au ${validUntil}.` },
  };
}
