import type { Timers } from '@mdtf/fund-log';
import type { Random } from './random.ts';
import type { VirtualTime } from './virtual-time.ts';

/** A process that can die at any wait: from then on nothing in it goes on, and nobody is told. */
export interface SimulatedProcess {
  readonly name: string;
  readonly alive: boolean;
  /** Ends it at once; what it held is given back as a database does when a connection breaks. */
  kill(): void;
  /** Called once when it dies, unless taken back by the function answered. */
  onDeath(giveBack: () => void): () => void;
  /** Waits; never goes on in a process that has died meanwhile. */
  pause(delayMs: number): Promise<void>;
  /** The same promise, which never comes to a process that has died meanwhile. */
  survive<T>(promise: Promise<T>): Promise<T>;
  readonly timers: Timers;
}

const MAX_TURN_MS = 3;
const NEVER = new Promise<never>(() => {});

/** A process that is alive. */
export function simulatedProcess(name: string, time: VirtualTime, random: Random): SimulatedProcess {
  const deaths = new Set<() => void>();
  let alive = true;

  const survive = async <T>(promise: Promise<T>): Promise<T> => {
    try {
      const value = await promise;
      return alive ? value : await NEVER;
    } catch (error) {
      if (alive) throw error;
      return NEVER;
    }
  };

  const sleep = (delayMs: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const wake = (): void => void (alive && resolve());
      if (signal?.aborted) return wake();
      signal?.addEventListener('abort', wake, { once: true });
      time.after(delayMs, wake);
    });

  return {
    name,
    get alive() {
      return alive;
    },
    kill() {
      if (!alive) return;
      alive = false;
      for (const giveBack of deaths) giveBack();
      deaths.clear();
    },
    onDeath(giveBack) {
      deaths.add(giveBack);
      return () => deaths.delete(giveBack);
    },
    pause: (delayMs) => survive(time.sleep(delayMs)),
    survive,
    timers: {
      elapsedMs: () => time.nowMs(),
      sleep,
      turn: () => sleep(random.below(MAX_TURN_MS + 1)),
    },
  };
}
