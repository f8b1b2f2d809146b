import { type DomainEvent, type Instant, UnnamedDocument } from '@mdtf/domain';
import {
  type BatchState,
  type LockedFund,
  loadMissing,
  type Missing,
  NotLoaded,
  remember,
  whollyOrNotAtAll,
} from './batch-state.ts';
import { contextOf } from './decide-command.ts';
import type { Document } from './documents.ts';
import { serviceActor } from './fold-entry.ts';
import { concernedIds } from './model-index.ts';
import { recordEvents } from './record-events.ts';
import { StoreFailure } from './store.ts';

export interface DueRules {
  /** Documents carried out per fund in one transaction. */
  readonly maxDue: number;
  readonly elapsedMs: () => number;
  /** How long a document that cannot be carried out is left alone. */
  readonly retryAfterMs: number;
  readonly onFailure: (document: Document, error: unknown) => void;
}

/**
 * Carries out, in order, what fell due on a fund before this batch; effective when due, recorded now.
 * `more` when the bound was reached: nothing else may be decided on the fund in this batch.
 */
export async function carryOutDue(
  batch: BatchState,
  fund: LockedFund,
  rules: DueRules,
): Promise<'done' | 'more'> {
  const { nextDue } = fund.head;
  if (batch.index.model.due === undefined || nextDue === undefined || nextDue > fund.now) return 'done';

  const limit = rules.maxDue + fund.memory.leftAlone.size;
  const stored = await batch.opened.loadDue(fund.fund, fund.now, limit);
  remember(
    batch,
    { documents: [], accounts: [] },
    { documents: stored, accounts: [], answers: [], platform: batch.platformStanding },
  );
  const candidates = new Set<Document>();
  for (const { kind, id } of stored) {
    const document = fund.memory.documents.find(kind, id);
    if (document !== undefined) candidates.add(document);
  }

  for (let carriedOut = 0; carriedOut < rules.maxDue; carriedOut += 1) {
    const next = earliestDue(candidates, fund, rules.elapsedMs());
    if (next === undefined) return stored.length < limit ? 'done' : 'more';
    try {
      const changed = await loadingFirst(batch, () =>
        whollyOrNotAtAll(batch, () => carryOut(batch, fund, next)),
      );
      for (const document of changed) candidates.add(document);
    } catch (error) {
      if (error instanceof StoreFailure) throw error;
      fund.memory.leftAlone.set(next, rules.elapsedMs() + rules.retryAfterMs);
      rules.onFailure(next, error);
    }
  }
  return earliestDue(candidates, fund, rules.elapsedMs()) === undefined ? 'done' : 'more';
}

/** By instant, then kind, then id: the same order on every replica and in every rebuild. */
function earliestDue(candidates: Set<Document>, fund: LockedFund, elapsedMs: number): Document | undefined {
  let earliest: Document | undefined;
  for (const document of candidates) {
    if (document.dueAt === undefined || document.dueAt > fund.now) continue;
    const leftAloneUntil = fund.memory.leftAlone.get(document);
    if (leftAloneUntil !== undefined && leftAloneUntil > elapsedMs) continue;
    if (earliest === undefined || dueOrder(document) < dueOrder(earliest)) earliest = document;
  }
  return earliest;
}

function dueOrder({ dueAt, kind, id }: Document): string {
  return `${dueAt} ${kind} ${id}`;
}

/** Does it again after each load that it asks for; what falls due leads to few documents, so few times. */
async function loadingFirst<T>(batch: BatchState, work: () => T): Promise<T> {
  for (let load = 0; load < MAX_LOADS; load += 1) {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof NotLoaded)) throw error;
      await loadMissing(batch, error.missing);
    }
  }
  throw new UnnamedDocument(`Still not everything is there after ${MAX_LOADS} loads`);
}

const MAX_LOADS = 20;

function carryOut(batch: BatchState, fund: LockedFund, document: Document): Iterable<Document> {
  const { model } = batch.index;
  const { kind, id, state } = document;
  const due = document.dueAt as Instant;
  const actor = serviceActor(model.service);
  const context = { ...contextOf(fund, actor, undefined, undefined), time: due };
  const events = model.due?.({ kind, id }, state, context) ?? [];
  const documents = concernedDocuments(batch, fund, events);
  recordEvents(batch, fund, documents, events, { actor: actor.id, time: due });
  // Otherwise it would fall due for ever.
  if (document.dueAt === due)
    throw new UnnamedDocument(`${kind} ${id} is still due at ${due} after being carried out`);
  return documents;
}

function concernedDocuments(
  batch: BatchState,
  { fund, memory }: LockedFund,
  events: readonly DomainEvent[],
): Set<Document> {
  const documents = new Set<Document>();
  const missing: Missing = { documents: [], accounts: [] };
  for (const event of events) {
    for (const aggregate of batch.index.folders(event.type)) {
      const { kind } = aggregate;
      for (const id of concernedIds(aggregate, event)) {
        const document = memory.documents.find(kind, id);
        if (document === undefined) missing.documents.push({ fund, kind, id });
        else documents.add(document);
      }
    }
  }
  if (missing.documents.length > 0) throw new NotLoaded(missing);
  return documents;
}
