import type { Instant, Rejection, Visibility } from '@mdtf/domain';
import type { LogReader, StoredEntry } from './log-reader.ts';

/**
 * Where one service keeps its logs and what follows from them. Two forms, PostgreSQL and memory, held equal by one
 * conformance suite. All that is written to a fund goes through `open` and `commit`, under the lock of the fund's head.
 */
export interface Store {
  readonly service: string;
  readonly reader: LogReader;
  /** Begins a transaction and locks the heads of these funds, in sorted order; waits for their holders, within bounds. */
  open(request: BatchRequest): Promise<OpenBatch>;
  /** Funds on whose documents something has fallen due, the longest waiting first. */
  dueFunds(limit: number): Promise<readonly string[]>;
  /** How far the facts of one source have been folded, per fund. */
  factCursors(source: string): Promise<readonly Cursor[]>;
  /** Forgets up to `limit` idempotency keys older than this by the database's clock; answers how many. */
  forgetAnswers(olderThanMs: number, limit: number): Promise<number>;
  /** Development only: moves a fund's clock to `now` or, once it has entries, refuses to move it back (RangeError). */
  setClock(fund: string, now: Instant): Promise<void>;
  /** The fund's clock. */
  clock(fund: string): Promise<Instant>;
}

/** What a batch needs to begin with; all but the funds may be asked for later as well. */
export interface BatchRequest extends LoadRequest {
  readonly funds: readonly string[];
}

export interface LoadRequest {
  readonly documents: readonly DocumentKey[];
  readonly accounts: readonly AccountKey[];
  readonly keys: readonly AnswerKey[];
}

/** Where one fund stands in one service's database: while it is the same, no state and no fact of the fund has changed. */
export interface Standing {
  readonly service: string;
  readonly fund: string;
  readonly sequence: bigint;
  readonly generation: number;
  /** Of the facts. */
  readonly cursors: readonly Pick<Cursor, 'source' | 'sequence'>[];
}

/** A transaction that holds the heads of its funds; ends with `commit` or `abandon`, once. */
export interface OpenBatch extends Loaded {
  readonly heads: ReadonlyMap<string, LockedHead>;
  /** Of the facts, for the locked funds. */
  readonly cursors: readonly Cursor[];
  /** The clocks of the locked funds, read again. */
  clocks(): Promise<ReadonlyMap<string, Instant>>;
  load(request: LoadRequest): Promise<Loaded>;
  /** Documents due at or before an instant, the earliest first, then by kind and id. */
  loadDue(fund: string, through: Instant, limit: number): Promise<readonly StoredDocument[]>;
  /** Entries of a locked fund after a sequence. */
  entries(fund: string, afterSequence: bigint, limit: number): Promise<readonly StoredEntry[]>;
  /** Begins to write rows that will not change any more, so that the database works while the rest is decided. */
  send(part: AppendedRows): void;
  /** Writes the rest, and with it all that was sent, or nothing of it. Throws StoreFailure. */
  commit(write: BatchWrite): Promise<void>;
  abandon(): Promise<void>;
}

/** What was found; what was not found is absent. */
export interface Loaded {
  readonly documents: readonly StoredDocument[];
  readonly accounts: readonly Account[];
  readonly answers: readonly StoredAnswer[];
  /** Where the platform stood when these documents were read. */
  readonly platform: Standing;
}

export interface LockedHead {
  readonly fund: string;
  readonly sequence: bigint;
  readonly leafHash: string;
  /** Of the last batch with entries. */
  readonly recordedAt?: Instant;
  /** The earliest instant at which a document of this fund falls due. */
  readonly nextDue?: Instant;
  /** Goes up when the states are folded anew. */
  readonly generation: number;
  /** The fund's clock, read under the lock: the database's clock plus the fund's offset. */
  readonly clock: Instant;
}

export interface DocumentKey {
  readonly fund: string;
  readonly kind: string;
  readonly id: string;
}

/** A state or fact as stored. */
export interface StoredDocument extends DocumentKey {
  /** Of the aggregate that folded it. */
  readonly version: number;
  /** How many events were folded into it. */
  readonly revision: number;
  readonly dueAt?: Instant;
  /** `encodeState` of the document. */
  readonly data: string;
}

export interface AccountKey {
  readonly fund: string;
  readonly account: string;
}

