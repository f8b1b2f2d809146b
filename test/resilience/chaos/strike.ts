import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../simulation/world/random.ts';
import type { Written } from '../writers.ts';
import { allPassThrough, type Fault } from './fault.ts';
import type { Stage } from './stage.ts';

/** What one fault did. */
export interface Struck {
  readonly fault: string;
  readonly of: Fault['of'];
  readonly heldMs: number;
  /** From the heal until a proposal of every fund came through all services. */
  readonly recoveredMs: number;
  /** The longest time in which nobody was answered in some fund, while it lasted and until then. */
  readonly stallMs: number;
  readonly violations: readonly string[];
}

const RECOVERS_WITHIN_MS = 90_000;

/** Brings a fault about, holds it between its least and `holdAtMostMs`, heals it, and waits until all funds are served again. */
export async function strike(
  stage: Stage,
  fault: Fault,
  chance: Random,
  holdAtMostMs: number,
): Promise<Struck> {
  const [least, most] = fault.holdMs;
  const holdMs = chance.between(least, Math.max(least, Math.min(most, holdAtMostMs)));
  const startedMs = performance.now();
  const injected = await fault.inject(stage, chance);
  const violations = [...((await injected.meanwhile?.()) ?? [])];
  await pause(Math.max(0, holdMs - (performance.now() - startedMs)));
  const healedMs = performance.now();
  await injected.heal();
  violations.push(...(await allPassThrough(stage, RECOVERS_WITHIN_MS, `after "${fault.name}"`)));
  const recoveredMs = performance.now();
  violations.push(...((await injected.afterwards?.()) ?? []));
  return {
    fault: fault.name,
    of: fault.of,
    heldMs: healedMs - startedMs,
    recoveredMs: recoveredMs - healedMs,
    stallMs: injected.rested === true ? 0 : longestStall(stage, startedMs, performance.now()),
    violations,
  };
}

function longestStall({ funds, writers }: Stage, fromMs: number, toMs: number): number {
  return Math.max(...funds.map((fund) => stallOf(writers.written, fund, fromMs, toMs)));
}

function stallOf(written: readonly Written[], fund: string, fromMs: number, toMs: number): number {
  const told = written
    .filter((one) => one.fund === fund && (one.toldAtMs ?? 0) > fromMs)
    .map(({ toldAtMs = 0 }) => toldAtMs)
    .filter((at) => at <= toMs)
    .sort((a, b) => a - b);
  return Math.max(...[...told, toMs].map((at, n) => at - (told[n - 1] ?? fromMs)));
}
