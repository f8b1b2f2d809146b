import type { Place } from '@mdtf/domain';
import { isLocalDate, millionthsOf } from '@mdtf/domain';
import {
  MAX_CLAUSES,
  MAX_COMPARISONS,
  MAX_OWN_RULES,
  MAX_SUMMED,
  MAX_TEXTS,
  type OwnComparison,
  type OwnCondition,
  type OwnRule,
} from './own-rule.ts';
import { PLACE_TITLES } from './places.ts';
import { QUANTITIES, type QuantityName } from './quantities.ts';
import type { QuantityType } from './rule.ts';

/** What is wrong with one part of a rule: where, as a dotted path, and what, in English and French. */
export interface OwnRuleProblem {
  readonly path: string;
  readonly message: { readonly en: string; readonly fr: string };
}

const SEVERITIES: readonly string[] = ['off', 'warn', 'block', 'needs-waiver'];
const ORDERED: readonly string[] = ['at-most', 'below', 'at-least', 'above'];
const EQUAL: readonly string[] = ['equal', 'not-equal'];
const CHOSEN: readonly string[] = ['one-of', 'none-of'];
const RIGHT_SIDES = ['amount', 'number', 'date', 'texts', 'of'] as const;
const ID = /^F[1-9]\d{0,2}$/;
const AMOUNT = /^\d{1,15}(\.\d{1,2})?$/;
const PERCENT = /^\d{1,3}(\.\d{1,4})?$/;
const HUNDRED_PERCENT = millionthsOf('100');

/** What keeps a fund's own rules from being adopted; empty when they can be. */
export function ownRuleProblems(rules: readonly OwnRule[]): OwnRuleProblem[] {
  if (rules.length > MAX_OWN_RULES) return [tooMany('own', MAX_OWN_RULES)];
  const ids = rules.map(({ id }) => id);
  return rules.flatMap((rule, at) => {
    const path = `own.${at}`;
    return [
      ...(ID.test(rule.id) ? [] : [problem(`${path}.id`, 'must be F1 to F999', 'doit être F1 à F999')]),
      ...(ids.indexOf(rule.id) === at
        ? []
        : [problem(`${path}.id`, 'is used twice', 'est utilisé deux fois')]),
      ...severityProblems(path, rule),
      ...conditionProblems(`${path}.holds`, rule.holds, placesOf(rule)),
      ...(rule.holds.length === 0
        ? [problem(`${path}.holds`, 'must say something', 'doit dire quelque chose')]
        : []),
      ...conditionProblems(`${path}.when`, rule.when ?? [], placesOf(rule)),
    ];
  });
}

/** The places where a rule is judged. */
function placesOf({ severities }: OwnRule): readonly Place[] {
  return (Object.keys(severities) as Place[]).filter((place) => (severities[place] ?? 'off') !== 'off');
}

function severityProblems(path: string, { severities }: OwnRule): OwnRuleProblem[] {
  return Object.entries(severities).flatMap(([place, severity]) => {
    const at = `${path}.severities.${place}`;
    if (!Object.hasOwn(PLACE_TITLES, place)) return [problem(at, 'is no place', 'n’est pas une étape')];
    const listed = SEVERITIES.join(', ');
    return SEVERITIES.includes(`${severity}`)
      ? []
      : [problem(at, `must be one of ${listed}`, `doit être l’un de ${listed}`)];
  });
}

function conditionProblems(
  path: string,
  condition: OwnCondition,
  places: readonly Place[],
): OwnRuleProblem[] {
  if (condition.length > MAX_CLAUSES) return [tooMany(path, MAX_CLAUSES)];
  return condition.flatMap((clause, at) => {
    const here = `${path}.${at}`;
    if (clause.length > MAX_COMPARISONS) return [tooMany(here, MAX_COMPARISONS)];
    if (clause.length === 0) return [problem(here, 'must compare something', 'doit comparer quelque chose')];
    return clause.flatMap((comparison, index) => comparisonProblems(`${here}.${index}`, comparison, places));
  });
}

function comparisonProblems(
  path: string,
  comparison: OwnComparison,
  places: readonly Place[],
): OwnRuleProblem[] {
  const { quantities, of = [] } = comparison;
  const named = [
    ...namedProblems(`${path}.quantities`, quantities, places),
    ...namedProblems(`${path}.of`, of, places),
  ];
  if (named.length > 0) return named;
  if (quantities.length === 0)
    return [problem(`${path}.quantities`, 'must name a quantity', 'doit nommer une grandeur')];
  const given = RIGHT_SIDES.filter((side) => comparison[side] !== undefined);
  const [side] = given;
  if (side === undefined || given.length > 1)
    return [
      problem(
        path,
        'must compare with exactly one of amount, number, date, texts and of',
        'doit comparer avec exactement un parmi amount, number, date, texts et of',
      ),
    ];
  return [
    ...typeProblems(path, comparison, side),
    ...valueProblems(path, comparison, side),
    ...relationProblems(path, comparison, typeOf(quantities[0] ?? '')),
  ];
}

