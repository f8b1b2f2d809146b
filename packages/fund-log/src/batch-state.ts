import { type Instant, UnnamedDocument } from '@mdtf/domain';
import type { Document } from './documents.ts';
import type { Entropy } from './entropy.ts';
import type { AccountBalance, FundMemory, Memories } from './fund-memory.ts';
import type { ModelIndex } from './model-index.ts';
import { PLATFORM } from './position.ts';
import { stampOf } from './stamp.ts';
import { decodeState } from './state-codec.ts';
import type {
  AccountKey,
  AnswerKey,
  Cursor,
  DocumentKey,
  EntryWrite,
  Loaded,
  LockedHead,
  OpenBatch,
  PostingWrite,
  RefusalWrite,
  Standing,
  StoredAnswer,
  StoredDocument,
} from './store.ts';

/** One attempt at one transaction: what it has locked, what it knows and what it will write. */
export interface BatchState {
  readonly index: ModelIndex;
  readonly entropy: Entropy;
  readonly memories: Memories;
  readonly opened: OpenBatch;
  readonly funds: Map<string, LockedFund>;
  /** What is known of the platform's documents, and where it stood then; when this batch has it locked, see there. */
  platform: FundMemory;
  platformStanding: Standing;
  readonly answers: Map<string, StoredAnswer>;
  readonly writes: BatchWrites;
  /** What decisions on each fund rest on, until a cursor moves or the platform's documents are read anew. */
  readonly basis: Map<string, string>;
  /** How many of each have been sent to the database already. */
  readonly sent: { entries: number; postings: number; answers: number };
  /** How to take back what the item being handled has changed, last change last. */
  readonly undo: (() => void)[];
}

export interface BatchWrites {
  readonly entries: EntryWrite[];
  readonly postings: PostingWrite[];
  readonly documents: Set<Document>;
  readonly accounts: Set<AccountBalance>;
  readonly answers: StoredAnswer[];
  readonly refusals: RefusalWrite[];
}

/** A fund whose head this batch holds. */
export interface LockedFund {
  readonly fund: string;
  readonly head: LockedHead;
  readonly memory: FundMemory;
  /** When this batch records: the fund's clock, at least a millisecond after the batch before. */
  now: Instant;
  readonly cursors: Map<string, CursorState>;
  sequence: bigint;
  leafHash: string;
  dueChanged: boolean;
}

export interface CursorState {
  cursor: Cursor;
  /** Where it stood when the batch began. */
  readonly expectedSequence: bigint;
  changed: boolean;
}

/** A batch on a transaction that has just been opened. */
export function beginBatch(
  parts: Pick<BatchState, 'index' | 'entropy' | 'memories'>,
  opened: OpenBatch,
): BatchState {
  const { service } = parts.index.model;
  const funds = new Map<string, LockedFund>();
  const cursorsByFund = Map.groupBy(opened.cursors, ({ fund }) => fund);
  for (const head of opened.heads.values()) {
    const cursors = cursorsByFund.get(head.fund) ?? [];
    const memory = parts.memories.recall(head.fund, stampOf({ service, ...head, cursors }));
    funds.set(head.fund, lockedFund(head, memory, cursors));
  }
  return {
    index: parts.index,
    entropy: parts.entropy,
    memories: parts.memories,
    opened,
    funds,
    platform: funds.get(PLATFORM)?.memory ?? parts.memories.recall(PLATFORM, stampOf(opened.platform)),
    platformStanding: opened.platform,
    answers: new Map(),
    writes: {
      entries: [],
      postings: [],
      documents: new Set(),
      accounts: new Set(),
      answers: [],
      refusals: [],
    },
    basis: new Map(),
    sent: { entries: 0, postings: 0, answers: 0 },
    undo: [],
  };
}

function lockedFund(head: LockedHead, memory: FundMemory, cursors: readonly Cursor[]): LockedFund {
  return {
    fund: head.fund,
    head,
    memory,
    now: nowOf(head, head.clock),
    cursors: new Map(
      cursors.map((cursor) => [cursor.source, { cursor, expectedSequence: cursor.sequence, changed: false }]),
    ),
    sequence: head.sequence,
    leafHash: head.leafHash,
    dueChanged: false,
  };
}

/** When a batch records whose fund's clock shows this. */
export function nowOf({ recordedAt }: LockedHead, clock: Instant): Instant {
  return recordedAt !== undefined && clock <= recordedAt ? afterOneMs(recordedAt) : clock;
}

function afterOneMs(instant: Instant): Instant {
  return new Date(Date.parse(instant) + 1).toISOString();
}

/** Where a locked fund stands by now in this batch. */
export function standingOf(service: string, { fund, head, sequence, cursors }: LockedFund): Standing {
  const { generation } = head;
  return {
    service,
    fund,
    sequence,
    generation,
    cursors: Array.from(cursors.values(), ({ cursor }) => cursor),
  };
}

