import type { CommandResult } from './command.ts';
import { commitWorks, OVERLOADED } from './commit-works.ts';
import type { Alarm, Committer, CommitterLimits, CommitterOptions, IngestResult } from './committer.ts';
import type { Document } from './documents.ts';
import { systemEntropy } from './entropy.ts';
import { reactTo } from './fold-entry.ts';
import { createMemories } from './fund-memory.ts';
import { indexModel } from './model-index.ts';
import type { BatchParts, Outcome, Work } from './run-batch.ts';
import { systemTimers } from './timers.ts';

const DEFAULT_LIMITS: CommitterLimits = {
  maxQueued: 10_000,
  maxBatch: 500,
  maxWaitMs: 10_000,
  maxAttempts: 8,
  maxDue: 100,
  maxIngestAttempts: 5,
  maxCachedDocuments: 20_000,
  dueIntervalMs: 1_000,
};
const RETRY_DUE_AFTER_MS = 60_000;
const MAX_DUE_FUNDS = 100;

/** A work that waits, since when, and whom to tell. */
interface Item {
  readonly work: Work;
  readonly sinceMs: number;
  readonly tell: (outcome: Outcome) => void;
}

/** A committer on a store; two or more on one database may serve the same funds. */
export function createCommitter(options: CommitterOptions): Committer {
  const limits: CommitterLimits = { ...DEFAULT_LIMITS, ...options.limits };
  const timers = options.timers ?? systemTimers;
  const raise = (alarm: Alarm): void => options.onAlarm?.(alarm);
  const retry = { maxAttempts: limits.maxAttempts, timers, onAlarm: raise };
  const parts = batchParts(options, limits, () => timers.elapsedMs(), raise);
  const stop = new AbortController();
  const dueWaiting = new Set<string>();
  let queue: Item[] = [];
  let draining: Promise<void> | undefined;

  /** One batch after the other; the next gathers while this one commits. */
  const drain = async (): Promise<void> => {
    await timers.turn();
    while (queue.length > 0) {
      const items = takeBatch();
      const { outcomes, grown } = await commitWorks(
        parts,
        items.map(({ work }) => work),
        retry,
      );
      if (grown.length > 0) options.wakeups?.signal(grown);
      const later = items.filter((_, at) => outcomes[at]?.kind === 'later');
      queue = later.length === 0 ? queue : [...later, ...queue];
      for (const [at, item] of items.entries()) settle(item, outcomes[at] ?? OVERLOADED);
    }
    // In the same turn as the look at the queue, so that nothing can come in between and be forgotten.
    draining = undefined;
  };

  const takeBatch = (): Item[] => {
    const latest = timers.elapsedMs() - limits.maxWaitMs;
    const items = queue.splice(0, limits.maxBatch);
    for (const item of items) if (item.sinceMs < latest) item.tell(OVERLOADED);
    return items.filter((item) => item.sinceMs >= latest);
  };

  const settle = (item: Item, outcome: Outcome): void => {
    if (outcome.kind === 'later') return;
    report(item.work, outcome, raise);
    item.tell(outcome);
  };

  const enqueue = async (work: Work): Promise<unknown> => {
    if (stop.signal.aborted || queue.length >= limits.maxQueued) return told(OVERLOADED);
    const outcome = await new Promise<Outcome>((tell) => {
      queue.push({ work, sinceMs: timers.elapsedMs(), tell });
      draining ??= drain();
    });
    return told(outcome);
  };

  const carryOutDue = async (): Promise<number> => {
    const funds = (await options.store.dueFunds(MAX_DUE_FUNDS)).filter((fund) => !dueWaiting.has(fund));
    for (const fund of funds) dueWaiting.add(fund);
    await Promise.all(
      funds.map((fund) => enqueue({ kind: 'due', fund }).finally(() => dueWaiting.delete(fund))),
    );
    return funds.length;
  };

  const watchDue = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await timers.sleep(limits.dueIntervalMs, stop.signal);
      if (stop.signal.aborted) return;
      await carryOutDue().catch((cause: unknown) =>
        raise({ kind: 'unavailable', detail: String(cause), cause }),
      );
    }
  };
  const watching = limits.dueIntervalMs > 0 ? watchDue() : Promise.resolve();

  return {
    submit: (command) => enqueue({ kind: 'command', command }) as Promise<CommandResult>,
    ingest: (entry, reaction) =>
      enqueue({ kind: 'entry', entry, reaction: reactTo(entry, reaction) }) as Promise<IngestResult>,
    park: async (source, fund, reason) => void (await enqueue({ kind: 'park', source, fund, reason })),
    resume: async (source, fund) => void (await enqueue({ kind: 'resume', source, fund })),
    carryOutDue,
    get waiting() {
      return queue.length;
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await watching;
      await draining;
    },
  };
}

function batchParts(
  { store, model, entropy, knownVersions }: CommitterOptions,
  limits: CommitterLimits,
  elapsedMs: () => number,
  raise: (alarm: Alarm) => void,
): BatchParts {
  return {
    store,
    index: indexModel(model),
    entropy: entropy ?? systemEntropy(),
    memories: createMemories(limits.maxCachedDocuments),
    folding: {
      maxIngestAttempts: limits.maxIngestAttempts,
      knownVersion: (type) => knownVersions?.[type] ?? 1,
    },
    due: {
      maxDue: limits.maxDue,
      retryAfterMs: RETRY_DUE_AFTER_MS,
      elapsedMs,
      onFailure: ({ fund, kind, id }: Document, cause) =>
        raise({ kind: 'undecidable', fund, detail: `${kind} ${id} is due and cannot be carried out`, cause }),
    },
  };
}

function report(work: Work, outcome: Outcome, raise: (alarm: Alarm) => void): void {
  if (outcome.kind === 'error') {
    const detail = `${work.kind === 'command' ? work.command.type : work.kind}: ${String(outcome.error)}`;
    raise({ kind: 'undecidable', detail, cause: outcome.error });
  }
  if (outcome.kind === 'value' && outcome.value?.outcome === 'failed' && outcome.value.parked) {
    const fund = work.kind === 'entry' ? work.entry.fund : '';
    raise({ kind: 'parked', fund, detail: outcome.value.reason });
  }
}

function told(outcome: Outcome): unknown {
  if (outcome.kind === 'error') throw outcome.error;
  return outcome.kind === 'value' ? outcome.value : undefined;
}
