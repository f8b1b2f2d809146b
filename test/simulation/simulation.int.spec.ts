import { describe, expect, it } from 'vitest';
import { passHistory } from './history.ts';
import { mistakes } from './mistakes.ts';
import { services } from './services.ts';

const SEEDS = 25;
const MOST_SEEDS_TO_FIND = 60;
const TIMEOUT_MS = 120_000;

describe('any history of the whole system', () => {
  it(`with delays, repetitions, losses and crashes keeps every promise (${SEEDS} of them)`, {
    timeout: TIMEOUT_MS,
  }, async () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const { violations } = await passHistory({ seed, services });
      expect(violations, `SEED=${seed}   again: npm run simulate -- --seed ${seed}`).toEqual([]);
    }
  });

  it('is the same whenever it is told again', { timeout: TIMEOUT_MS }, async () => {
    const first = await passHistory({ seed: 7, services });
    expect(first.entries).toBeGreaterThan(0);
    expect(await passHistory({ seed: 7, services })).toEqual(first);
  });
});

describe('a mistake in the program is found', () => {
  it.each(mistakes)('$title', { timeout: TIMEOUT_MS }, async ({ make, foundBy }) => {
    const mistaken = services.map(make);
    const found = new Set<string>();
    for (let seed = 1; seed <= MOST_SEEDS_TO_FIND && !isIn(found, foundBy); seed += 1) {
      const { violations } = await passHistory({ seed, services: mistaken });
      for (const { invariant } of violations) found.add(invariant);
    }
    expect([...found].join('\n')).toMatch(foundBy);
  });
});

function isIn(found: ReadonlySet<string>, name: RegExp): boolean {
  return [...found].some((invariant) => name.test(invariant));
}
