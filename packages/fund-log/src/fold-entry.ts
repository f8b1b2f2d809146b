import type { Actor, DomainEvent, EventMeta } from '@mdtf/domain';
import {
  type BatchState,
  type CursorState,
  type LockedFund,
  lockedBy,
  type Missing,
  NotLoaded,
  whollyOrNotAtAll,
} from './batch-state.ts';
import type { Command } from './command.ts';
import type { IngestResult, Reaction, ReactionCommand } from './committer.ts';
import { decide } from './decide-command.ts';
import { GENESIS, type ReadEntry } from './log-reader.ts';
import { concernedIds } from './model-index.ts';
import { changeDocument } from './record-events.ts';
import { firstNeeds } from './slice.ts';
import type { Cursor } from './store.ts';

/** What a service wants to do because of an entry, or that it could not say. */
export type Reacted = { readonly reaction: ReactionCommand | undefined } | { readonly error: unknown };

/** Asks what an entry leads to; a mistake in the answer fails the entry, not the asker. */
export function reactTo(entry: ReadEntry, reaction: Reaction | undefined): Reacted {
  try {
    return { reaction: reaction?.(entry) };
  } catch (error) {
    return { error };
  }
}

export function reactionCommand(reacted: Reacted): ReactionCommand | undefined {
  return 'error' in reacted ? undefined : reacted.reaction;
}

/** How another service's entries are taken in. */
export interface FoldingRules {
  readonly maxIngestAttempts: number;
  /** The newest version of an event type that is understood here. */
  readonly knownVersion: (type: string) => number;
}

/** Folds an entry into the facts, carries out its reaction and moves the cursor, or says why not; never throws for what the entry holds. */
export function foldEntry(
  batch: BatchState,
  entry: ReadEntry,
  reacted: Reacted,
  rules: FoldingRules,
): IngestResult {
  const fund = lockedBy(batch, entry.fund);
  const at = cursorAt(fund, entry.service);
  const { cursor } = at;
  if (cursor.parkedReason !== undefined) return { outcome: 'parked', reason: cursor.parkedReason };
  if (isFork(cursor, entry)) return parkFork(at, fund, entry);
  if (entry.sequence <= cursor.sequence) return { outcome: 'skipped' };
  if (entry.sequence > cursor.sequence + 1n) return { outcome: 'gap', after: cursor.sequence };
  if (entry.typeVersion > rules.knownVersion(entry.type)) return { outcome: 'newer' };

  try {
    return whollyOrNotAtAll(batch, () => {
      foldFacts(batch, fund, entry);
      moveCursor(batch, at, entry);
      return react(batch, entry, reacted);
    });
  } catch (error) {
    if (error instanceof NotLoaded) throw error;
    return failed(at, fund, entry, error, rules);
  }
}

/** The same place in the log, or the next one, with another past than the one that was read. */
function isFork(cursor: Cursor, entry: ReadEntry): boolean {
  if (entry.sequence === cursor.sequence) return entry.leafHash !== cursor.leafHash;
  return entry.sequence === cursor.sequence + 1n && entry.prevHash !== cursor.leafHash;
}

function parkFork(at: CursorState, fund: LockedFund, entry: ReadEntry): IngestResult {
  const reason = `fork: entry ${entry.sequence} does not continue what was read from ${entry.service}`;
  park(at, fund, reason);
  return { outcome: 'failed', parked: true, reason };
}

/** The facts that an entry changes and that are not in memory yet. */
export function missingFacts(batch: BatchState, entry: ReadEntry): Missing {
  const { fund, memory } = lockedBy(batch, entry.fund);
  const refs = batch.index
    .factFolders(entry.type)
    .flatMap((aggregate) => concernedIds(aggregate, entry).map((id) => ({ kind: aggregate.kind, id })));
  const missing = refs.filter(({ kind, id }) => memory.documents.find(kind, id) === undefined);
  return { documents: missing.map((ref) => ({ fund, ...ref })), accounts: [] };
}

