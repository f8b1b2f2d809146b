import type { Random } from '../../simulation/world/random.ts';
import type { Fault } from './fault.ts';

/** All faults in a drawn order, and again in another, until the time is over or it is told to stop. */
export function* untilOver(
  minutes: number,
  chance: Random,
  faults: readonly Fault[],
  stop: AbortSignal,
): Iterable<Fault> {
  const endMs = performance.now() + minutes * 60_000;
  while (faults.length > 0) {
    for (const fault of shuffled(faults, chance)) {
      if (stop.aborted || performance.now() >= endMs) return;
      yield fault;
    }
  }
}

/** Each of these names once, in a drawn order. */
export function* eachOnce(
  names: readonly string[],
  chance: Random,
  faults: readonly Fault[],
): Iterable<Fault> {
  yield* shuffled(
    faults.filter(({ name }) => names.includes(name)),
    chance,
  );
}

function shuffled<T>(items: readonly T[], chance: Random): T[] {
  const drawn = [...items];
  for (let at = drawn.length - 1; at > 0; at -= 1) {
    const other = chance.below(at + 1);
    [drawn[at], drawn[other]] = [drawn[other] as T, drawn[at] as T];
  }
  return drawn;
}
