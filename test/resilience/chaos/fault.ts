import type { Random } from '../../simulation/world/random.ts';
import type { Stage } from './stage.ts';

/** Something that goes wrong, brought about, held for a while and healed. */
export interface Fault {
  /** What happens, in words; unique. */
  readonly name: string;
  /** What it happens to. */
  readonly of: 'brokers' | 'services' | 'database' | 'entries' | 'clients' | 'authority';
  /** For how long it is held, from the least that means something to as long as in life. */
  readonly holdMs: readonly [least: number, most: number];
  /** Why it cannot be brought about in this world; undefined when it can. */
  readonly impossible?: (stage: Stage) => string | undefined;
  inject(stage: Stage, chance: Random): Promise<Injected>;
}

/** A fault while it lasts. */
export interface Injected {
  /** Whether nobody was asked to write for some of the time. */
  readonly rested?: boolean;
  /** Looks at what must hold meanwhile; answers what does not. */
  readonly meanwhile?: () => Promise<readonly string[]>;
  heal(): Promise<void>;
  /** Looks at what must hold once it is healed; answers what does not. */
  readonly afterwards?: () => Promise<readonly string[]>;
}

/** Within which another takes over what a process did. */
export const TAKEN_OVER_WITHIN_MS = 10_000;

/** Tells of each fund in which no proposal comes through all services to the reports within the time. */
export async function allPassThrough(
  stage: Stage,
  withinMs: number,
  what: string,
  funds: readonly string[] = stage.funds,
): Promise<readonly string[]> {
  const took = await Promise.all(funds.map((fund) => stage.passThrough(fund, withinMs)));
  return funds.flatMap((fund, at) =>
    took[at] === undefined ? [`${what}: nothing came through ${fund} within ${withinMs} ms`] : [],
  );
}