/** The fund as locked; every fund an item writes to is among those its batch asked for. */
export function lockedBy(batch: BatchState, fund: string): LockedFund {
  const locked = batch.funds.get(fund);
  if (locked === undefined) throw new RangeError(`The head of ${fund} is not locked by this batch`);
  return locked;
}

/** Thrown by what is decided when something it needs is not in memory: it is taken back, loaded and tried again. */
export class NotLoaded extends Error {
  override readonly name = 'NotLoaded';
  readonly missing: Missing;
  constructor(missing: Missing) {
    super('Documents or accounts have to be loaded first');
    this.missing = missing;
  }
}

/** Reads what is not in memory, and what was answered under `keys`. */
export async function loadMissing(
  batch: BatchState,
  missing: Missing,
  keys: readonly AnswerKey[] = [],
): Promise<void> {
  const asked = withoutRepetition(missing);
  remember(batch, asked, await batch.opened.load({ ...asked, keys }));
}

/** Each document and account once. */
export function withoutRepetition({ documents, accounts }: Missing): Missing {
  return {
    documents: [...new Map(documents.map((key) => [`${key.fund}\n${key.kind}/${key.id}`, key])).values()],
    accounts: [...new Map(accounts.map((key) => [`${key.fund}\n${key.account}`, key])).values()],
  };
}

export interface Missing {
  readonly documents: DocumentKey[];
  readonly accounts: AccountKey[];
}

/** Takes in what was read; what was asked for and not found is known to be absent. */
export function remember(batch: BatchState, asked: Missing, loaded: Loaded): void {
  if (!batch.funds.has(PLATFORM)) {
    batch.platform = batch.memories.recall(PLATFORM, stampOf(loaded.platform));
    batch.platformStanding = loaded.platform;
    batch.basis.clear();
  }
  for (const stored of loaded.documents) {
    const { documents } = memoryOf(batch, stored.fund);
    // What this batch has changed is newer than what it reads back.
    if (documents.find(stored.kind, stored.id) === undefined) documents.keep(documentOf(batch, stored));
  }
  for (const { fund, kind, id } of asked.documents) {
    const { documents } = memoryOf(batch, fund);
    if (documents.find(kind, id) === undefined) documents.keep(emptyDocument(fund, kind, id));
  }
  for (const answer of loaded.answers) batch.answers.set(answerKey(answer), answer);
  for (const { fund, account, balance } of loaded.accounts) {
    rememberAccount(batch, { fund, account, balance, stored: true });
  }
  for (const { fund, account } of asked.accounts) {
    rememberAccount(batch, { fund, account, balance: 0n, stored: false });
  }
}

export function memoryOf(batch: BatchState, fund: string): FundMemory {
  return fund === PLATFORM ? batch.platform : lockedBy(batch, fund).memory;
}

function rememberAccount(
  batch: BatchState,
  found: Pick<AccountBalance, 'fund' | 'account' | 'balance' | 'stored'>,
): void {
  const { accounts } = memoryOf(batch, found.fund);
  if (accounts.has(found.account)) return;
  const mayGoNegative = batch.index.model.accountMayGoNegative?.(found.account) ?? false;
  accounts.set(found.account, { ...found, mayGoNegative, changed: false, uses: 0 });
}

function documentOf(batch: BatchState, stored: StoredDocument): Document {
  const { fund, kind, id, version, revision, dueAt, data } = stored;
  const aggregate = batch.index.aggregate(kind);
  if (aggregate?.version !== version) {
    throw new UnnamedDocument(
      `${kind} ${id} of ${fund} is stored under version ${version}: rebuild the states first`,
    );
  }
  return { fund, kind, id, state: decodeState(data), revision, dueAt, stored: true, changed: false, uses: 0 };
}

function emptyDocument(fund: string, kind: string, id: string): Document {
  return {
    fund,
    kind,
    id,
    state: undefined,
    revision: 0,
    dueAt: undefined,
    stored: false,
    changed: false,
    uses: 0,
  };
}

/** Runs one item's changes; when it throws, everything it changed in this batch is as before, and it is thrown on. */
export function whollyOrNotAtAll<T>(batch: BatchState, work: () => T): T {
  batch.undo.length = 0;
  try {
    return work();
  } catch (error) {
    takeBack(batch, 0);
    throw error;
  }
}

/** Takes back the item's changes after a mark (`undo.length` of that time), the last one first. */
export function takeBack({ undo }: BatchState, mark: number): void {
  for (const back of undo.splice(mark).reverse()) back();
}

export function answerKey({ fund, actor, key }: { fund: string; actor: string; key: string }): string {
  // A line break is in no id and no key, so three texts joined by it are never mistaken for other three.
  return `${fund}\n${actor}\n${key}`;
}