function foldFacts(batch: BatchState, fund: LockedFund, entry: ReadEntry): void {
  const folders = batch.index.factFolders(entry.type);
  if (folders.length === 0) return;
  const missing = missingFacts(batch, entry);
  if (missing.documents.length > 0) throw new NotLoaded(missing);
  const event: DomainEvent = { type: entry.type, data: entry.data };
  const { fund: fundId, sequence, time, recordedAt, actor } = entry;
  const meta: EventMeta = { fund: fundId, sequence, time, recordedAt, actor };
  for (const aggregate of folders) {
    for (const id of concernedIds(aggregate, event)) {
      const document = fund.memory.documents.find(aggregate.kind, id);
      if (document === undefined) continue;
      const state: unknown = aggregate.evolve(document.state, event, meta, id);
      changeDocument(batch, fund, document, state, aggregate.due?.(state));
    }
  }
}

function react(batch: BatchState, entry: ReadEntry, reacted: Reacted): IngestResult {
  if ('error' in reacted) throw reacted.error;
  const { reaction } = reacted;
  if (reaction === undefined) return { outcome: 'applied' };
  const first = firstNeeds(batch.index.model.commands[reaction.type], reaction.data);
  const decided = decide(batch, commandOf(batch, entry, reaction), first);
  if (decided.outcome === 'accepted') return { outcome: 'applied' };
  batch.writes.refusals.push({
    source: entry.service,
    fund: entry.fund,
    sequence: entry.sequence,
    command: reaction.type,
    rejection: decided.rejection,
  });
  return { outcome: 'refused' };
}

/** A reaction to what was recorded afterwards happened, like its cause, at the time that was given for it. */
function commandOf(batch: BatchState, entry: ReadEntry, reaction: ReactionCommand): Command {
  const provenance = reaction.provenance ?? entry.provenance;
  const given = reaction.time ?? (entry.provenance === undefined ? undefined : entry.time);
  // The source's clock may be a little ahead of this fund's: what has just happened there is happening now.
  const time = given !== undefined && given < lockedBy(batch, reaction.fund).now ? given : undefined;
  return {
    fund: reaction.fund,
    type: reaction.type,
    data: reaction.data,
    actor: serviceActor(batch.index.model.service),
    correlationId: entry.correlationId,
    causationId: entry.id,
    ...(time !== undefined && { time }),
    ...(provenance !== undefined && { provenance }),
    ...(entry.traceparent !== undefined && { traceparent: entry.traceparent }),
  };
}

/** In whose name a service reacts and carries out what falls due. */
export function serviceActor(service: string): Actor {
  return { id: `service:${service}`, roles: ['service'], organisations: [], seats: [] };
}

function failed(
  at: CursorState,
  fund: LockedFund,
  entry: ReadEntry,
  error: unknown,
  { maxIngestAttempts }: FoldingRules,
): IngestResult {
  const attempts = at.cursor.attempts + 1;
  const reason = `${entry.type} ${entry.sequence}: ${error instanceof Error ? error.message : String(error)}`;
  at.cursor = { ...at.cursor, attempts };
  at.changed = true;
  const parked = attempts >= maxIngestAttempts;
  if (parked) park(at, fund, reason);
  return { outcome: 'failed', parked, reason };
}

/** Sets a stream aside in this batch. */
export function park(at: CursorState, fund: LockedFund, reason: string): void {
  at.cursor = { ...at.cursor, parkedReason: reason.slice(0, MAX_REASON), parkedAt: fund.now };
  at.changed = true;
}

/** Lets a stream go on in this batch. */
export function unpark(at: CursorState): void {
  const { source, fund, sequence, leafHash } = at.cursor;
  at.cursor = { source, fund, sequence, leafHash, attempts: 0 };
  at.changed = true;
}

function moveCursor(batch: BatchState, at: CursorState, entry: ReadEntry): void {
  const { cursor, changed } = at;
  batch.undo.push(() => {
    Object.assign(at, { cursor, changed });
    batch.basis.clear();
  });
  batch.basis.clear();
  const { service: source, fund, sequence, leafHash } = entry;
  at.cursor = { source, fund, sequence, leafHash, attempts: 0 };
  at.changed = true;
}

/** The cursor of a source in this fund, before its first entry when there is none yet. */
export function cursorAt(fund: LockedFund, source: string): CursorState {
  const known = fund.cursors.get(source);
  if (known !== undefined) return known;
  const cursor: Cursor = { source, fund: fund.fund, sequence: 0n, leafHash: GENESIS, attempts: 0 };
  const fresh: CursorState = { cursor, expectedSequence: 0n, changed: false };
  fund.cursors.set(source, fresh);
  return fresh;
}

const MAX_REASON = 500;
