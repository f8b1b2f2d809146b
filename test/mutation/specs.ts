import { AssertionError } from 'node:assert';

/** A test of the specs, to be run as often as there are mutants. */
export interface Test {
  readonly title: string;
  readonly run: () => void;
}

/** The tests collected by `describe` and `it`, in the order of the files. */
export const tests: Test[] = [];

const groups: string[] = [];

/** As the specs know it: names what is within. */
export function describe(title: string, body: () => void): void {
  groups.push(title);
  body();
  groups.pop();
}

/** As the specs know it: collects a test, or one for each row. */
export const it = Object.assign(
  (title: string, run: () => void) => void tests.push({ title: [...groups, title].join(' › '), run }),
  {
    each: (rows: readonly unknown[]) => (title: string, run: (...values: never[]) => void) => {
      for (const row of rows) it(title, () => run(...((Array.isArray(row) ? row : [row]) as never[])));
    },
  },
);

/** As the specs know it, in the matchers that the rules' specs use. */
export function expect(actual: unknown, note?: string) {
  const positive = matchers(actual, (held, what) => {
    if (!held) throw new AssertionError({ message: `${note ?? ''} ${what}`, actual });
  });
  const negative = matchers(actual, (held, what) => {
    if (held) throw new AssertionError({ message: `${note ?? ''} not ${what}`, actual });
  });
  return { ...positive, not: negative };
}

function matchers(actual: unknown, check: (held: boolean, what: string) => void) {
  const texts = actual as string & readonly unknown[];
  return {
    toBe: (expected: unknown) => check(Object.is(actual, expected), `toBe ${String(expected)}`),
    toBeNull: () => check(actual === null, 'toBeNull'),
    toBeUndefined: () => check(actual === undefined, 'toBeUndefined'),
    toBeGreaterThan: (least: number) => check((actual as number) > least, `toBeGreaterThan ${least}`),
    toContain: (part: never) => check(texts.includes(part), `toContain ${String(part)}`),
    toMatch: (pattern: RegExp) => check(pattern.test(texts), `toMatch ${pattern}`),
    toEqual: (expected: unknown) => check(matches(actual, expected, true), 'toEqual'),
    toMatchObject: (expected: unknown) => check(matches(actual, expected, false), 'toMatchObject'),
    toHaveLength: (length: number) => check(texts.length === length, `toHaveLength ${length}`),
    toHaveProperty: ([name]: readonly [string]) =>
      check(Object.hasOwn(Object(actual), name), `toHaveProperty ${name}`),
    toThrow: () => check(throws(actual as () => unknown), 'toThrow'),
  };
}

function throws(call: () => unknown): boolean {
  try {
    call();
    return false;
  } catch {
    return true;
  }
}

/** Deep equality that overlooks what is undefined; where not whole, objects may have more than is expected. */
function matches(actual: unknown, expected: unknown, whole: boolean): boolean {
  if (typeof expected !== 'object' || expected === null || typeof actual !== 'object' || actual === null)
    return Object.is(actual, expected);
  if (Array.isArray(expected) !== Array.isArray(actual)) return false;
  const [a, b] = [actual as Record<string, unknown>, expected as Record<string, unknown>];
  if (Array.isArray(expected) && expected.length !== (actual as unknown[]).length) return false;
  const names = whole ? new Set([...Object.keys(a), ...Object.keys(b)]) : Object.keys(b);
  return [...names].every((name) => matches(a[name], b[name], whole));
}
