import type { Localised, Place, Severity } from '@mdtf/domain';
import { isLocalDate, millionthsOf } from '@mdtf/domain';
import { CATALOGUE, RULE_IDS } from './catalogue.ts';
import type { OwnRule } from './own-rule.ts';
import { ownRuleProblems } from './own-rule-problems.ts';
import { PLACE_TITLES } from './places.ts';
import type { CapParameters } from './r1-cap.ts';
import type { ParameterDescription, RuleId } from './rule.ts';

/** A charter's word on one rule; what it leaves out is as the catalogue has it. */
export interface CharterRule {
  readonly parameters?: Readonly<Record<string, string | number>> | undefined;
  readonly severities?: { readonly [place in Place]?: Severity | undefined } | undefined;
}

/** The part of a charter that sets rules, JSON. */
export type CharterRules = { readonly [rule in RuleId]?: CharterRule | undefined } & {
  /** The fund's own rules, besides those of the catalogue. */
  readonly own?: readonly OwnRule[] | undefined;
};

/** The same with nothing left out, as it is pinned when a charter is adopted. */
export type CompleteCharterRules = { readonly [rule in RuleId]: Required<CharterRule> } & {
  readonly own?: readonly OwnRule[];
};

/** Why a charter's rules cannot be adopted: where, as a dotted path, and what is wrong. */
export interface CharterRuleProblem {
  readonly path: string;
  readonly message: Localised;
}

const SEVERITIES: readonly Severity[] = ['off', 'warn', 'block', 'needs-waiver'];

/** Every rule with the catalogue's parameters and severities. */
export function defaultCharterRules(): CompleteCharterRules {
  return completeCharterRules({});
}

/** A charter's rules with the catalogue's defaults filled in, so that a later catalogue cannot change what was adopted. */
export function completeCharterRules(rules: CharterRules): CompleteCharterRules {
  const complete = RULE_IDS.map((id) => [
    id,
    {
      parameters: { ...defaultParameters(id), ...rules[id]?.parameters },
      severities: { ...CATALOGUE[id].places, ...rules[id]?.severities },
    },
  ]);
  const { own } = rules;
  return { ...Object.fromEntries(complete), ...(own === undefined ? {} : { own }) } as CompleteCharterRules;
}

/** The parameters of a rule as the catalogue has them. */
export function defaultParameters(id: RuleId): Readonly<Record<string, string | number>> {
  return defaults.get(id) ?? rememberedDefaults(id);
}

function rememberedDefaults(id: RuleId): Readonly<Record<string, string | number>> {
  const made = Object.fromEntries(
    descriptionsOf(id).map(([name, description]) => [name, description.default]),
  );
  defaults.set(id, made);
  return made;
}

/** The parameters of a rule under a charter's rules. */
export function parametersUnder(id: RuleId, rules: CharterRules): Readonly<Record<string, string | number>> {
  const rule = rules[id];
  if (rule === undefined) return defaultParameters(id);
  return completed.get(rule) ?? rememberedUnder(id, rule);
}

function rememberedUnder(id: RuleId, rule: CharterRule): Readonly<Record<string, string | number>> {
  const made = { ...defaultParameters(id), ...rule.parameters };
  completed.set(rule, made);
  return made;
}

// A charter that sets every rule there first was, and not this one, was adopted before this one came: it does not bind.
const FIRST_RULES: readonly RuleId[] = ['R1', 'R2', 'R3', 'R4', 'R8', 'R14'];

/** What a charter wants done when a rule does not hold at a place; off for a rule younger than the charter. */
export function severityUnder(id: RuleId, place: Place, rules: CharterRules): Severity {
  const set = rules[id];
  if (set === undefined && FIRST_RULES.every((first) => rules[first] !== undefined)) return 'off';
  return set?.severities?.[place] ?? CATALOGUE[id].places[place] ?? 'off';
}

// A charter's rules are a value that many decisions read: what follows from them is worked out once.
const defaults = new Map<RuleId, Readonly<Record<string, string | number>>>();
const completed = new WeakMap<CharterRule, Readonly<Record<string, string | number>>>();

/** The parameters of the cap under a charter's rules. */
export function capParameters(rules: CharterRules): CapParameters {
  // The catalogue describes parameters one by one; together they are the rule's own type, which adoption checked.
  return parametersUnder('R1', rules) as unknown as CapParameters;
}

/** What is wrong with a charter's rules; empty when they can be adopted. Accepts any JSON. */
export function charterRuleProblems(rules: CharterRules): CharterRuleProblem[] {
  const { own = [], ...catalogued } = rules;
  return [...Object.entries(catalogued).flatMap(catalogueProblems), ...ownRuleProblems(own)];
}

