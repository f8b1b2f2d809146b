import { compareDates, millionthsOf } from '@mdtf/domain';
import type { OwnComparison, OwnCondition } from './own-rule.ts';
import { QUANTITIES, type Quantities, type QuantityName } from './quantities.ts';
import { amountSet } from './writing.ts';

const MILLION = 1_000_000n;
const ALL = '100';

/** A comparison with its values: numbers exact as `n ÷ d`, dates and texts as they are. */
export interface Tested {
  readonly comparison: OwnComparison;
  readonly holds: boolean;
  readonly left: Value;
  readonly right: Value;
}

export type Value =
  | { readonly kind: 'number'; readonly n: bigint; readonly d: bigint }
  | { readonly kind: 'date'; readonly date: string }
  | { readonly kind: 'texts'; readonly texts: readonly string[] };

/** A condition that was tested, or the quantities that are not said yet. */
export type TestedCondition =
  | { readonly clauses: readonly (readonly Tested[])[] }
  | { readonly missing: QuantityName };

/** Tests every comparison of a condition; a condition without clauses holds. */
export function testCondition(
  condition: OwnCondition,
  quantities: Quantities,
  currency: string,
): TestedCondition {
  for (const { quantities: left, of = [] } of condition.flat())
    for (const name of [...left, ...of] as QuantityName[])
      if ((quantities[name] ?? null) === null) return { missing: name };
  return {
    clauses: condition.map((clause) => clause.map((comparison) => test(comparison, quantities, currency))),
  };
}

/** True when each clause has a comparison that holds. */
export function conditionHolds({ clauses }: { readonly clauses: readonly (readonly Tested[])[] }): boolean {
  return clauses.every((clause) => clause.some(({ holds }) => holds));
}

function test(comparison: OwnComparison, quantities: Quantities, currency: string): Tested {
  const left = sumOf(comparison.quantities, quantities, ALL);
  const right = rightOf(comparison, quantities, currency);
  return { comparison, left, right, holds: related(left, comparison.is, right) };
}

function rightOf(comparison: OwnComparison, quantities: Quantities, currency: string): Value {
  const { amount, number, date, texts, of = [], percent = ALL } = comparison;
  if (amount !== undefined) return { kind: 'number', n: amountSet(amount, currency), d: 1n };
  if (number !== undefined) return { kind: 'number', n: BigInt(number), d: 1n };
  if (date !== undefined) return { kind: 'date', date };
  if (texts !== undefined) return { kind: 'texts', texts };
  return sumOf(of, quantities, percent);
}

function sumOf(names: readonly string[], quantities: Quantities, percent: string): Value {
  const [first] = names as QuantityName[];
  const type = first === undefined ? 'number' : QUANTITIES[first].type;
  const values = (names as QuantityName[]).map((name) => quantities[name] ?? 0n);
  if (type === 'date') return { kind: 'date', date: `${values[0]}` };
  if (type === 'text' || type === 'yes-no') return { kind: 'texts', texts: values.map(String) };
  const sum = values.reduce((total: bigint, value) => total + BigInt(value), 0n);
  return { kind: 'number', n: sum * millionthsOf(percent), d: MILLION };
}

function related(left: Value, is: OwnComparison['is'], right: Value): boolean {
  if (is === 'one-of') return shares(left, right);
  if (is === 'none-of') return !shares(left, right);
  const order = orderOf(left, right);
  switch (is) {
    case 'at-most':
      return order <= 0;
    case 'below':
      return order < 0;
    case 'at-least':
      return order >= 0;
    case 'above':
      return order > 0;
    case 'equal':
      return order === 0;
    case 'not-equal':
      return order !== 0;
  }
}

function shares(left: Value, right: Value): boolean {
  if (left.kind !== 'texts' || right.kind !== 'texts') return false;
  return left.texts.some((text) => right.texts.includes(text));
}

/** Negative, 0 or positive as the left side is smaller than, equal to or larger than the right one. */
function orderOf(left: Value, right: Value): number {
  if (left.kind === 'date' && right.kind === 'date') return compareDates(left.date, right.date);
  if (left.kind !== 'number' || right.kind !== 'number') return Number.NaN;
  return Number(left.n * right.d - right.n * left.d);
}
