import type { Localised, Place, Verdict } from '@mdtf/domain';
import { decimalText, divideDown, millionthsOf, minorUnitDigits, percentHalfUp } from '@mdtf/domain';
import type { CharterRules } from './charter-rules.ts';
import { verdictOf, type WaiverScope } from './evaluate.ts';
import type { OwnRule } from './own-rule.ts';
import { conditionHolds, type Tested, testCondition, type Value } from './own-rule-test.ts';
import { changesOf, wordComparison } from './own-rule-words.ts';
import { QUANTITIES, type Quantities, type QuantityName } from './quantities.ts';
import { type Finding, finding, notApplicable } from './rule.ts';

const MILLION = 1_000_000n;

/**
 * Tests the fund's own rules that its charter judges at a place, in the charter's order; the verdicts are made as those
 * of the catalogue are. A rule whose quantities are not all said yet does not apply.
 */
export function evaluateOwn(
  place: Place,
  quantities: Quantities,
  currency: string,
  { own = [] }: Pick<CharterRules, 'own'>,
  waivers?: WaiverScope,
): Verdict[] {
  return own.flatMap((rule) => {
    const severity = rule.severities[place] ?? 'off';
    if (severity === 'off') return [];
    const found = findingOf(rule, quantities, currency);
    return [verdictOf(rule, { place, severity, found, waivers, currency })];
  });
}

function findingOf(
  { explanation, when = [], holds }: OwnRule,
  quantities: Quantities,
  currency: string,
): Finding {
  const applies = testCondition(when, quantities, currency);
  if ('missing' in applies) return missing(explanation, applies.missing);
  if (!conditionHolds(applies)) return notApplicable(joined([explanation, NOT_HERE]));
  const asked = testCondition(holds, quantities, currency);
  if ('missing' in asked) return missing(explanation, asked.missing);
  const broken = asked.clauses.filter((clause) => !clause.some((tested) => tested.holds));
  const shown = broken[0]?.[0] ?? asked.clauses[0]?.[0];
  const words = asked.clauses.flat().map((tested) => wordComparison(tested, currency));
  return finding({
    result: conditionHolds(asked) ? 'holds' : 'broken',
    ...(shown === undefined ? {} : numbersOf(shown, quantities, currency)),
    explanation: joined([explanation, ...words]),
    changes: broken.flatMap((clause) => clause.flatMap((tested) => changesOf(tested, currency))),
  });
}

const NOT_HERE = { en: 'It does not apply here.', fr: 'Elle ne s’applique pas ici.' };

function missing(explanation: Localised, name: QuantityName): Finding {
  const { en, fr } = QUANTITIES[name].label;
  return notApplicable(
    joined([explanation, { en: `Not said yet: ${en}.`, fr: `Pas encore indiqué : ${fr}.` }]),
  );
}

function numbersOf(
  { comparison, left, right }: Tested,
  quantities: Quantities,
  currency: string,
): Partial<Finding> {
  if (left.kind !== 'number' || right.kind !== 'number') return { numerator: wordOf(left), limit: null };
  const [first] = comparison.quantities as QuantityName[];
  const isMoney = first !== undefined && QUANTITIES[first].type === 'money';
  const digits = isMoney ? minorUnitDigits(currency) : 0;
  const [from, most] = [divideDown(left.n, left.d), divideDown(right.n, right.d)];
  const numbers = {
    numerator: decimalText(from, digits),
    limit: comparison.is === 'at-most' ? decimalText(most, digits) : null,
    headroomMinor: comparison.is === 'at-most' && isMoney ? most - from : null,
  };
  const { of = [], percent } = comparison;
  if (percent === undefined) return numbers;
  const base = (of as QuantityName[]).reduce((sum, name) => sum + BigInt(quantities[name] ?? 0n), 0n);
  return {
    ...numbers,
    denominator: decimalText(base, digits),
    percent: percentHalfUp(from, base, 2),
    percentLimit: percentHalfUp(millionthsOf(percent), MILLION, 2),
  };
}

function wordOf(value: Value): string | null {
  if (value.kind === 'date') return value.date;
  return value.kind === 'texts' ? value.texts.join(', ') : null;
}

function joined(sentences: readonly Localised[]): Localised {
  return { en: sentences.map(({ en }) => en).join(' '), fr: sentences.map(({ fr }) => fr).join(' ') };
}
