import { OVERLOADED } from './commit-works.ts';
import type { Outcome, Work } from './run-batch.ts';
import type { Timers } from './timers.ts';

/** Works that wait for their batch, in the order in which they came. */
export interface WorkQueue {
  /** Resolves with what became of it; `OVERLOADED` at once when the queue is full or closed. */
  add(work: Work): Promise<Outcome>;
  readonly length: number;
  /** Takes nothing more in; resolves when all that had come is done. */
  close(): Promise<void>;
}

export interface WorkQueueOptions {
  readonly limits: { readonly maxQueued: number; readonly maxBatch: number; readonly maxWaitMs: number };
  readonly timers: Timers;
  /** Does a batch and answers each work's outcome; never throws. */
  readonly carryOut: (works: readonly Work[]) => Promise<readonly Outcome[]>;
}

/** A work, since when it waits, and whom to tell. */
interface Item {
  readonly work: Work;
  readonly sinceMs: number;
  readonly tell: (outcome: Outcome) => void;
}

const TOLD_AT_ONCE = 16;

/** One batch after the other; the next gathers while this one commits. */
export function createWorkQueue({ limits, timers, carryOut }: WorkQueueOptions): WorkQueue {
  let queue: Item[] = [];
  let draining: Promise<void> | undefined;
  let telling = Promise.resolve();
  let closed = false;

  const drain = async (): Promise<void> => {
    await timers.turn();
    while (queue.length > 0) {
      const items = takeBatch();
      const outcomes = items.length === 0 ? [] : await carryOut(items.map(({ work }) => work));
      const later = items.filter((_, at) => outcomes[at]?.kind === 'later');
      if (later.length > 0) queue = [...later, ...queue];
      // Begun, not awaited: the database opens the next batch meanwhile.
      telling = telling.then(() => tellAll(items, outcomes));
    }
    // In the same turn as the look at the queue, so that nothing can come in between and be forgotten.
    draining = undefined;
  };

  /** Told a few at a time while others wait: answering takes longer than opening the next batch, which goes first. */
  const tellAll = async (items: readonly Item[], outcomes: readonly Outcome[]): Promise<void> => {
    for (const [at, { tell }] of items.entries()) {
      if (at % TOLD_AT_ONCE === 0 && queue.length > 0) await timers.turn();
      const outcome = outcomes[at] ?? OVERLOADED;
      if (outcome.kind !== 'later') tell(outcome);
    }
  };

  const takeBatch = (): Item[] => {
    const latest = timers.elapsedMs() - limits.maxWaitMs;
    const items = queue.splice(0, limits.maxBatch);
    for (const item of items) if (item.sinceMs < latest) item.tell(OVERLOADED);
    return items.filter((item) => item.sinceMs >= latest);
  };

  return {
    get length() {
      return queue.length;
    },
    add(work) {
      if (closed || queue.length >= limits.maxQueued) return Promise.resolve(OVERLOADED);
      return new Promise((tell) => {
        queue.push({ work, sinceMs: timers.elapsedMs(), tell });
        draining ??= drain();
      });
    },
    async close() {
      closed = true;
      await draining;
      await telling;
    },
  };
}
