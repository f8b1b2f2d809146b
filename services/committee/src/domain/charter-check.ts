import { isCurrency, isLocalDate, isMoney, isTimeZone, type Localised } from '@mdtf/domain';
import { charterRuleProblems } from '@mdtf/rules';
import type { Charter } from './shapes.ts';

/** One field of a charter at fault: its path within the charter, and what to do about it. */
export interface CharterProblem {
  readonly field: string;
  readonly message: Localised;
}

/** What keeps a charter from being adopted, every field named; empty when it can be. Within each part, in its own order. */
export function charterProblems(charter: Charter): readonly CharterProblem[] {
  return [
    ...placeAndTime(charter),
    ...uniqueIds(charter),
    ...windows(charter),
    ...threshold(charter),
    ...seats(charter),
    ...quorum(charter),
    ...charterRuleProblems(charter.rules).map(({ path, message }) => ({ field: `rules.${path}`, message })),
  ];
}

function placeAndTime(charter: Charter): CharterProblem[] {
  const { currency, timeZone, workingDays, holidays, calendar, calendarTemplate = [] } = charter;
  const found: CharterProblem[] = [];
  if (!isCurrency(currency))
    found.push(
      problem(
        'currency',
        `${currency} is no currency of ISO 4217`,
        `${currency} n’est pas une monnaie d’ISO 4217`,
      ),
    );
  if (!isTimeZone(timeZone))
    found.push(
      problem(
        'timeZone',
        'must be an IANA time zone such as Europe/Zurich',
        'doit être un fuseau horaire IANA tel que Europe/Zurich',
      ),
    );
  if (workingDays.length === 0)
    found.push(problem('workingDays', 'must name at least one day', 'doit nommer au moins un jour'));
  if (new Set(workingDays).size < workingDays.length)
    found.push(problem('workingDays', 'names a day twice', 'nomme un jour deux fois'));
  for (const [at, date] of holidays.entries()) {
    if (!isLocalDate(date)) found.push(problem(`holidays.${at}`, ...OUT_OF_RANGE));
  }
  for (const [at, { date }] of calendar.entries()) {
    if (!isLocalDate(date)) found.push(problem(`calendar.${at}.date`, ...OUT_OF_RANGE));
  }
  const named = calendarTemplate.map(({ milestone }) => milestone);
  for (const [at, milestone] of named.entries()) {
    if (named.indexOf(milestone) < at)
      found.push(
        problem(
          `calendarTemplate.${at}.milestone`,
          `is given a day twice: ${milestone}`,
          `reçoit deux jours : ${milestone}`,
        ),
      );
  }
  return found;
}

const OUT_OF_RANGE = [
  'must be a date between 1900 and 2199',
  'doit être une date entre 1900 et 2199',
] as const;

function uniqueIds(charter: Charter): CharterProblem[] {
  const lists = ['objectives', 'windows', 'calendar', 'constituencies', 'seats'] as const;
  return lists.flatMap((list) => {
    const seen = new Set<string>();
    return charter[list].flatMap(({ id }, at) => {
      if (!seen.has(id)) {
        seen.add(id);
        return [];
      }
      return [problem(`${list}.${at}.id`, `${id} is used twice`, `${id} est utilisé deux fois`)];
    });
  });
}

function windows({ currency, objectives, windows }: Charter): CharterProblem[] {
  const known = new Set(objectives.map(({ id }) => id));
  return windows.flatMap(({ ceiling, objectives }, at) => {
    const unknown = objectives.flatMap((id, place) =>
      known.has(id)
        ? []
        : [
            problem(
              `windows.${at}.objectives.${place}`,
              `${id} is no objective of this charter`,
              `${id} n’est pas un objectif de cette charte`,
            ),
          ],
    );
    if (ceiling === undefined) return unknown;
    if (ceiling.currency !== currency) {
      unknown.push(problem(`windows.${at}.ceiling.currency`, ...notOfFund(currency)));
    } else if (!isMoney(ceiling)) {
      unknown.push(problem(`windows.${at}.ceiling.amount`, ...unfitAmount(currency)));
    }
    return unknown;
  });
}

function threshold({ currency, assistanceThreshold }: Charter): CharterProblem[] {
  if (assistanceThreshold === undefined) return [];
  if (assistanceThreshold.currency !== currency)
    return [problem('assistanceThreshold.currency', ...notOfFund(currency))];
  return isMoney(assistanceThreshold)
    ? []
    : [problem('assistanceThreshold.amount', ...unfitAmount(currency))];
}

function seats({ constituencies, seats }: Charter): CharterProblem[] {
  const known = new Set(constituencies.map(({ id }) => id));
  const found = seats.flatMap(({ constituency }, at) =>
    known.has(constituency)
      ? []
      : [problem(`seats.${at}.constituency`, ...unknownConstituency(constituency))],
  );
  if (!seats.some(({ voting }) => voting))
    found.push(
      problem('seats', 'must hold at least one seat with a vote', 'doit compter au moins un siège avec voix'),
    );
  return found;
}

function quorum({ constituencies, quorum, seats }: Charter): CharterProblem[] {
  const known = new Set(constituencies.map(({ id }) => id));
  const { numerator, denominator } = quorum.share;
  const found: CharterProblem[] = [];
  if (numerator > denominator)
    found.push(problem('quorum.share.numerator', 'is more than the denominator', 'dépasse le dénominateur'));
  for (const [constituency, minimum] of Object.entries(quorum.minimumPresent)) {
    const field = `quorum.minimumPresent.${constituency}`;
    const there = seats.filter((seat) => seat.voting && seat.constituency === constituency).length;
    if (!known.has(constituency)) found.push(problem(field, ...unknownConstituency(constituency)));
    else if (minimum > there)
      found.push(
        problem(
          field,
          `asks for ${minimum}, but it has ${there} seats with a vote`,
          `en demande ${minimum}, mais elle a ${there} sièges avec voix`,
        ),
      );
  }
  return found;
}

type Texts = readonly [en: string, fr: string];

const notOfFund = (currency: string): Texts => [
  `must be the fund's currency, ${currency}`,
  `doit être la monnaie du fonds, ${currency}`,
];

const unfitAmount = (currency: string): Texts => [
  `is finer than ${currency} allows, or too large`,
  `est plus fin que ${currency} ne le permet, ou trop grand`,
];

const unknownConstituency = (constituency: string): Texts => [
  `${constituency} is no constituency of this charter`,
  `${constituency} n’est pas une circonscription de cette charte`,
];

function problem(field: string, en: string, fr: string): CharterProblem {
  return { field, message: { en, fr } };
}
