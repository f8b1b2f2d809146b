import {
  type LogReader,
  type MemoryStore,
  type ReadEntry,
  readEntry,
  type Store,
  StoreFailure,
} from '@mdtf/fund-log';
import type { Faults } from './faults.ts';
import type { Random } from './random.ts';
import type { SimulatedProcess } from './simulated-process.ts';

type OpenBatch = Awaited<ReturnType<Store['open']>>;

/** All that one transaction writes. */
export type BatchWrite = Parameters<OpenBatch['commit']>[0];

const NOTHING: BatchWrite = {
  heads: [],
  entries: [],
  documents: [],
  accounts: [],
  postings: [],
  answers: [],
  cursors: [],
  remade: false,
  refusals: [],
};

/** Who uses a database, and what may happen on the way to it. */
export interface Connection {
  readonly process: SimulatedProcess;
  readonly faults: () => Faults;
  readonly random: Random;
  /** A fault of the program, to prove that it would be found: changes what is written. */
  readonly sabotage?: ((write: BatchWrite) => BatchWrite) | undefined;
  /** Another: the fund's clock is read so much too early. */
  readonly clockLagMs?: number | undefined;
}

/** A database in memory as one process sees it: slow, sometimes away, and gone for good when the process dies. */
export function storeSeenBy(connection: Connection, database: MemoryStore): Store {
  const { process } = connection;
  return {
    service: database.service,
    reader: readerSeenBy(connection, database.reader),
    async open(request) {
      await step(connection);
      const opened = await database.open(request);
      if (!process.alive) await opened.abandon();
      const forget = process.onDeath(() => void opened.abandon());
      return process.survive(Promise.resolve(batchSeenBy(connection, lagging(connection, opened), forget)));
    },
    dueFunds: (limit) => steps(connection, () => database.dueFunds(limit)),
    factCursors: (source) => steps(connection, () => database.factCursors(source)),
    forgetAnswers: (before, limit) => steps(connection, () => database.forgetAnswers(before, limit)),
    setClock: (fund, now) => database.setClock(fund, now),
    clock: (fund) => database.clock(fund),
  };
}

function lagging({ clockLagMs = 0 }: Connection, opened: OpenBatch): OpenBatch {
  if (clockLagMs === 0) return opened;
  const early = (clock: string): string => new Date(Date.parse(clock) - clockLagMs).toISOString();
  const heads = Array.from(
    opened.heads,
    ([fund, head]) => [fund, { ...head, clock: early(head.clock) }] as const,
  );
  return {
    ...opened,
    heads: new Map(heads),
    clocks: async () => new Map(Array.from(await opened.clocks(), ([fund, clock]) => [fund, early(clock)])),
  };
}

/** Another service's logs as one process sees them. */
export function readerSeenBy(
  connection: Connection,
  reader: LogReader,
  onPromise: (promise: Promised) => void = () => {},
): LogReader {
  const { service } = reader;
  const note = ({ fund, sequence, recordedThrough }: Head): void =>
    onPromise({ service, fund, sequence, recordedThrough });
  return {
    service,
    async heads(after) {
      const page = await steps(connection, () => reader.heads(after));
      for (const head of page.heads) note(head);
      return page;
    },
    async page(fund, after, limit) {
      const page = await steps(connection, () => reader.page(fund, after, limit));
      if (page.head !== undefined) note(page.head);
      return page;
    },
  };
}

/** What a source has promised: nothing will be recorded at or before this instant that is not at or below the sequence. */
export interface Promised {
  readonly service: string;
  readonly fund: string;
  readonly sequence: bigint;
  readonly recordedThrough: string;
}

type Head = NonNullable<Awaited<ReturnType<LogReader['page']>>['head']>;

function batchSeenBy(connection: Connection, opened: OpenBatch, forget: () => void): OpenBatch {
  const { process, random, faults, sabotage } = connection;
  const abandon = async (): Promise<void> => {
    forget();
    await opened.abandon();
  };
  const wrong = (write: BatchWrite): BatchWrite => sabotage?.(write) ?? write;
  return {
    ...opened,
    send: (rows) => opened.send(wrong({ ...NOTHING, ...rows })),
    clocks: () => steps(connection, () => opened.clocks()),
    load: (request) => steps(connection, () => opened.load(request)),
    loadDue: (fund, through, limit) => steps(connection, () => opened.loadDue(fund, through, limit)),
    entries: (fund, after, limit) => steps(connection, () => opened.entries(fund, after, limit)),
    async commit(write) {
      await step(connection);
      const lost = random.chance(faults().lostCommit);
      const arrives = !lost || random.chance(0.5);
      if (!arrives) await abandon();
      else await opened.commit(wrong(write)).finally(forget);
      // Between the commit and its answer: what is on disk stays, whoever dies now.
      await process.pause(delay(connection));
      if (random.chance(faults().crash)) await die(process);
      if (lost) throw new StoreFailure('unavailable', 'unknown', 'the answer to COMMIT was lost');
    },
    abandon,
  };
}

const read = new WeakMap<object, ReadEntry>();

/** A stored entry as everybody reads it; taken apart once. */
export function entryRead(stored: BatchWrite['entries'][number]): ReadEntry {
  const entry = read.get(stored) ?? readEntry({ ...stored, salt: stored.salt.toString('base64') });
  read.set(stored, entry);
  return entry;
}

async function steps<T>(connection: Connection, act: () => Promise<T>): Promise<T> {
  await step(connection);
  return connection.process.survive(act());
}

/** One way to the database: takes a while, and may be the last thing that the process does. */
async function step(connection: Connection): Promise<void> {
  const { process, random, faults } = connection;
  await process.pause(delay(connection));
  if (random.chance(faults().crash)) await die(process);
  if (random.chance(faults().unavailable))
    throw new StoreFailure('unavailable', 'no', 'the connection was refused');
}

function delay({ random, faults }: Connection): number {
  return random.between(0, faults().maxDelayMs);
}

function die(process: SimulatedProcess): Promise<void> {
  process.kill();
  return process.pause(0);
}
