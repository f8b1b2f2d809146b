import type { LocalDate, Place, SmallestChange } from '@mdtf/domain';
import { decimalText, divideDown, divideUp, minorUnitDigits, moneyOf, percentHalfUp } from '@mdtf/domain';
import { PLACE_TITLES } from './places.ts';
import type { Finding, Rule } from './rule.ts';
import { inBoth } from './writing.ts';

/** Sums in minor units, gross of fees, the bank's part included in the total. */
export interface CapFacts {
  readonly currency: string;
  readonly internalMinor: bigint;
  readonly totalMinor: bigint;
  /** The bank's part of the one item being decided, where the sums are cumulative: changes are then to this part. */
  readonly itemInternalMinor?: bigint;
  /** The years whose sums these are, from `capYears`; null or absent: of the fund's life, or of one plan alone. */
  readonly years?: CapYears | null;
}

/** Calendar years, from the first to the last, both counted. */
export interface CapYears {
  readonly first: number;
  readonly last: number;
}

/** The share allowed as a fraction in lowest terms or not, and the time over which sums are taken. */
export interface CapParameters {
  readonly limitNumerator: number;
  readonly limitDenominator: number;
  readonly period: 'life' | 'rolling';
  readonly rollingYears: number;
}

/** How much more internal money may go in while the others stay, and how much any other gift raises that. */
export interface CapHeadroom {
  /** Minor units, rounded down; below 0 how far internal money is above its share of the total; null without bound. */
  readonly headroomMinor: bigint | null;
  /** 3 of every 17 for a cap of 3/20. */
  readonly raise: { readonly numerator: bigint; readonly denominator: bigint };
}

/** Headroom under `n · total ≥ d · internal`; exact, equality passes. */
export function capHeadroom(facts: CapFacts, parameters: CapParameters): CapHeadroom {
  const { n, d } = fractionOf(parameters);
  const raise = { numerator: n, denominator: d - n };
  const { internalMinor, totalMinor } = facts;
  const excess = internalMinor - divideDown(n * totalMinor, d);
  if (excess > 0n) return { headroomMinor: -excess, raise };
  if (n >= d) return { headroomMinor: null, raise };
  const most = divideDown(n * (totalMinor - internalMinor), d - n);
  return { headroomMinor: most - internalMinor, raise };
}

/** The most years that a cap may roll over, and so the most that anybody need keep sums of. */
export const MAX_CAP_YEARS = 30;

/**
 * The years whose money counts on a date: that of the date and those before it, `rollingYears` in all; null over the
 * fund's life. Whole calendar years, so that one sum a year is enough; a year begins on 1 January at 00:00 UTC.
 */
export function capYears(date: LocalDate, { period, rollingYears }: CapParameters): CapYears | null {
  if (period === 'life') return null;
  const last = Number(date.slice(0, 4));
  return { first: last - rollingYears + 1, last };
}

/** The first date whose money counts on a date; null over the fund's life. */
export function capPeriodStart(date: LocalDate, parameters: CapParameters): LocalDate | null {
  const years = capYears(date, parameters);
  return years === null ? null : `${years.first}-01-01`;
}

