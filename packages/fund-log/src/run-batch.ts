import { MAX_NEEDS_ROUNDS } from '@mdtf/domain';
import { allOf } from '@mdtf/postgres';
import { type BatchState, beginBatch, lockedBy, NotLoaded, nowOf, remember } from './batch-state.ts';
import { keepMemories, unsentOf, writeOf } from './batch-write.ts';
import { carryOutDue, type DueRules } from './carry-out-due.ts';
import type { CommandResult } from './command.ts';
import type { IngestResult } from './committer.ts';
import { decideCommand } from './decide-command.ts';
import type { Entropy } from './entropy.ts';
import { cursorAt, type FoldingRules, foldEntry, park, unpark } from './fold-entry.ts';
import type { Memories } from './fund-memory.ts';
import { loadAhead, notRemembered } from './load-ahead.ts';
import type { ModelIndex } from './model-index.ts';
import { PLATFORM, type Position } from './position.ts';
import { type EntryWrite, type Store, StoreFailure } from './store.ts';
import { answerKeysOf, fundsOf, type Outcome, type WaitingBatch, type Work } from './work.ts';

export interface BatchResult {
  readonly outcomes: readonly Outcome[];
  /** Where the logs now end that have grown. */
  readonly grown: readonly Position[];
  /** What has been added to them. */
  readonly entries: readonly EntryWrite[];
}

/** What every batch of a committer runs with. */
export interface BatchParts {
  readonly store: Store;
  readonly index: ModelIndex;
  readonly entropy: Entropy;
  readonly memories: Memories;
  readonly folding: FoldingRules;
  readonly due: DueRules;
}

/** Thrown by a batch whose commit was sent and not answered; `first` tells later whether it took place. */
export class CommitUnknown extends Error {
  override readonly name = 'CommitUnknown';
  readonly result: BatchResult;
  readonly first: EntryWrite | undefined;

  constructor(result: BatchResult, first: EntryWrite | undefined, cause: unknown) {
    super('The answer to a commit was lost', { cause });
    this.result = result;
    this.first = first;
  }
}

/** Does all works in one transaction, in their order; throws StoreFailure or CommitUnknown, with nothing remembered. */
export async function runBatch(
  parts: BatchParts,
  { works, join, meanwhile }: WaitingBatch,
): Promise<BatchResult> {
  const funds = [...new Set(works.flatMap(fundsOf))];
  const first = notRemembered(parts.memories, works, funds);
  const opening = parts.store.open({ funds, keys: works.flatMap(answerKeysOf), ...first });
  if (funds.some(parts.memories.isContended)) meanwhile();
  const opened = await opening;
  try {
    const batch = beginBatch(parts, opened);
    remember(batch, first, opened);
    await letJoin(batch, join);
    const behind = await carryOutDueFirst(batch, parts.due);
    const outcomes = await carryOutAll(batch, works, parts.folding, behind);
    const onlyFacts = works.every(({ kind }) => kind === 'entry');
    return await commit(batch, outcomes, { onlyFacts, meanwhile });
  } catch (error) {
    await opened.abandon();
    // What was changed in memory is not on disk.
    for (const fund of [...funds, PLATFORM]) parts.memories.forget(fund);
    throw error;
  }
}

/** A head that was in other hands was waited for, and works came meanwhile: with them it is held once, not twice. */
async function letJoin(batch: BatchState, join: WaitingBatch['join']): Promise<void> {
  if (!batch.funds.values().some(({ memory }) => memory.contended)) return;
  const joined = join((work) => fundsOf(work).every((fund) => batch.funds.has(fund)));
  if (joined.length === 0) return;
  const [clocks] = await allOf([
    // Nothing is recorded as earlier than it was asked.
    batch.opened.clocks(),
    loadAhead(batch, joined, { keys: joined.flatMap(answerKeysOf) }),
  ]);
  for (const locked of batch.funds.values()) {
    locked.now = nowOf(locked.head, clocks.get(locked.fund) ?? locked.now);
  }
}