function namedProblems(path: string, names: readonly string[], places: readonly Place[]): OwnRuleProblem[] {
  if (names.length > MAX_SUMMED) return [tooMany(path, MAX_SUMMED)];
  return names.flatMap((name, at) => {
    if (!isQuantity(name))
      return [problem(`${path}.${at}`, `${name} is no quantity`, `${name} n’est pas une grandeur`)];
    const known: readonly Place[] = QUANTITIES[name].places;
    return places
      .filter((place) => !known.includes(place))
      .map((place) =>
        problem(`${path}.${at}`, `is not known at ${place}`, `n’est pas connue à l’étape ${place}`),
      );
  });
}

/** One type on both sides; only money and numbers are added up. */
function typeProblems(
  path: string,
  { quantities, of = [] }: OwnComparison,
  side: (typeof RIGHT_SIDES)[number],
) {
  const type = typeOf(quantities[0] ?? '');
  const right = {
    amount: 'money',
    number: 'number',
    date: 'date',
    texts: type === 'yes-no' ? 'yes-no' : 'text',
    of: typeOf(of[0] ?? ''),
  }[side];
  const found: OwnRuleProblem[] = [];
  if (right !== type || [...quantities, ...of].some((name) => typeOf(name) !== type))
    found.push(problem(path, `compares ${type} with another type`, `compare ${type} à un autre type`));
  const added = quantities.length > 1 || of.length > 1;
  if (added && type !== 'money' && type !== 'number')
    found.push(problem(path, `cannot add up ${type}`, `ne peut additionner ${type}`));
  return found;
}

function valueProblems(
  path: string,
  { amount, date, texts, of, number, percent }: OwnComparison,
  side: string,
): OwnRuleProblem[] {
  const found: OwnRuleProblem[] = [];
  const wrong = (name: string, en: string, fr: string) => found.push(problem(`${path}.${name}`, en, fr));
  if (amount !== undefined && !AMOUNT.test(amount))
    wrong('amount', 'must be an amount such as "250.00"', 'doit être un montant tel que "250.00"');
  if (number !== undefined && !Number.isSafeInteger(number))
    wrong('number', 'must be a whole number', 'doit être un nombre entier');
  if (date !== undefined && !isLocalDate(date))
    wrong('date', 'must be a date between 1900 and 2199', 'doit être une date entre 1900 et 2199');
  if (texts !== undefined && (texts.length === 0 || texts.length > MAX_TEXTS))
    wrong('texts', `must be 1 to ${MAX_TEXTS} texts`, `doit être 1 à ${MAX_TEXTS} textes`);
  if (of?.length === 0) wrong('of', 'must name a quantity', 'doit nommer une grandeur');
  if (percent === undefined) return found;
  if (side !== 'of') wrong('percent', 'goes with of', 'va avec of');
  if (!PERCENT.test(percent))
    wrong('percent', 'must be a percentage such as "7.25"', 'doit être un pourcentage tel que "7.25"');
  return found;
}

function relationProblems(
  path: string,
  { is, percent }: OwnComparison,
  type: QuantityType,
): OwnRuleProblem[] {
  const counted = type === 'money' || type === 'number';
  const may = type === 'text' || type === 'yes-no' ? CHOSEN : [...ORDERED, ...EQUAL];
  const found = may.includes(is)
    ? []
    : [
        problem(
          `${path}.is`,
          `must be one of ${may.join(', ')} for ${type}`,
          `doit être l’un de ${may.join(', ')} pour ${type}`,
        ),
      ];
  if (percent === undefined || counted || !PERCENT.test(percent) || millionthsOf(percent) === HUNDRED_PERCENT)
    return found;
  return [...found, problem(`${path}.percent`, `cannot be of ${type}`, `ne peut porter sur ${type}`)];
}

function typeOf(name: string): QuantityType {
  return isQuantity(name) ? QUANTITIES[name].type : 'text';
}

function isQuantity(name: string): name is QuantityName {
  return Object.hasOwn(QUANTITIES, name);
}

function tooMany(path: string, most: number): OwnRuleProblem {
  return problem(path, `must be ${most} at most`, `doit en compter ${most} au plus`);
}

function problem(path: string, en: string, fr: string): OwnRuleProblem {
  return { path, message: { en, fr } };
}