/** R1: the bank's internal resources are at most 15 % of all funding sought: 20 × internal ≤ 3 × total. */
export const cap: Rule<CapFacts, CapParameters> = {
  id: 'R1',
  version: 1,
  source: 'SCPF/13, annex, section 4',
  title: { en: 'Cap on the bank’s internal resources', fr: 'Plafond des ressources internes de la banque' },
  explanation: {
    en: 'The bank’s internal resources are at most a share of all funding, gross of fees and with the bank’s part included. Equality passes.',
    fr: 'Les ressources internes de la banque sont au plus une part de tout le financement, avant frais et part de la banque comprise. L’égalité est admise.',
  },
  places: {
    'facility-preliminary': 'warn',
    'facility-formal': 'block',
    proposal: 'off',
    agenda: 'warn',
    decision: 'warn',
    allocation: 'warn',
    pledged: 'off',
    agreed: 'off',
    deposited: 'warn',
  },
  parameters: {
    limitNumerator: {
      type: 'integer',
      minimum: 0,
      maximum: 1_000_000,
      default: 3,
      label: { en: 'Share allowed: upper part of the fraction', fr: 'Part autorisée : numérateur' },
    },
    limitDenominator: {
      type: 'integer',
      minimum: 1,
      maximum: 1_000_000,
      default: 20,
      label: { en: 'Share allowed: lower part of the fraction', fr: 'Part autorisée : dénominateur' },
    },
    period: {
      type: 'choice',
      options: {
        life: { en: 'over the life of the fund', fr: 'sur toute la durée du fonds' },
        rolling: {
          en: 'over rolling calendar years, the one it is included',
          fr: 'sur des années civiles glissantes, l’année en cours comprise',
        },
      },
      default: 'life',
      label: { en: 'Time over which sums are taken', fr: 'Période sur laquelle portent les sommes' },
    },
    rollingYears: {
      type: 'integer',
      minimum: 1,
      maximum: MAX_CAP_YEARS,
      default: 5,
      label: { en: 'Rolling years, where chosen', fr: 'Nombre d’années glissantes, le cas échéant' },
    },
  },
  quantities: {
    internalMinor: {
      type: 'money',
      label: { en: 'The bank’s internal resources', fr: 'Ressources internes de la banque' },
    },
    totalMinor: {
      type: 'money',
      label: {
        en: 'All funding, the bank’s part included',
        fr: 'Tout le financement, part de la banque comprise',
      },
    },
    itemInternalMinor: {
      type: 'money',
      label: {
        en: 'The bank’s part of the item being decided',
        fr: 'Part de la banque dans l’objet à décider',
      },
    },
    years: {
      type: 'list',
      label: {
        en: 'The calendar years whose sums these are',
        fr: 'Années civiles sur lesquelles portent les sommes',
      },
    },
  },
  evaluate(facts, parameters, place) {
    const { n, d } = fractionOf(parameters);
    const { currency, internalMinor, totalMinor } = facts;
    const holds = d * internalMinor <= n * totalMinor;
    const text = (minor: bigint) => decimalText(minor, minorUnitDigits(currency));
    return {
      result: holds ? 'holds' : 'broken',
      numerator: text(internalMinor),
      denominator: text(totalMinor),
      limit: text(divideDown(n * totalMinor, d)),
      percent: percentHalfUp(internalMinor, totalMinor, 2),
      percentLimit: percentHalfUp(n, d, 2),
      headroomMinor: capHeadroom(facts, parameters).headroomMinor,
      explanation: explain(facts, parameters, place, holds),
      changes: holds ? [] : smallestChanges(facts, n, d),
    };
  },
};

function fractionOf(parameters: CapParameters): { n: bigint; d: bigint } {
  return { n: BigInt(parameters.limitNumerator), d: BigInt(parameters.limitDenominator) };
}