/** Whether a batch with an unknown outcome is on disk: asked under the lock that its transaction held. */
export async function tookPlace(store: Store, { fund, sequence, envelope }: EntryWrite): Promise<boolean> {
  const opened = await store.open({ funds: [fund], keys: [], documents: [], accounts: [] });
  try {
    const [entry] = await opened.entries(fund, sequence - 1n, 1);
    return entry?.envelope === envelope;
  } finally {
    await opened.abandon();
  }
}

/** Answers the funds with more due than one batch may carry out. */
async function carryOutDueFirst(batch: BatchState, rules: DueRules): Promise<Set<string>> {
  const behind = new Set<string>();
  for (const fund of batch.funds.values()) {
    if ((await carryOutDue(batch, fund, rules)) === 'more') behind.add(fund.fund);
  }
  return behind;
}

/** Works whose rows are sent together while the next ones are decided. */
const SENT_AT_ONCE = 32;

/** After so many looks at all works still to come, each loads for itself. */
const MAX_LOOK_AHEADS = 8;

/** One load brings what all works still to come are known to need; one that still asks after this many is given up. */
const MAX_LOADS_PER_WORK = MAX_NEEDS_ROUNDS + 2;

/** Each work in its turn. Nothing here waits, except for what turns out not to be in memory. */
async function carryOutAll(
  batch: BatchState,
  works: readonly Work[],
  folding: FoldingRules,
  behind: ReadonlySet<string>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let lookAheads = 0;
  for (const [at, work] of works.entries()) {
    let outcome = outcomeOf(batch, work, folding, behind);
    for (let loads = 0; outcome instanceof NotLoaded; loads += 1) {
      if (loads === MAX_LOADS_PER_WORK) outcome = { kind: 'error', error: outcome };
      else {
        lookAheads += 1;
        const ahead = lookAheads > MAX_LOOK_AHEADS ? [] : works.slice(at + 1);
        await loadAhead(batch, ahead, outcome.missing);
        outcome = outcomeOf(batch, work, folding, behind);
      }
    }
    outcomes.push(outcome);
    if (outcomes.length % SENT_AT_ONCE === 0) batch.opened.send(unsentOf(batch));
  }
  return outcomes;
}

function outcomeOf(
  batch: BatchState,
  work: Work,
  folding: FoldingRules,
  behind: ReadonlySet<string>,
): Outcome | NotLoaded {
  if (behind.size > 0 && work.kind !== 'due' && fundsOf(work).some((fund) => behind.has(fund))) {
    return { kind: 'later' };
  }
  try {
    return { kind: 'value', value: carryOut(batch, work, folding) };
  } catch (error) {
    return error instanceof NotLoaded ? error : { kind: 'error', error };
  }
}

function carryOut(
  batch: BatchState,
  work: Work,
  folding: FoldingRules,
): CommandResult | IngestResult | undefined {
  switch (work.kind) {
    case 'command':
      return decideCommand(batch, work.command, work.first);
    case 'entry':
      return foldEntry(batch, work.entry, work.reaction, folding);
    case 'due':
      return undefined;
    case 'park':
    case 'resume': {
      const fund = lockedBy(batch, work.fund);
      const at = cursorAt(fund, work.source);
      if (work.kind === 'park') park(at, fund, work.reason);
      else unpark(at);
      return undefined;
    }
  }
}

async function commit(
  batch: BatchState,
  outcomes: readonly Outcome[],
  { onlyFacts, meanwhile }: Pick<WaitingBatch, 'meanwhile'> & { readonly onlyFacts: boolean },
): Promise<BatchResult> {
  const { service } = batch.index.model;
  const locked = [...batch.funds.values()];
  const grown = locked.filter((fund) => fund.sequence > fund.head.sequence);
  const result = {
    outcomes,
    grown: grown.map(({ fund, sequence }) => ({ service, fund, sequence })),
    entries: batch.writes.entries,
  };
  try {
    const committed = batch.opened.commit(writeOf(batch, onlyFacts));
    meanwhile();
    await committed;
  } catch (error) {
    const unknown = error instanceof StoreFailure && error.committed === 'unknown';
    throw unknown ? new CommitUnknown(result, batch.writes.entries[0], error) : error;
  }
  keepMemories(batch);
  return result;
}
