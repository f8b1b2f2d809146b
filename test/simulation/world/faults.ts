import type { Random } from './random.ts';

/** How badly one history is treated; probabilities of one step. */
export interface Faults {
  /** The longest that one step takes by itself. */
  readonly maxDelayMs: number;
  /** The database or another service does not answer, and nothing was done. */
  readonly unavailable: number;
  /** The answer to a commit is lost, on the way there or on the way back. */
  readonly lostCommit: number;
  /** The process dies at this step. */
  readonly crash: number;
  /** What is sent on the bus does not arrive, arrives twice, or late. */
  readonly lostMessage: number;
  readonly repeatedMessage: number;
  readonly maxMessageDelayMs: number;
  /** A client sends its command twice at once. */
  readonly impatience: number;
}

/** Nothing goes wrong; used once a history is over, so that everything comes to its end. */
export const NO_FAULTS: Faults = {
  maxDelayMs: 2,
  unavailable: 0,
  lostCommit: 0,
  crash: 0,
  lostMessage: 0,
  repeatedMessage: 0,
  maxMessageDelayMs: 2,
  impatience: 0,
};

/** From mild to bad, each kind by itself, so that no fault hides another. */
export function drawFaults(random: Random): Faults {
  const some = (most: number): number => (random.chance(0.3) ? 0 : random.next() * most);
  return {
    maxDelayMs: random.pick([1, 5, 40]),
    unavailable: some(0.03),
    lostCommit: some(0.05),
    crash: some(0.008),
    lostMessage: some(0.5),
    repeatedMessage: some(0.5),
    maxMessageDelayMs: random.pick([3, 50, 2_000]),
    impatience: some(0.2),
  };
}
