import { assertPosting, type DomainEvent, type EventMeta, type Posting } from '@mdtf/domain';
import type { ReadEntry } from './log-reader.ts';
import type { MergedEntry } from './merge-logs.ts';
import { concernedIds, type ModelIndex } from './model-index.ts';
import type { ShadowDocument, ShadowTables } from './shadow-tables.ts';
import { decodeState } from './state-codec.ts';

/** One fund's states, facts and balances, folded anew from the logs, apart from those that are in use. */
export interface Fold {
  /** Entries of the service's own log or of its sources, each log's in order. */
  take(entries: readonly MergedEntry[]): Promise<void>;
  /** Puts everything into the shadow tables, to be compared there. */
  finish(): Promise<void>;
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

/** A fold of one fund; `check` is given the postings of each portion of entries, to compare them with the books. */
export function foldIntoShadow(
  index: ModelIndex,
  fund: string,
  tables: ShadowTables,
  check: (entries: readonly ReadEntry[], postings: readonly FoldedPosting[]) => Promise<void>,
): Fold {
  const held = new Map<string, ShadowDocument>();
  const balances = new Map<string, bigint>();
  const counts = { entries: 0, postings: 0 };

  const take = async (entries: readonly MergedEntry[]): Promise<void> => {
    await hold(entries);
    for (const merged of entries) foldOne(merged);
    const own = entries.filter(({ as }) => as === 'own').map(({ entry }) => entry);
    const postings = own.flatMap(post);
    counts.entries += entries.length;
    counts.postings += postings.length;
    await check(own, postings);
    if (held.size > MAX_HELD) await flush();
  };

  /** Has all documents in memory that these entries change. */
  const hold = async (entries: readonly MergedEntry[]): Promise<void> => {
    const wanted = new Map<string, { kind: string; id: string }>();
    for (const merged of entries) {
      for (const { kind, id } of concernedBy(index, merged)) {
        const key = documentKey(kind, id);
        if (!held.has(key)) wanted.set(key, { kind, id });
      }
    }
    for (const { kind, id } of wanted.values()) {
      held.set(documentKey(kind, id), { fund, kind, id, state: undefined, revision: 0, version: 0 });
    }
    for (const { data, ...document } of await tables.read([...wanted.values()])) {
      held.set(documentKey(document.kind, document.id), { ...document, state: decodeState(data) });
    }
  };

  const foldOne = (merged: MergedEntry): void => {
    const { entry } = merged;
    const event: DomainEvent = { type: entry.type, data: entry.data };
    const { sequence, time, recordedAt, actor } = entry;
    const meta: EventMeta = { fund, sequence, time, recordedAt, actor };
    for (const { aggregate, kind, id } of concernedBy(index, merged)) {
      const document = held.get(documentKey(kind, id));
      if (document === undefined) continue;
      document.state = aggregate.evolve(document.state, event, meta, id);
      document.revision += 1;
      document.version = aggregate.version;
      document.dueAt = aggregate.due?.(document.state);
    }
  };

  const post = ({ type, data, sequence }: ReadEntry): FoldedPosting[] => {
    const postings = index.model.postings?.({ type, data }) ?? [];
    return postings.map((posting, at) => {
      assertPosting(posting);
      const debitBalance = move(posting.debit, -posting.amountMinor);
      const creditBalance = move(posting.credit, posting.amountMinor);
      return { ...posting, sequence, line: at + 1, debitBalance, creditBalance };
    });
  };

  const move = (account: string, changeMinor: bigint): bigint => {
    const balance = (balances.get(account) ?? 0n) + changeMinor;
    balances.set(account, balance);
    return balance;
  };

  const flush = async (): Promise<void> => {
    await tables.write([...held.values()].filter(({ revision }) => revision > 0));
    held.clear();
  };

  return {
    counts,
    take,
    async finish() {
      await flush();
      const mayGoNegative = (account: string): boolean =>
        index.model.accountMayGoNegative?.(account) ?? false;
      await tables.writeAccounts(
        Array.from(balances, ([account, balance]) => ({
          account,
          balance,
          mayGoNegative: mayGoNegative(account),
        })),
      );
    },
  };
}

/** The documents that an entry changes. */
function concernedBy(index: ModelIndex, { as, entry }: MergedEntry) {
  const aggregates = as === 'own' ? index.folders(entry.type) : index.factFolders(entry.type);
  return aggregates.flatMap((aggregate) =>
    concernedIds(aggregate, entry).map((id) => ({ aggregate, kind: aggregate.kind, id })),
  );
}

function documentKey(kind: string, id: string): string {
  return `${kind}/${id}`;
}