function explain(
  facts: CapFacts,
  parameters: CapParameters,
  place: Place,
  holds: boolean,
): Finding['explanation'] {
  const { currency, internalMinor, totalMinor } = facts;
  const { n, d } = fractionOf(parameters);
  const [left, right] = [d * internalMinor, n * totalMinor];
  const share = percentHalfUp(internalMinor, totalMinor, 2);
  const allowed = percentHalfUp(n, d, 2) ?? '';
  const { headroomMinor, raise } = capHeadroom(facts, parameters);
  const { years = null } = facts;
  const sign = left < right ? '<' : left === right ? '=' : '>';
  return inBoth(currency, {
    en: (w) => {
      const span = years === null ? '' : ` in ${wordYears(years)}`;
      const part = share === null ? '' : ` (${w.percent(share)})`;
      const sums = `${d} × ${w.amount(internalMinor)} = ${w.amount(left)} ${sign} ${w.amount(right)} = ${n} × ${w.amount(totalMinor)}`;
      const opening = `${PLACE_TITLES[place].en}: the bank’s internal resources are ${w.money(internalMinor)} of ${w.money(totalMinor)}${part}${span}`;
      if (!holds)
        return `${opening}, above the cap of ${w.percent(allowed)} by ${w.money(-(headroomMinor ?? 0n))}: ${sums}.`;
      const room =
        headroomMinor === null
          ? ''
          : ` Up to ${w.money(headroomMinor)} more may come from the bank, and every ${raise.denominator} from others raise that by ${raise.numerator}.`;
      return `${opening}, within the cap of ${w.percent(allowed)}: ${sums}.${room}`;
    },
    fr: (w) => {
      const span = years === null ? '' : ` en ${wordYears(years)}`;
      const part = share === null ? '' : ` (${w.percent(share)})`;
      const sums = `${d} × ${w.amount(internalMinor)} = ${w.amount(left)} ${sign} ${w.amount(right)} = ${n} × ${w.amount(totalMinor)}`;
      const opening = `${PLACE_TITLES[place].fr} : les ressources internes de la banque s’élèvent à ${w.money(internalMinor)} sur ${w.money(totalMinor)}${part}${span}`;
      if (!holds)
        return `${opening} et dépassent de ${w.money(-(headroomMinor ?? 0n))} le plafond de ${w.percent(allowed)} : ${sums}.`;
      const room =
        headroomMinor === null
          ? ''
          : ` La banque peut encore apporter jusqu’à ${w.money(headroomMinor)}, et chaque montant de ${raise.denominator} venant d’autres sources y ajoute ${raise.numerator}.`;
      return `${opening}, dans la limite du plafond de ${w.percent(allowed)} : ${sums}.${room}`;
    },
  });
}

function wordYears({ first, last }: CapYears): string {
  return first === last ? `${last}` : `${first}–${last}`;
}

function smallestChanges(facts: CapFacts, n: bigint, d: bigint): SmallestChange[] {
  const { currency, internalMinor, totalMinor } = facts;
  const part = facts.itemInternalMinor ?? internalMinor;
  const others = totalMinor - internalMinor;
  const shift = divideUp(d * internalMinor - n * totalMinor, d);
  const changes: SmallestChange[] = [];
  if (shift <= part) changes.push(shiftChange(currency, shift, part - shift));
  const cut = n >= d ? null : internalMinor - divideDown(n * others, d - n);
  if (cut !== null && cut <= part) changes.push(cutChange(currency, cut, part - cut));
  const add = n === 0n ? null : divideUp(d * internalMinor - n * totalMinor, n);
  if (add !== null) changes.push(addChange(currency, add, others + add));
  return changes;
}

function shiftChange(currency: string, by: bigint, to: bigint): SmallestChange {
  return {
    code: 'total-fixed',
    holds: { en: 'The total stays', fr: 'Le total reste inchangé' },
    action: inBoth(currency, {
      en: (w) => `Shift ${w.money(by)} from the bank to other sources, leaving ${w.money(to)} from the bank.`,
      fr: (w) =>
        `Reporter ${w.money(by)} de la banque sur d’autres sources ; la part de la banque est alors de ${w.money(to)}.`,
    }),
    by: moneyOf(by, currency),
    to: moneyOf(to, currency),
    toDate: null,
  };
}

function cutChange(currency: string, by: bigint, to: bigint): SmallestChange {
  return {
    code: 'others-fixed',
    holds: { en: 'The other sources stay', fr: 'Les autres sources restent inchangées' },
    action: inBoth(currency, {
      en: (w) => `Cut the bank’s part by ${w.money(by)} to ${w.money(to)}.`,
      fr: (w) => `Réduire la part de la banque de ${w.money(by)}, à ${w.money(to)}.`,
    }),
    by: moneyOf(by, currency),
    to: moneyOf(to, currency),
    toDate: null,
  };
}

function addChange(currency: string, by: bigint, to: bigint): SmallestChange {
  return {
    code: 'internal-fixed',
    holds: { en: 'The bank’s part stays', fr: 'La part de la banque reste inchangée' },
    action: inBoth(currency, {
      en: (w) => `Add ${w.money(by)} from other sources, which then give ${w.money(to)}.`,
      fr: (w) => `Ajouter ${w.money(by)} provenant d’autres sources, qui apportent alors ${w.money(to)}.`,
    }),
    by: moneyOf(by, currency),
    to: moneyOf(to, currency),
    toDate: null,
  };
}
