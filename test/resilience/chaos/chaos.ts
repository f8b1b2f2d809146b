import { setTimeout as pause } from 'node:timers/promises';
import { type Random, randomOf } from '../../simulation/world/random.ts';
import { whatWasKept } from '../kept.ts';
import type { Fault } from './fault.ts';
import { openStage, type Stage, type StageOptions } from './stage.ts';
import { type Struck, strike } from './strike.ts';
import { replay, whoIsBehind } from './world/replay.ts';

/** What a run of faults came to. */
export interface ChaosReport {
  readonly seed: number;
  readonly struck: readonly Struck[];
  readonly acknowledged: number;
  readonly refused: Readonly<Record<string, number>>;
  /** Answers that settled nothing, how often each came. */
  readonly troubles: Readonly<Record<string, number>>;
  /** Commands that had to be sent more than once. */
  readonly repeated: number;
  readonly lost: number;
  readonly doubled: number;
  readonly longestStallMs: number;
  /** Processes that ended by themselves and were started anew. */
  readonly ends: readonly string[];
  /** Faults that could not be brought about here, and why. */
  readonly impossible: readonly string[];
  readonly violations: readonly string[];
}

export interface ChaosOptions {
  readonly seed: number;
  readonly stage: StageOptions;
  /** Above the least that each fault is held for; 0: as shortly as still means something. */
  readonly holdAtMostMs: number;
  /** Which faults strike one after the other; the run ends with them. */
  readonly schedule: (chance: Random, possible: readonly Fault[]) => Iterable<Fault>;
  readonly faults: readonly Fault[];
  readonly say?: (text: string) => void;
}

const BETWEEN_MS = [200, 1_500] as const;
const BEHIND_TRIES = 120;
const BEHIND_PAUSE_MS = 500;

/** Runs the system under load, brings faults about in the order of a seed, and at the end compares everything with everything. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { seed, say = () => {} } = options;
  const chance = randomOf(seed);
  const struck: Struck[] = [];
  const impossible: string[] = [];
  const stage = await openStage(options.stage);
  try {
    const possible = options.faults.filter((fault) => {
      const why = fault.impossible?.(stage);
      if (why !== undefined) impossible.push(`${fault.name}: ${why}`);
      return why === undefined;
    });
    for (const fault of options.schedule(chance, possible)) {
      const one = await strike(stage, fault, chance, options.holdAtMostMs);
      struck.push(one);
      say(`${fault.name}: held ${seconds(one.heldMs)}, back ${seconds(one.recoveredMs)} later`);
      for (const violation of one.violations) say(`  ${violation}`);
      await pause(chance.between(...BETWEEN_MS));
    }
    const last = await lastLook(stage);
    await stage[Symbol.asyncDispose]();
    const left = stage.world.livingPids().map((pid) => `Process ${pid} is left running`);
    const { written } = stage.writers;
    return {
      seed,
      struck,
      acknowledged: written.filter(({ told }) => told === 'accepted').length,
      refused: countBy(written.flatMap(({ refusedAs }) => refusedAs ?? [])),
      troubles: Object.fromEntries(stage.writers.troubles),
      repeated: written.filter(({ tries }) => tries > 1).length,
      lost: last.lost,
      doubled: last.doubled,
      longestStallMs: Math.max(0, ...struck.map(({ stallMs }) => stallMs)),
      ends: stage.world.replicas.flatMap(({ ends }) => ends),
      impossible,
      violations: [
        ...struck.flatMap(({ violations }) => violations),
        ...last.violations,
        ...left,
        ...unclear(stage.writers.troubles),
      ],
    };
  } finally {
    await stage[Symbol.asyncDispose]();
  }
}

/** Lets all that was written come to its end, and compares logs, cursors, ledgers, read models and reports. */
async function lastLook(stage: Stage) {
  const { people, funds, quiet, writers, world } = stage;
  await writers.finish();
  const all = [...funds, quiet];
  for (const fund of all) await people.settle(fund);
  const kept = await whatWasKept(people, all, writers.written);
  let behind = await whoIsBehind(world);
  for (let tries = 0; behind.length > 0 && tries < BEHIND_TRIES; tries += 1) {
    await pause(BEHIND_PAUSE_MS);
    behind = await whoIsBehind(world);
  }
  await world.stopServices();
  // What was struck is to be told even when the logs cannot be replayed.
  const differing = await replay(world).catch((error: unknown) => [`cannot be replayed: ${error}`]);
  return { ...kept, violations: [...kept.violations, ...behind, ...differing] };
}

export const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

/** Whatever is away, who asks is told so: 500 says only that nobody thought of it. */
function unclear(troubles: ReadonlyMap<string, number>): string[] {
  return [...troubles]
    .filter(([told]) => told.startsWith('500'))
    .map(([told, times]) => `${times} × ${told}`);
}

function countBy(texts: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const text of texts) counts[text] = (counts[text] ?? 0) + 1;
  return counts;
}
