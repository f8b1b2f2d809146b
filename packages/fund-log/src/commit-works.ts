import type { Alarm } from './committer.ts';
import { type BatchParts, type BatchResult, CommitUnknown, runBatch, tookPlace } from './run-batch.ts';
import { StoreFailure } from './store.ts';
import type { Timers } from './timers.ts';
import type { Outcome, WaitingBatch, Work } from './work.ts';

/** How often and how patiently a batch is tried. */
export interface RetryRules {
  readonly maxAttempts: number;
  readonly timers: Timers;
  readonly onAlarm: (alarm: Alarm) => void;
}

const FIRST_RETRY_MS = 20;
const MAX_RETRY_MS = 2_000;
const RETRY_AFTER_SECONDS = 1;

/** Not tried, or surely not committed. */
export const OVERLOADED: Outcome = {
  kind: 'value',
  value: { outcome: 'overloaded', retryAfterSeconds: RETRY_AFTER_SECONDS },
};

const NOTHING_WRITTEN = { grown: [], entries: [] };

/**
 * Brings works to disk, trying again within bounds, in halves where one work spoils the others. Never throws: each work
 * has an outcome, `overloaded` when it was surely not committed, an error when that cannot be known or ever succeed.
 */
export async function commitWorks(
  parts: BatchParts,
  batch: WaitingBatch,
  rules: RetryRules,
): Promise<BatchResult> {
  let doubt: CommitUnknown | undefined;
  let pauseMs = FIRST_RETRY_MS;
  for (let attempt = 1; attempt <= rules.maxAttempts; attempt += 1) {
    try {
      if (doubt?.first !== undefined && (await tookPlace(parts.store, doubt.first))) return doubt.result;
      doubt = undefined;
      return await runBatch(parts, batch);
    } catch (error) {
      if (error instanceof CommitUnknown) doubt = error;
      else if (!(error instanceof StoreFailure) || error.kind === 'refused') {
        return inHalves(parts, batch.works, rules, error);
      }
      if (isUnavailable(error)) rules.onAlarm({ kind: 'unavailable', detail: String(error), cause: error });
      await rules.timers.sleep(pauseMs);
      pauseMs = Math.min(pauseMs * 2, MAX_RETRY_MS);
    }
  }
  const outcome: Outcome = doubt === undefined ? OVERLOADED : { kind: 'error', error: doubt };
  return { outcomes: batch.works.map(() => outcome), ...NOTHING_WRITTEN };
}

function isUnavailable(error: unknown): boolean {
  return error instanceof CommitUnknown || (error instanceof StoreFailure && error.kind === 'unavailable');
}

/** Finds the work that spoils a batch: at most log2 of the batch deep, and the order of the rest is kept. */
async function inHalves(
  parts: BatchParts,
  works: readonly Work[],
  rules: RetryRules,
  error: unknown,
): Promise<BatchResult> {
  if (works.length === 1) return { outcomes: [{ kind: 'error', error }], ...NOTHING_WRITTEN };
  const middle = works.length >> 1;
  const first = await commitWorks(parts, closed(works.slice(0, middle)), rules);
  const second = await commitWorks(parts, closed(works.slice(middle)), rules);
  return {
    outcomes: [...first.outcomes, ...second.outcomes],
    grown: [...first.grown, ...second.grown],
    entries: [...first.entries, ...second.entries],
  };
}

/** A batch that nothing joins. */
function closed(works: readonly Work[]): WaitingBatch {
  return { works, join: () => [], meanwhile: () => {} };
}
