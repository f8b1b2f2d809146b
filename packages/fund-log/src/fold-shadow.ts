import {
  type AnyAggregate,
  assertPosting,
  type DomainEvent,
  type EventMeta,
  type Posting,
} from '@mdtf/domain';
import type { ReadEntry } from './log-reader.ts';
import type { MergedEntry } from './merge-logs.ts';
import { concernedIds, type ModelIndex } from './model-index.ts';
import type { ShadowDocument, ShadowTables } from './shadow-tables.ts';
import { decodeState } from './state-codec.ts';

/** One fund's states, facts and balances, folded anew from the logs, apart from those that are in use. */
export interface Fold {
  readonly index: ModelIndex;
  readonly fund: string;
  readonly tables: ShadowTables;
  /** By kind and id; goes to the shadow tables when there are many. */
  readonly held: Map<string, ShadowDocument>;
  readonly balances: Map<string, bigint>;
  readonly counts: { entries: number; postings: number };
}

/** A posting as the log must have made it. */
export interface FoldedPosting extends Posting {
  readonly sequence: bigint;
  readonly line: number;
  readonly debitBalance: bigint;
  readonly creditBalance: bigint;
}

/** Documents kept in memory before they go to the shadow tables. */
const MAX_HELD = 20_000;

export function beginFold(index: ModelIndex, fund: string, tables: ShadowTables): Fold {
  return { index, fund, tables, held: new Map(), balances: new Map(), counts: { entries: 0, postings: 0 } };
}

/** Folds the next entries, each log's in order; answers the postings that the books must hold for them. */
export async function foldEntries(fold: Fold, entries: readonly MergedEntry[]): Promise<FoldedPosting[]> {
  await holdConcerned(fold, entries);
  const postings: FoldedPosting[] = [];
  for (const merged of entries) {
    foldOne(fold, merged);
    if (merged.as === 'own') postings.push(...post(fold, merged.entry));
  }
  fold.counts.entries += entries.length;
  fold.counts.postings += postings.length;
  if (fold.held.size > MAX_HELD) await flush(fold);
  return postings;
}

/** Puts everything into the shadow tables, to be compared there. */
export async function finishFold(fold: Fold): Promise<void> {
  await flush(fold);
  const { model } = fold.index;
  await fold.tables.writeAccounts(
    Array.from(fold.balances, ([account, balance]) => ({
      account,
      balance,
      mayGoNegative: model.accountMayGoNegative?.(account) ?? false,
    })),
  );
}

async function holdConcerned(
  { index, fund, tables, held }: Fold,
  entries: readonly MergedEntry[],
): Promise<void> {
  const wanted = new Map<string, { kind: string; id: string }>();
  for (const merged of entries) {
    for (const { key, kind, id } of concernedBy(index, merged))
      if (!held.has(key)) wanted.set(key, { kind, id });
  }
  for (const [key, { kind, id }] of wanted) {
    held.set(key, { fund, kind, id, state: undefined, revision: 0, version: 0 });
  }
  for (const { data, ...document } of await tables.read([...wanted.values()])) {
    held.set(keyOf(document.kind, document.id), { ...document, state: decodeState(data) });
  }
}

function foldOne({ index, fund, held }: Fold, merged: MergedEntry): void {
  const { entry } = merged;
  const event: DomainEvent = { type: entry.type, data: entry.data };
  const { sequence, time, recordedAt, actor } = entry;
  const meta: EventMeta = { fund, sequence, time, recordedAt, actor };
  for (const { aggregate, key, id } of concernedBy(index, merged)) {
    const document = held.get(key);
    if (document === undefined) continue;
    document.state = aggregate.evolve(document.state, event, meta, id);
    document.revision += 1;
    document.version = aggregate.version;
    document.dueAt = aggregate.due?.(document.state);
  }
}

function post({ index, balances }: Fold, { type, data, sequence }: ReadEntry): FoldedPosting[] {
  const move = (account: string, changeMinor: bigint): bigint => {
    const balance = (balances.get(account) ?? 0n) + changeMinor;
    balances.set(account, balance);
    return balance;
  };
  const postings = index.model.postings?.({ type, data }) ?? [];
  return postings.map((posting, at) => {
    assertPosting(posting);
    const debitBalance = move(posting.debit, -posting.amountMinor);
    const creditBalance = move(posting.credit, posting.amountMinor);
    return { ...posting, sequence, line: at + 1, debitBalance, creditBalance };
  });
}

async function flush({ tables, held }: Fold): Promise<void> {
  await tables.write([...held.values()].filter(({ revision }) => revision > 0));
  held.clear();
}

interface Concerned {
  readonly aggregate: AnyAggregate;
  readonly key: string;
  readonly kind: string;
  readonly id: string;
}

/** The documents that an entry changes. */
function concernedBy(index: ModelIndex, { as, entry }: MergedEntry): Concerned[] {
  const aggregates = as === 'own' ? index.folders(entry.type) : index.factFolders(entry.type);
  return aggregates.flatMap((aggregate) =>
    concernedIds(aggregate, entry).map((id) => ({
      aggregate,
      key: keyOf(aggregate.kind, id),
      kind: aggregate.kind,
      id,
    })),
  );
}

function keyOf(kind: string, id: string): string {
  return `${kind}/${id}`;
}
