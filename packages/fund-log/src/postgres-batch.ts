import { allOf, WITHOUT_WAITING_FOR_THE_DISK } from '@mdtf/postgres';
import type pg from 'pg';
import { type EntryRow, entriesOf, PAGE_OF_ENTRIES } from './postgres-reader.ts';
import {
  loadAccounts,
  loadAnswers,
  loadDocuments,
  loadDueDocuments,
  loadFactCursors,
  lockHeads,
} from './sql-load.ts';
import { appendStatements, writeStatements } from './sql-write.ts';
import {
  type BatchRequest,
  type BatchWrite,
  type Loaded,
  type LoadRequest,
  type OpenBatch,
  StoreFailure,
} from './store.ts';
import { failureOf, isServersAnswer } from './store-failure.ts';

/** What a batch needs from the store that opens it. */
export interface Heads {
  readonly makeHeads: (client: pg.ClientBase, funds: readonly string[]) => Promise<void>;
  readonly forgetHeads: () => void;
}

/** One transaction on one session. */
interface Session {
  readonly client: pg.PoolClient;
  readonly service: string;
  /** The session is given back. */
  ended: boolean;
  /** Statements on their way; looked at when the batch is committed. */
  readonly sent: Promise<unknown>[];
}

/**
 * Opens a batch on a pipelined session: all statements of the opening are sent at once and cost one round trip, and so do
 * those of the commit. Each has a snapshot of its own, so what is read after the lock is current.
 */
export async function openPostgresBatch(
  client: pg.PoolClient,
  service: string,
  request: BatchRequest,
  heads: Heads,
): Promise<OpenBatch> {
  const session: Session = { client, service, ended: false, sent: [] };
  return {
    ...(await orRollBack(session, () => open(session, request, heads))),
    clocks: () =>
      orRollBack(session, async () => {
        const heads = await lockHeads(client, request.funds);
        return new Map(heads.map(({ fund, clock }) => [fund, clock]));
      }),
    load: (more) => orRollBack(session, () => load(session, more)),
    loadDue: (fund, through, limit) =>
      orRollBack(session, () => loadDueDocuments(client, fund, through, limit)),
    entries: (fund, after, limit) =>
      orRollBack(session, async () => {
        const { rows } = await client.query<EntryRow>({ ...PAGE_OF_ENTRIES, values: [fund, after, limit] });
        return entriesOf(rows);
      }),
    send(part) {
      for (const statement of appendStatements(part)) {
        const answered = client.query(statement);
        answered.catch(() => {});
        session.sent.push(answered);
      }
    },
    async commit(write) {
      const failure = await writeAndCommit(session, write);
      // A failed statement has ended the transaction with the COMMIT that followed it.
      end(session, failure !== undefined && !isServersAnswer(failure.cause) ? failure : undefined);
      if (failure !== undefined) throw failure;
    },
    abandon: () => rollBack(session),
  };
}

async function open(session: Session, request: BatchRequest, { makeHeads, forgetHeads }: Heads) {
  const { client } = session;
  await makeHeads(client, request.funds);
  const [, heads, cursors, loaded] = await allOf([
    client.query('BEGIN'),
    lockHeads(client, request.funds),
    loadFactCursors(client, request.funds),
    load(session, request),
  ]);
  if (heads.length < request.funds.length) {
    forgetHeads();
    throw new StoreFailure('conflict', 'no', 'A head is gone: the database was exchanged');
  }
  return { heads: new Map(heads.map((head) => [head.fund, head])), cursors, ...loaded };
}

async function load({ client, service }: Session, request: LoadRequest): Promise<Loaded> {
  const [answers, found, accounts] = await allOf([
    loadAnswers(client, request.keys),
    loadDocuments(client, service, request.documents),
    loadAccounts(client, request.accounts),
  ]);
  return { ...found, answers, accounts };
}

/** Sends everything and COMMIT behind it; the server turns it into a rollback when something before it failed. */
async function writeAndCommit(
  { client, sent }: Session,
  write: BatchWrite,
): Promise<StoreFailure | undefined> {
  const statements = writeStatements(write).map((statement) => client.query(statement));
  if (write.remade) statements.push(client.query(WITHOUT_WAITING_FOR_THE_DISK));
  const commit = client.query('COMMIT');
  const [committed, ...results] = await Promise.allSettled([commit, ...sent, ...statements]);
  const first = [...results, committed].find((result) => result.status === 'rejected');
  if (first === undefined) {
    const done = committed.status === 'fulfilled' && committed.value.command === 'COMMIT';
    return done ? undefined : new StoreFailure('conflict', 'no', 'COMMIT was answered by a rollback');
  }
  const error: unknown = first.reason;
  if (isServersAnswer(error) && first !== committed) return failureOf(error);
  // Nobody knows how far the server came before the connection was lost.
  return new StoreFailure('unavailable', 'unknown', error);
}

async function orRollBack<T>(session: Session, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await rollBack(session);
    throw failureOf(error);
  }
}

async function rollBack(session: Session): Promise<void> {
  if (session.ended) return;
  await session.client.query('ROLLBACK').then(
    () => end(session),
    (error: Error) => end(session, error),
  );
}

/** Gives the session back, or throws it away when it may still be in a transaction. */
function end(session: Session, broken?: Error): void {
  if (!session.ended) session.client.release(broken);
  session.ended = true;
}
