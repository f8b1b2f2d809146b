import { OVERLOADED } from './commit-works.ts';
import type { Timers } from './timers.ts';
import type { Outcome, WaitingBatch, Work } from './work.ts';

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
  /** Does a batch and answers the outcome of each of its works, those that joined included; never throws. */
  readonly carryOut: (batch: WaitingBatch) => Promise<readonly Outcome[]>;
}

/** A work, since when it waits, and whom to tell. */
interface Item {
  readonly work: Work;
  readonly sinceMs: number;
  readonly tell: (outcome: Outcome) => void;
}

const TOLD_AT_ONCE = 16;

/** Joining costs a look into the database: not for a few works. */
const WORTH_JOINING = 0.5;

/** One batch after the other; the next gathers while this one commits. */
export function createWorkQueue({ limits, timers, carryOut }: WorkQueueOptions): WorkQueue {
  const queue: Item[] = [];
  let draining: Promise<void> | undefined;
  let telling = Promise.resolve();
  let closed = false;

  const drain = async (): Promise<void> => {
    await timers.turn();
    while (queue.length > 0) {
      const items = takeBatch();
      const outcomes = items.length === 0 ? [] : await carryOut(batchOf(items, queue, limits.maxBatch));
      const later = items.filter((_, at) => outcomes[at]?.kind === 'later');
      queue.unshift(...later);
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

/** Items taken off a queue, which others behind them may join. */
function batchOf(items: Item[], queue: Item[], maxBatch: number): WaitingBatch {
  const works = items.map(({ work }) => work);
  return {
    works,
    join(fits) {
      if (queue.length < items.length * WORTH_JOINING) return [];
      const room = maxBatch - items.length;
      const end = queue.findIndex(({ work }, at) => at >= room || !fits(work));
      const joining = queue.splice(0, end === -1 ? queue.length : end);
      const joined = joining.map(({ work }) => work);
      items.push(...joining);
      works.push(...joined);
      return joined;
    },
  };
}
