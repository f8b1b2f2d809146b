import type { Instant } from '@mdtf/domain';
import { GENESIS, type StoredEntry } from './log-reader.ts';
import type {
  Account,
  Cursor,
  EntryWrite,
  PostingWrite,
  RefusalWrite,
  StoredAnswer,
  StoredDocument,
} from './store.ts';

/** All that a service's database would hold. */
export interface MemoryTables {
  readonly heads: Map<string, MemoryHead>;
  readonly entries: Map<string, EntryWrite[]>;
  /** By fund, then kind and id. */
  readonly documents: Map<string, Map<string, StoredDocument>>;
  readonly accounts: Map<string, Account>;
  readonly postings: PostingWrite[];
  readonly answers: Map<string, StoredAnswer & { readonly createdAt: Instant }>;
  readonly cursors: Map<string, Cursor>;
  readonly refusals: RefusalWrite[];
}

export interface MemoryHead {
  readonly fund: string;
  sequence: bigint;
  leafHash: string;
  recordedAt: Instant | undefined;
  nextDue: Instant | undefined;
  offsetMs: number;
  generation: number;
}

export function emptyTables(): MemoryTables {
  return {
    heads: new Map(),
    entries: new Map(),
    documents: new Map(),
    accounts: new Map(),
    postings: [],
    answers: new Map(),
    cursors: new Map(),
    refusals: [],
  };
}

/** The head of a fund, made when it is first asked for. */
export function headOf(tables: MemoryTables, fund: string): MemoryHead {
  const head = tables.heads.get(fund);
  if (head !== undefined) return head;
  const fresh = {
    fund,
    sequence: 0n,
    leafHash: GENESIS,
    recordedAt: undefined,
    nextDue: undefined,
    offsetMs: 0,
    generation: 0,
  };
  tables.heads.set(fund, fresh);
  return fresh;
}

export function documentsOf(tables: MemoryTables, fund: string): Map<string, StoredDocument> {
  return tables.documents.get(fund) ?? new Map();
}

/** Entries of a fund after a sequence, as stored. */
export function entriesAfter(
  tables: MemoryTables,
  fund: string,
  after: bigint,
  limit: number,
): StoredEntry[] {
  const entries = tables.entries.get(fund) ?? [];
  return entries
    .slice(Number(after), Number(after) + limit)
    .map(({ envelope, salt, payload, traceparent }) => ({
      envelope,
      salt: salt.toString('base64'),
      payload,
      ...(traceparent !== undefined && { traceparent }),
    }));
}

export function shifted(instant: Instant, offsetMs: number): Instant {
  return offsetMs === 0 ? instant : new Date(Date.parse(instant) + offsetMs).toISOString();
}

export function answerName({ fund, actor, key }: { fund: string; actor: string; key: string }): string {
  return `${fund}\n${actor}\n${key}`;
}
