import type { Instant } from '@mdtf/domain';
import type { LogReader } from './log-reader.ts';
import { commitToMemory } from './memory-commit.ts';
import { createLocks, type HeldLocks } from './memory-locks.ts';
import { memoryReader } from './memory-reader.ts';
import {
  answerName,
  documentsOf,
  emptyTables,
  entriesAfter,
  headOf,
  type MemoryHead,
  type MemoryTables,
  shifted,
} from './memory-tables.ts';
import { PLATFORM } from './position.ts';
import type {
  AppendedRows,
  BatchRequest,
  BatchWrite,
  Loaded,
  LoadRequest,
  LockedHead,
  OpenBatch,
  Store,
  StoredDocument,
} from './store.ts';

/** The points at which a simulated process may be delayed, cut off or crash. */
export type StorePoint = 'open' | 'load' | 'before-commit' | 'after-commit' | 'read';

export interface MemoryStoreOptions {
  readonly service: string;
  /** The database's clock; the real one when absent. */
  readonly clock?: () => Instant;
  /**
   * Awaited at each point. What it throws, usually a StoreFailure, ends the transaction there: before the commit nothing
   * is kept, after it everything is, and only the answer is lost.
   */
  readonly at?: (point: StorePoint) => Promise<void> | void;
}

/** A store in memory for tests and simulation: the same promises as PostgreSQL's, no disk. `tables` is for looking, not for changing. */
export interface MemoryStore extends Store {
  readonly tables: MemoryTables;
}

export function createMemoryStore(options: MemoryStoreOptions): MemoryStore {
  const tables = emptyTables();
  const locks = createLocks();
  const clock = options.clock ?? (() => new Date().toISOString());
  const at = async (point: StorePoint): Promise<void> => options.at?.(point);
  const reader: LogReader = memoryReader({
    service: options.service,
    tables,
    clock,
    isHeld: (fund) => locks.isHeld(fund),
    beforeReading: () => at('read'),
  });

  return {
    service: options.service,
    reader,
    tables,
    async open(request) {
      await at('open');
      for (const fund of request.funds) headOf(tables, fund);
      const held = await locks.acquire(request.funds);
      return openBatch({ service: options.service, tables, clock, at }, request, held);
    },
    async dueFunds(limit) {
      const now = (head: MemoryHead) => shifted(clock(), head.offsetMs);
      const due = [...tables.heads.values()].filter(
        (head) => head.nextDue !== undefined && head.nextDue <= now(head),
      );
      due.sort((a, b) => ((a.nextDue ?? '') < (b.nextDue ?? '') ? -1 : 1));
      return due.slice(0, limit).map(({ fund }) => fund);
    },
    factCursors: async (source) => [...tables.cursors.values()].filter((cursor) => cursor.source === source),
    async forgetAnswers(olderThanMs, limit) {
      const before = shifted(clock(), -olderThanMs);
      const old = [...tables.answers].filter(([, { createdAt }]) => createdAt < before).slice(0, limit);
      for (const [key] of old) tables.answers.delete(key);
      return old.length;
    },
    async setClock(fund, now) {
      const head = headOf(tables, fund);
      const held = await locks.acquire([fund]);
      held.release();
      const offsetMs = Date.parse(now) - Date.parse(clock());
      if (head.sequence > 0n && offsetMs < head.offsetMs)
        throw new RangeError(`The clock of ${fund} is already past ${now}`);
      head.offsetMs = offsetMs;
    },
    clock: async (fund) => shifted(clock(), tables.heads.get(fund)?.offsetMs ?? 0),
  };
}

interface Database {
  readonly service: string;
  readonly tables: MemoryTables;
  readonly clock: () => Instant;
  readonly at: (point: StorePoint) => Promise<void>;
}

function openBatch(database: Database, request: BatchRequest, held: HeldLocks): OpenBatch {
  const { tables, clock, at } = database;
  const sent: { -readonly [K in keyof AppendedRows]: AppendedRows[K][number][] } = {
    entries: [],
    postings: [],
    answers: [],
  };
  const send = ({ entries, postings, answers }: AppendedRows): void => {
    sent.entries.push(...entries);
    sent.postings.push(...postings);
    sent.answers.push(...answers);
  };
  const heads = request.funds.map((fund) => lockedHead(headOf(tables, fund), clock()));
  return {
    ...loadFrom(database, request),
    heads: new Map(heads.map((head) => [head.fund, head])),
    cursors: [...tables.cursors.values()].filter(({ fund }) => request.funds.includes(fund)),
    async clocks() {
      await at('load');
      return new Map(request.funds.map((fund) => [fund, shifted(clock(), headOf(tables, fund).offsetMs)]));
    },
    async load(more) {
      await at('load');
      return loadFrom(database, more);
    },
    async loadDue(fund, through, limit) {
      await at('load');
      const due = [...documentsOf(tables, fund).values()].filter(
        ({ dueAt }) => dueAt !== undefined && dueAt <= through,
      );
      return due.sort(byDue).slice(0, limit);
    },
    entries: async (fund, after, limit) => entriesAfter(tables, fund, after, limit),
    send,
    async commit(write: BatchWrite) {
      try {
        await at('before-commit');
        send(write);
        commitToMemory(tables, { ...write, ...sent }, clock());
        await at('after-commit');
      } finally {
        held.release();
      }
    },
    abandon: async () => held.release(),
  };
}

function loadFrom({ service, tables }: Database, { documents, accounts, keys }: LoadRequest): Loaded {
  const { sequence, generation } = tables.heads.get(PLATFORM) ?? { sequence: 0n, generation: 0 };
  const cursors = [...tables.cursors.values()].filter(({ fund }) => fund === PLATFORM);
  return {
    documents: documents.flatMap(
      ({ fund, kind, id }) => documentsOf(tables, fund).get(`${kind}/${id}`) ?? [],
    ),
    accounts: accounts.flatMap(({ fund, account }) => tables.accounts.get(`${fund}/${account}`) ?? []),
    answers: keys.flatMap((key) => tables.answers.get(answerName(key)) ?? []),
    platform: { service, fund: PLATFORM, sequence, generation, cursors },
  };
}

function lockedHead(
  { fund, sequence, leafHash, recordedAt, nextDue, offsetMs, generation }: MemoryHead,
  now: Instant,
): LockedHead {
  return {
    fund,
    sequence,
    leafHash,
    generation,
    ...(recordedAt !== undefined && { recordedAt }),
    ...(nextDue !== undefined && { nextDue }),
    clock: shifted(now, offsetMs),
  };
}

function byDue(a: StoredDocument, b: StoredDocument): number {
  return `${a.dueAt} ${a.kind} ${a.id}` < `${b.dueAt} ${b.kind} ${b.id}` ? -1 : 1;
}
