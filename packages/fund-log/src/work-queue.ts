import { OVERLOADED } from './commit-works.ts';
import { createTeller } from './teller.ts';
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

/** Joining costs a look into the database: not for a few works. */
const WORTH_JOINING = 0.5;

/** One batch after the other; the next gathers while this one commits. */
export function createWorkQueue({ limits, timers, carryOut }: WorkQueueOptions): WorkQueue {
  const queue: Item[] = [];
  const teller = createTeller(timers, () => queue.length > 0);
  let draining: Promise<void> | undefined;
  let closed = false;

  const drain = async (): Promise<void> => {
    await timers.turn();
    while (queue.length > 0) {
      const items = takeBatch();
      if (items.length === 0) continue;
      const callOff = teller.tellInTime();
      const outcomes = await carryOut(batchOf(items, { queue, limits, meanwhile: teller.tell }));
      callOff();
      teller.keep({ callers: items, outcomes });
      queue.unshift(...items.filter((_, at) => outcomes[at]?.kind === 'later'));
    }
    teller.tell();
    // In the same turn as the look at the queue, so that nothing can come in between and be forgotten.
    draining = undefined;
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
      await teller.done();
    },
  };
}

/** What is beside a batch: who waits behind it, and what can be done while it waits. */
interface Waiting extends Pick<WaitingBatch, 'meanwhile'>, Pick<WorkQueueOptions, 'limits'> {
  readonly queue: Item[];
}

/** Items taken off a queue, which others behind them may join. */
function batchOf(items: Item[], { queue, limits, meanwhile }: Waiting): WaitingBatch {
  const works = items.map(({ work }) => work);
  return {
    works,
    meanwhile,
    join(fits) {
      if (queue.length < items.length * WORTH_JOINING) return [];
      const room = limits.maxBatch - items.length;
      const end = queue.findIndex(({ work }, at) => at >= room || !fits(work));
      const joining = queue.splice(0, end === -1 ? queue.length : end);
      const joined = joining.map(({ work }) => work);
      items.push(...joining);
      works.push(...joined);
      return joined;
    },
  };
}
