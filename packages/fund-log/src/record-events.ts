import {
  assertPosting,
  type DomainEvent,
  type EventMeta,
  type Instant,
  type Posting,
  type Provenance,
  UnnamedDocument,
} from '@mdtf/domain';
import { type BatchState, type LockedFund, NotLoaded, standingOf } from './batch-state.ts';
import type { Document } from './documents.ts';
import { sealEntry } from './entry.ts';
import type { AccountBalance } from './fund-memory.ts';
import { concernedIds } from './model-index.ts';
import { PLATFORM } from './position.ts';
import { basisOf } from './stamp.ts';

/** Who and what made the events happen. */
export interface Cause {
  readonly actor: string;
  readonly time: Instant;
  readonly correlationId?: string | undefined;
  readonly causationId?: string | undefined;
  readonly provenance?: Provenance | undefined;
  readonly traceparent?: string | undefined;
}

/** The chart of accounts would not bear a posting: a decision that should have been refused. */
export class Overdrawn extends Error {
  override readonly name = 'Overdrawn';
}

/**
 * Appends events to a fund's log in this batch: folds them into the named documents, seals the entries, posts the money.
 * Throws EntryTooLarge, Overdrawn, UnnamedDocument or NotLoaded; the caller takes back what was done.
 */
export function recordEvents(
  batch: BatchState,
  fund: LockedFund,
  documents: ReadonlySet<Document>,
  events: readonly DomainEvent[],
  cause: Cause,
): void {
  if (events.length === 0) return;

  const basis = basisFor(batch, fund);
  const before = { sequence: fund.sequence, leafHash: fund.leafHash, ...lengths(batch) };
  batch.undo.push(() => {
    fund.sequence = before.sequence;
    fund.leafHash = before.leafHash;
    batch.writes.entries.length = before.entries;
    batch.writes.postings.length = before.postings;
  });

  const epochMs = Date.parse(fund.now);
  let correlationId = cause.correlationId;
  for (const event of events) {
    fund.sequence += 1n;
    const id = batch.entropy.uuid(epochMs);
    correlationId ??= id;
    fold(batch, fund, documents, event, cause);
    append(batch, fund, event, { ...cause, correlationId }, id, basis);
    post(batch, fund, batch.index.model.postings?.(event) ?? NO_POSTINGS, cause.time);
  }
}

function lengths({ writes }: BatchState): { entries: number; postings: number } {
  return { entries: writes.entries.length, postings: writes.postings.length };
}

function fold(
  batch: BatchState,
  fund: LockedFund,
  documents: ReadonlySet<Document>,
  event: DomainEvent,
  cause: Cause,
): void {
  const aggregates = batch.index.folders(event.type);
  if (aggregates.length === 0) return;
  const { fund: fundId, sequence, now: recordedAt } = fund;
  const meta: EventMeta = { fund: fundId, sequence, time: cause.time, recordedAt, actor: cause.actor };
  for (const aggregate of aggregates) {
    for (const id of concernedIds(aggregate, event)) {
      const document = fund.memory.documents.find(aggregate.kind, id);
      if (document === undefined || !documents.has(document)) {
        throw new UnnamedDocument(`${event.type} changes ${aggregate.kind} ${id}, which was not named`);
      }
      const state: unknown = aggregate.evolve(document.state, event, meta, id);
      changeDocument(batch, fund, document, state, aggregate.due?.(state));
    }
  }
}

/** Puts a new state into a document, and remembers how to take it back. */
export function changeDocument(
  batch: BatchState,
  fund: LockedFund,
  document: Document,
  state: unknown,
  dueAt: Instant | undefined,
): void {
  const { state: oldState, revision, dueAt: oldDueAt, changed } = document;
  batch.undo.push(() => Object.assign(document, { state: oldState, revision, dueAt: oldDueAt, changed }));
  document.state = state;
  document.revision = revision + 1;
  document.dueAt = dueAt;
  document.changed = true;
  if (dueAt !== oldDueAt) fund.dueChanged = true;
  batch.writes.documents.add(document);
}

function append(
  batch: BatchState,
  fund: LockedFund,
  event: DomainEvent,
  cause: Cause,
  id: string,
  basis: string,
): void {
  const { model } = batch.index;
  const { sequence, now: recordedAt } = fund;
  const visibility = model.visibility?.(event) ?? 'public';
  const subject = model.subject(event);
  const salt = batch.entropy.salt();
  const sealed = sealEntry(
    {
      service: model.service,
      fund: fund.fund,
      sequence,
      id,
      recordedAt,
      prevHash: fund.leafHash,
      visibility,
      wireType: batch.index.wireType(event.type),
      subject,
      time: cause.time,
      actor: cause.actor,
      correlationId: cause.correlationId ?? id,
      causationId: cause.causationId,
      basis,
      provenance: cause.provenance,
      data: event.data,
    },
    salt,
  );
  fund.leafHash = sealed.leafHash;
  batch.writes.entries.push({
    fund: fund.fund,
    sequence,
    type: event.type,
    subject,
    visibility,
    time: cause.time,
    recordedAt,
    envelope: sealed.envelope,
    salt,
    payload: sealed.payload,
    ...(cause.traceparent !== undefined && { traceparent: cause.traceparent }),
  });
}

function post(batch: BatchState, fund: LockedFund, postings: readonly Posting[], time: Instant): void {
  for (const [at, posting] of postings.entries()) {
    assertPosting(posting);
    const debitBalance = move(batch, fund, posting.debit, -posting.amountMinor);
    const creditBalance = move(batch, fund, posting.credit, posting.amountMinor);
    batch.writes.postings.push({
      fund: fund.fund,
      sequence: fund.sequence,
      line: at + 1,
      debit: posting.debit,
      credit: posting.credit,
      amountMinor: posting.amountMinor,
      debitBalance,
      creditBalance,
      time,
      recordedAt: fund.now,
    });
  }
}

function move(batch: BatchState, fund: LockedFund, name: string, change: bigint): bigint {
  const account = accountOf(fund, name);
  const { balance, changed } = account;
  batch.undo.push(() => Object.assign(account, { balance, changed }));
  account.balance = balance + change;
  account.changed = true;
  batch.writes.accounts.add(account);
  // Only what takes: an account that a changed chart forbids to be negative may still be filled up again.
  if (change < 0n && account.balance < 0n && !account.mayGoNegative) {
    throw new Overdrawn(`The account ${name} of ${fund.fund} would hold ${account.balance}`);
  }
  return account.balance;
}

/** A handler need not name the accounts that its events only move. */
function accountOf({ fund, memory }: LockedFund, account: string): AccountBalance {
  const known = memory.accounts.get(account);
  if (known === undefined) throw new NotLoaded({ documents: [], accounts: [{ fund, account }] });
  return known;
}

const NO_POSTINGS: readonly Posting[] = [];

/** What a decision on a fund can know of other services by now: the facts of the fund's logs and of the platform's. */
function basisFor(batch: BatchState, fund: LockedFund): string {
  const known = batch.basis.get(fund.fund);
  if (known !== undefined) return known;
  const { service } = batch.index.model;
  const locked = batch.funds.get(PLATFORM);
  const platform = locked === undefined ? batch.platformStanding : standingOf(service, locked);
  const basis = basisOf(fund === locked ? [platform] : [standingOf(service, fund), platform]);
  batch.basis.set(fund.fund, basis);
  return basis;
}
