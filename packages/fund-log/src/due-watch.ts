import type { Alarm } from './committer.ts';
import type { Store } from './store.ts';
import type { Timers } from './timers.ts';
import type { Work } from './work.ts';

/** Has carried out what falls due, also when no command comes that would. */
export interface DueWatch {
  /** Looks once, and answers the number of funds on which something had fallen due. */
  look(): Promise<number>;
  stop(): Promise<void>;
}

export interface DueWatchOptions {
  readonly store: Store;
  readonly timers: Timers;
  /** Between two looks; 0: only when asked. */
  readonly intervalMs: number;
  readonly carryOut: (work: Work) => Promise<unknown>;
  readonly onAlarm: (alarm: Alarm) => void;
}

/** Funds in one look; the longest waiting come first. */
const MAX_DUE_FUNDS = 100;

export function watchDue({ store, timers, intervalMs, carryOut, onAlarm }: DueWatchOptions): DueWatch {
  const stop = new AbortController();
  const waiting = new Set<string>();

  const look = async (): Promise<number> => {
    const funds = (await store.dueFunds(MAX_DUE_FUNDS)).filter((fund) => !waiting.has(fund));
    for (const fund of funds) waiting.add(fund);
    await Promise.all(
      funds.map((fund) => carryOut({ kind: 'due', fund }).finally(() => waiting.delete(fund))),
    );
    return funds.length;
  };

  const watch = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await timers.sleep(intervalMs, stop.signal);
      if (stop.signal.aborted) return;
      await look().catch((cause: unknown) => onAlarm({ kind: 'unavailable', detail: String(cause), cause }));
    }
  };
  const watching = intervalMs > 0 ? watch() : Promise.resolve();

  return {
    look,
    async stop() {
      stop.abort();
      await watching;
    },
  };
}