function catalogueProblems([id, rule]: [string, CharterRule | undefined]): CharterRuleProblem[] {
  if (!isRuleId(id)) return [problem(id, 'is no rule of the catalogue', 'n’est pas une règle du catalogue')];
  return [...parameterProblems(id, rule?.parameters ?? {}), ...severityProblems(id, rule?.severities ?? {})];
}

function parameterProblems(id: RuleId, given: Readonly<Record<string, unknown>>): CharterRuleProblem[] {
  const descriptions = new Map(descriptionsOf(id));
  const problems = Object.entries(given).flatMap(([name, value]) => {
    const path = `${id}.parameters.${name}`;
    const description = descriptions.get(name);
    if (description === undefined)
      return [problem(path, 'is no parameter of this rule', 'n’est pas un paramètre de cette règle')];
    return valueProblems(path, description, value);
  });
  if (problems.length > 0 || id !== 'R1') return problems;
  const { limitNumerator, limitDenominator } = { ...defaultParameters(id), ...given };
  if (Number(limitNumerator) <= Number(limitDenominator)) return [];
  return [
    problem(`${id}.parameters.limitNumerator`, 'is more than the denominator', 'dépasse le dénominateur'),
  ];
}

function valueProblems(
  path: string,
  description: ParameterDescription,
  value: unknown,
): CharterRuleProblem[] {
  if (description.type === 'integer') {
    const { minimum, maximum } = description;
    const fits = typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum;
    const bounds = `${minimum}–${maximum}`;
    return fits
      ? []
      : [problem(path, `must be a whole number, ${bounds}`, `doit être un nombre entier, ${bounds}`)];
  }
  if (description.type === 'percent') {
    const fits = typeof value === 'string' && /^\d{1,3}(\.\d{1,4})?$/.test(value);
    if (fits && millionthsOf(value) <= millionthsOf(description.maximum)) return [];
    const example = `0–${description.maximum}, "7.25"`;
    return [
      problem(
        path,
        `must be a percentage as text, ${example}`,
        `doit être un pourcentage en texte, ${example}`,
      ),
    ];
  }
  if (description.type === 'amount') return amountProblems(path, description.maximum, value);
  if (description.type === 'day-of-year') {
    const fits = typeof value === 'string' && DAY_OF_YEAR.test(value) && isLocalDate(`2001-${value}`);
    return fits
      ? []
      : [problem(path, 'must be a day of every year, "04-30"', 'doit être un jour de l’année, "04-30"')];
  }
  const options = Object.keys(description.options);
  if (typeof value === 'string' && options.includes(value)) return [];
  return [problem(path, `must be one of ${options.join(', ')}`, `doit être l’un de ${options.join(', ')}`)];
}

// Not 29 February: it is a day of every year.
const DAY_OF_YEAR = /^\d{2}-\d{2}$/;
const AMOUNT = /^\d{1,15}(\.\d{1,2})?$/;

function amountProblems(path: string, maximum: string, value: unknown): CharterRuleProblem[] {
  const fits = typeof value === 'string' && AMOUNT.test(value) && hundredths(value) <= hundredths(maximum);
  if (fits) return [];
  const example = `0–${maximum}, "250.00"`;
  return [
    problem(path, `must be an amount as text, ${example}`, `doit être un montant en texte, ${example}`),
  ];
}

function hundredths(amount: string): bigint {
  const [whole = '', cents = ''] = amount.split('.');
  return BigInt(`${whole}${cents.padEnd(2, '0')}`);
}

function severityProblems(id: RuleId, given: Readonly<Record<string, unknown>>): CharterRuleProblem[] {
  return Object.entries(given).flatMap(([place, severity]) => {
    const path = `${id}.severities.${place}`;
    if (!Object.hasOwn(PLACE_TITLES, place)) return [problem(path, 'is no place', 'n’est pas une étape')];
    if (!SEVERITIES.includes(severity as Severity)) {
      const listed = SEVERITIES.join(', ');
      return [problem(path, `must be one of ${listed}`, `doit être l’un de ${listed}`)];
    }
    if (severity === 'off' || Object.hasOwn(CATALOGUE[id].places, place)) return [];
    return [
      problem(
        path,
        'is a place where this rule cannot be tested',
        'est une étape où cette règle ne s’applique pas',
      ),
    ];
  });
}

function descriptionsOf(id: RuleId): [string, ParameterDescription][] {
  return Object.entries<ParameterDescription>(CATALOGUE[id].parameters);
}

function isRuleId(id: string): id is RuleId {
  return Object.hasOwn(CATALOGUE, id);
}

function problem(path: string, en: string, fr: string): CharterRuleProblem {
  return { path, message: { en, fr } };
}
