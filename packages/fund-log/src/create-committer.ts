import type { CommandResult } from './command.ts';
import { commitWorks, OVERLOADED } from './commit-works.ts';
import type { Alarm, Committer, CommitterLimits, CommitterOptions, IngestResult } from './committer.ts';
import { watchDue } from './due-watch.ts';
import { systemEntropy } from './entropy.ts';
import { reactTo } from './fold-entry.ts';
import { forgetAnswersByAndBy } from './forget-answers.ts';
import { createMemories } from './fund-memory.ts';
import type { BatchFigures } from './log-telemetry.ts';
import { indexModel } from './model-index.ts';
import { type BatchParts, CommitUnknown } from './run-batch.ts';
import { firstNeeds } from './slice.ts';
import { systemTimers, type Timers } from './timers.ts';
import { growth } from './wakeups.ts';
import type { Outcome, Work } from './work.ts';
import { createWorkQueue } from './work-queue.ts';

const DEFAULT_LIMITS: CommitterLimits = {
  maxQueued: 10_000,
  maxBatch: 500,
  maxWaitMs: 10_000,
  maxAttempts: 8,
  maxDue: 100,
  maxIngestAttempts: 5,
  maxCachedDocuments: 20_000,
  dueIntervalMs: 1_000,
  keepAnswersMs: 30 * 86_400_000,
  forgetIntervalMs: 3_600_000,
};
const RETRY_DUE_AFTER_MS = 60_000;

/** A committer on a store; two or more on one database may serve the same funds. */
export function createCommitter(options: CommitterOptions): Committer {
  const limits: CommitterLimits = { ...DEFAULT_LIMITS, ...options.limits };
  const timers = options.timers ?? systemTimers;
  const onAlarm = (alarm: Alarm): void => options.onAlarm?.(alarm);
  const parts = batchParts(options, limits, timers, onAlarm);

  const queue = createWorkQueue({
    limits,
    timers,
    async carryOut(batch) {
      const startMs = timers.elapsedMs();
      const { outcomes, grown, entries } = await commitWorks(parts, batch, {
        maxAttempts: limits.maxAttempts,
        timers,
        onAlarm,
      });
      if (grown.length > 0) options.wakeups?.signal(growth(grown, entries));
      options.telemetry?.batchDone({
        works: batch.works.length,
        grown: grown.length,
        durationMs: timers.elapsedMs() - startMs,
        outcome: outcomeOf(outcomes),
      });
      for (const [at, work] of batch.works.entries()) report(work, outcomes[at], onAlarm);
      return outcomes;
    },
  });
  const carryOut = async (work: Work): Promise<unknown> => told(await queue.add(work));
  const due = watchDue({ store: options.store, timers, intervalMs: limits.dueIntervalMs, carryOut, onAlarm });
  const stopForgetting = forgetAnswersByAndBy({ store: options.store, timers, limits, onAlarm });

  return {
    submit(command) {
      const first = firstNeeds(parts.index.model.commands[command.type], command.data);
      return carryOut({ kind: 'command', command, first }) as Promise<CommandResult>;
    },
    ingest: (entry, reaction) =>
      carryOut({ kind: 'entry', entry, reaction: reactTo(entry, reaction) }) as Promise<IngestResult>,
    park: async (source, fund, reason) => void (await carryOut({ kind: 'park', source, fund, reason })),
    resume: async (source, fund) => void (await carryOut({ kind: 'resume', source, fund })),
    carryOutDue: () => due.look(),
    get waiting() {
      return queue.length;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([due.stop(), stopForgetting()]);
      await queue.close();
    },
  };
}

function batchParts(
  { store, model, entropy, knownVersions }: CommitterOptions,
  limits: CommitterLimits,
  timers: Timers,
  onAlarm: (alarm: Alarm) => void,
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
      elapsedMs: () => timers.elapsedMs(),
      onFailure: ({ fund, kind, id }, cause) =>
        onAlarm({
          kind: 'undecidable',
          fund,
          detail: `${kind} ${id} is due and cannot be carried out`,
          cause,
        }),
    },
  };
}

function report(work: Work, outcome: Outcome | undefined, onAlarm: (alarm: Alarm) => void): void {
  if (outcome?.kind === 'error') {
    const kind = outcome.error instanceof CommitUnknown ? 'unavailable' : 'undecidable';
    const name = work.kind === 'command' ? work.command.type : work.kind;
    onAlarm({ kind, detail: `${name}: ${String(outcome.error)}`, cause: outcome.error });
  }
  if (outcome?.kind === 'value' && outcome.value?.outcome === 'failed' && outcome.value.parked) {
    const fund = work.kind === 'entry' ? { fund: work.entry.fund } : {};
    onAlarm({ kind: 'parked', ...fund, detail: outcome.value.reason });
  }
}

function outcomeOf(outcomes: readonly Outcome[]): BatchFigures['outcome'] {
  if (outcomes.some(({ kind }) => kind === 'error')) return 'failed';
  return outcomes.every((outcome) => outcome === OVERLOADED) ? 'not-committed' : 'committed';
}

function told(outcome: Outcome): unknown {
  if (outcome.kind === 'error') throw outcome.error;
  return outcome.kind === 'value' ? outcome.value : undefined;
}
