import { isCurrency, isLocalDate, isMoney, isTimeZone } from '@mdtf/domain';
import { charterRuleProblems } from '@mdtf/rules';
import type { Charter } from './shapes.ts';

/** One field of a charter at fault: its path within the charter, and what to do about it. */
export interface CharterProblem {
  readonly field: string;
  readonly message: string;
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
    ...charterRuleProblems(charter.rules).map(({ path, message }) => problem(`rules.${path}`, message.en)),
  ];
}

function placeAndTime({ currency, timeZone, workingDays, holidays, calendar }: Charter): CharterProblem[] {
  const found: CharterProblem[] = [];
  if (!isCurrency(currency)) found.push(problem('currency', `${currency} is no currency of ISO 4217`));
  if (!isTimeZone(timeZone))
    found.push(problem('timeZone', 'must be an IANA time zone such as Europe/Zurich'));
  if (workingDays.length === 0) found.push(problem('workingDays', 'must name at least one day'));
  if (new Set(workingDays).size < workingDays.length) found.push(problem('workingDays', 'names a day twice'));
  for (const [at, date] of holidays.entries()) {
    if (!isLocalDate(date)) found.push(problem(`holidays.${at}`, OUT_OF_RANGE));
  }
  for (const [at, { date }] of calendar.entries()) {
    if (!isLocalDate(date)) found.push(problem(`calendar.${at}.date`, OUT_OF_RANGE));
  }
  return found;
}

const OUT_OF_RANGE = 'must be a date between 1900 and 2199';

function uniqueIds(charter: Charter): CharterProblem[] {
  const lists = ['objectives', 'windows', 'calendar', 'constituencies', 'seats'] as const;
  return lists.flatMap((list) => {
    const seen = new Set<string>();
    return charter[list].flatMap(({ id }, at) => {
      if (!seen.has(id)) {
        seen.add(id);
        return [];
      }
      return [problem(`${list}.${at}.id`, `${id} is used twice`)];
    });
  });
}

function windows({ currency, objectives, windows }: Charter): CharterProblem[] {
  const known = new Set(objectives.map(({ id }) => id));
  return windows.flatMap(({ ceiling, objectives }, at) => {
    const unknown = objectives.flatMap((id, place) =>
      known.has(id)
        ? []
        : [problem(`windows.${at}.objectives.${place}`, `${id} is no objective of this charter`)],
    );
    if (ceiling === undefined) return unknown;
    if (ceiling.currency !== currency) {
      unknown.push(problem(`windows.${at}.ceiling.currency`, `must be the fund's currency, ${currency}`));
    } else if (!isMoney(ceiling)) {
      unknown.push(problem(`windows.${at}.ceiling.amount`, `is finer than ${currency} allows, or too large`));
    }
    return unknown;
  });
}

function threshold({ currency, assistanceThreshold }: Charter): CharterProblem[] {
  if (assistanceThreshold === undefined) return [];
  if (assistanceThreshold.currency !== currency)
    return [problem('assistanceThreshold.currency', `must be the fund's currency, ${currency}`)];
  return isMoney(assistanceThreshold)
    ? []
    : [problem('assistanceThreshold.amount', `is finer than ${currency} allows, or too large`)];
}

function seats({ constituencies, seats }: Charter): CharterProblem[] {
  const known = new Set(constituencies.map(({ id }) => id));
  const found = seats.flatMap(({ constituency }, at) =>
    known.has(constituency)
      ? []
      : [problem(`seats.${at}.constituency`, `${constituency} is no constituency of this charter`)],
  );
  if (!seats.some(({ voting }) => voting))
    found.push(problem('seats', 'must hold at least one seat with a vote'));
  return found;
}

function quorum({ constituencies, quorum, seats }: Charter): CharterProblem[] {
  const known = new Set(constituencies.map(({ id }) => id));
  const { numerator, denominator } = quorum.share;
  const found: CharterProblem[] = [];
  if (numerator > denominator) found.push(problem('quorum.share.numerator', 'is more than the denominator'));
  for (const [constituency, minimum] of Object.entries(quorum.minimumPresent)) {
    const field = `quorum.minimumPresent.${constituency}`;
    const there = seats.filter((seat) => seat.voting && seat.constituency === constituency).length;
    if (!known.has(constituency))
      found.push(problem(field, `${constituency} is no constituency of this charter`));
    else if (minimum > there)
      found.push(problem(field, `asks for ${minimum}, but it has ${there} seats with a vote`));
  }
  return found;
}

function problem(field: string, message: string): CharterProblem {
  return { field, message };
}