export interface Account extends AccountKey {
  /** Minor units, credits less debits. */
  readonly balance: bigint;
  readonly mayGoNegative: boolean;
}

export interface AnswerKey {
  readonly fund: string;
  readonly actor: string;
  readonly key: string;
}

/** What was answered under an idempotency key. */
export interface StoredAnswer extends AnswerKey {
  readonly fingerprint: string;
  readonly outcome: 'accepted' | 'rejected';
  readonly sequence: bigint;
  readonly events: number;
  /** JSON: the answer, or the rejection. */
  readonly answer: string;
}

/** How far a subscriber has come in one source's log of one fund. */
export interface Cursor {
  readonly source: string;
  readonly fund: string;
  readonly sequence: bigint;
  readonly leafHash: string;
  /** Of handling the next entry; 0 when the last one succeeded. */
  readonly attempts: number;
  /** Set while it waits for a person. */
  readonly parkedReason?: string;
  readonly parkedAt?: Instant;
}

/** Rows that are only ever added; arrays may be empty. */
export interface AppendedRows {
  readonly entries: readonly EntryWrite[];
  readonly postings: readonly PostingWrite[];
  readonly answers: readonly StoredAnswer[];
}

/** What one transaction writes; arrays may be empty. */
export interface BatchWrite extends AppendedRows {
  readonly heads: readonly HeadWrite[];
  readonly documents: readonly DocumentWrite[];
  readonly accounts: readonly AccountWrite[];
  readonly cursors: readonly CursorWrite[];
  readonly refusals: readonly RefusalWrite[];
  /** Nothing but what is folded from others' logs: a crash may take it back, and it is folded again. */
  readonly remade: boolean;
}

export interface AccountWrite extends Account {
  /** True when there is none yet. */
  readonly isNew: boolean;
}

export interface DocumentWrite extends StoredDocument {
  /** True when there is none yet: the database need not look. */
  readonly isNew: boolean;
}

export interface HeadWrite {
  readonly fund: string;
  /** The head must still stand here. */
  readonly expectedSequence: bigint;
  readonly sequence: bigint;
  readonly leafHash: string;
  readonly recordedAt?: Instant;
  /** True when a document's due instant changed, so that the fund's next one is found anew. */
  readonly dueChanged: boolean;
}

/** One entry with what the log's own table keeps beside its bytes. */
export interface EntryWrite {
  readonly fund: string;
  readonly sequence: bigint;
  readonly type: string;
  readonly subject: string;
  readonly visibility: Visibility;
  readonly time: Instant;
  readonly recordedAt: Instant;
  readonly envelope: string;
  readonly salt: Buffer;
  readonly payload: string;
  readonly traceparent?: string;
}

/** One posting, with what both accounts held after it. */
export interface PostingWrite {
  readonly fund: string;
  readonly sequence: bigint;
  /** From 1 within the entry. */
  readonly line: number;
  readonly debit: string;
  readonly credit: string;
  readonly amountMinor: bigint;
  readonly debitBalance: bigint;
  readonly creditBalance: bigint;
  readonly time: Instant;
  readonly recordedAt: Instant;
}

export interface CursorWrite extends Cursor {
  /** The cursor must still stand here; 0 when there was none. */
  readonly expectedSequence: bigint;
}

/** A reaction that a rule refused, kept for operators. */
export interface RefusalWrite {
  readonly source: string;
  readonly fund: string;
  readonly sequence: bigint;
  readonly command: string;
  readonly rejection: Rejection;
}

/**
 * Why a transaction did not succeed, and what may be done:
 * `conflict` the same batch may be tried again at once; `refused` something in it can never be written (a CHECK);
 * `unavailable` the database did not answer, later perhaps. `committed` is `unknown` when the answer to COMMIT was lost.
 */
export class StoreFailure extends Error {
  override readonly name = 'StoreFailure';
  readonly kind: 'conflict' | 'refused' | 'unavailable';
  readonly committed: 'no' | 'unknown';

  constructor(kind: 'conflict' | 'refused' | 'unavailable', committed: 'no' | 'unknown', cause: unknown) {
    super(
      `transaction ${kind}, committed: ${committed}: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        cause,
      },
    );
    this.kind = kind;
    this.committed = committed;
  }
}

/** The subscriber name under which a service's own facts and reactions follow other services. */
export const FACTS = 'facts';
