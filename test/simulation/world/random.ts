/** Chance that repeats itself: the same seed gives the same numbers in the same order. */
export interface Random {
  /** From 0 inclusive to 1 exclusive. */
  next(): number;
  /** A whole number from 0 to `bound` − 1. */
  below(bound: number): number;
  /** A whole number, both ends included. */
  between(least: number, most: number): number;
  chance(probability: number): boolean;
  /** One of a list; throws RangeError when it is empty. */
  pick<T>(items: readonly T[]): T;
  /** Another sequence, which drawing from this one does not disturb. */
  fork(): Random;
}

const TWO_TO_32 = 2 ** 32;

/** Chance from a seed: a 32-bit counter through an avalanche (splitmix32), period 2³². */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;

  const draw = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };

  const next = (): number => draw() / TWO_TO_32;
  const below = (bound: number): number => Math.floor(next() * bound);
  return {
    next,
    below,
    between: (least, most) => least + below(most - least + 1),
    chance: (probability) => next() < probability,
    pick(items) {
      if (items.length === 0) throw new RangeError('Nothing to pick from');
      return items[below(items.length)] as (typeof items)[number];
    },
    fork: () => randomOf(draw()),
  };
}
