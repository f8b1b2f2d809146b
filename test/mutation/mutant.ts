import { addDays } from '@mdtf/domain';
import type { Comparison, Operator } from './instrument.ts';

/** One comparison changed: its operator replaced, or its right side one more or one less. */
export interface Mutant {
  readonly comparison: Comparison;
  readonly change: Operator | 1 | -1;
}

const OTHERS: Readonly<Record<Operator, Operator>> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
};

/** What was seen of a comparison while the unchanged rules were tested. */
export interface Sighting {
  /** Its right side was a number or a date, so that one more and one less mean something. */
  shiftable: boolean;
  readonly tests: Set<number>;
}

/** The comparison while tests run: what is active, and what was seen. */
export const bench: { active: Mutant | null; test: number; readonly seen: Map<string, Sighting> } = {
  active: null,
  test: -1,
  seen: new Map(),
};

/** The mutants of a comparison that the tests reach. */
export function mutantsOf(comparison: Comparison): readonly Mutant[] {
  const flipped: Mutant = { comparison, change: OTHERS[comparison.operator] };
  if (bench.seen.get(comparison.id)?.shiftable !== true) return [flipped];
  return [flipped, { comparison, change: 1 }, { comparison, change: -1 }];
}

/** What every instrumented comparison calls. */
export function compare(id: string, left: unknown, operator: Operator, right: unknown): boolean {
  const { active } = bench;
  if (active === null) note(id, right);
  if (active === null || active.comparison.id !== id) return holds(left, operator, right);
  if (typeof active.change === 'string') return holds(left, active.change, right);
  return holds(left, operator, shifted(right, active.change));
}

function note(id: string, right: unknown): void {
  const sighting = bench.seen.get(id) ?? { shiftable: false, tests: new Set() };
  sighting.shiftable ||= shifted(right, 1) !== right;
  if (bench.test >= 0) sighting.tests.add(bench.test);
  bench.seen.set(id, sighting);
}

function shifted(value: unknown, by: 1 | -1): unknown {
  if (typeof value === 'bigint') return value + BigInt(by);
  if (typeof value === 'number') return value + by;
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? addDays(value, by) : value;
}

function holds(left: unknown, operator: Operator, right: unknown): boolean {
  const [a, b] = [left as number, right as number];
  switch (operator) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    case '===':
      return a === b;
    case '!==':
      return a !== b;
  }
}
