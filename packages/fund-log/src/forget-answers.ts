import type { Alarm } from './committer.ts';
import type { Store } from './store.ts';
import type { Timers } from './timers.ts';

export interface ForgettingOptions {
  readonly store: Store;
  readonly timers: Timers;
  readonly limits: { readonly keepAnswersMs: number; readonly forgetIntervalMs: number };
  readonly onAlarm: (alarm: Alarm) => void;
}

const FORGOTTEN_AT_ONCE = 1_000;
const MAX_PORTIONS = 1_000;

/** Forgets idempotency keys that have been kept long enough, a portion at a time; answers how to stop. */
export function forgetAnswersByAndBy(options: ForgettingOptions): () => Promise<void> {
  const { timers, limits, onAlarm } = options;
  const stop = new AbortController();

  const goOn = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await timers.sleep(limits.forgetIntervalMs, stop.signal);
      await forgetOld(options, stop.signal).catch((cause: unknown) =>
        onAlarm({ kind: 'unavailable', detail: String(cause), cause }),
      );
    }
  };
  const going = limits.forgetIntervalMs > 0 ? goOn() : Promise.resolve();

  return async () => {
    stop.abort();
    await going;
  };
}

async function forgetOld({ store, limits }: ForgettingOptions, stopped: AbortSignal): Promise<void> {
  for (let portion = 0; portion < MAX_PORTIONS && !stopped.aborted; portion += 1) {
    if ((await store.forgetAnswers(limits.keepAnswersMs, FORGOTTEN_AT_ONCE)) < FORGOTTEN_AT_ONCE) return;
  }
}
