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

/**
 * One transaction on one session. The session is pipelined: all statements of the opening are sent at once and cost one
 * round trip, and so do those of the commit. Each has a snapshot of its own, so what is read after the lock is current.
 */
export async function openPostgresBatch(
  client: pg.PoolClient,
  service: string,
  request: BatchRequest,
  { makeHeads, forgetHeads }: Heads,
): Promise<OpenBatch> {
  let ended = false;
  const sent: Promise<unknown>[] = [];

  /** Gives the session back, or throws it away when it may still be in a transaction. */
  const end = (broken?: Error): void => {
    if (!ended) client.release(broken);
    ended = true;
  };

  const rollBack = async (): Promise<void> => {
    if (ended) return;
    await client.query('ROLLBACK').then(
      () => end(),
      (error: Error) => end(error),
    );
  };

  const failing = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      await rollBack();
      throw failureOf(error);
    }
  };

  const load = async ({ documents, accounts }: LoadRequest): Promise<Loaded> => {
    const [found, balances] = await allOf([
      loadDocuments(client, service, documents),
      loadAccounts(client, accounts),
    ]);
    return { ...found, accounts: balances };
  };

  const open = async () => {
    await makeHeads(client, request.funds);
    const [, heads, cursors, answers, loaded] = await allOf([
      client.query('BEGIN'),
      lockHeads(client, request.funds),
      loadFactCursors(client, request.funds),
      loadAnswers(client, request.keys),
      load(request),
    ]);
    if (heads.length < request.funds.length) {
      forgetHeads();
      throw new StoreFailure('conflict', 'no', 'A head is gone: the database was exchanged');
    }
    return { heads: new Map(heads.map((head) => [head.fund, head])), cursors, answers, ...loaded };
  };

  return {
    ...(await failing(open)),
    load: (more) => failing(() => load(more)),
    loadDue: (fund, through, limit) => failing(() => loadDueDocuments(client, fund, through, limit)),
    entries: (fund, after, limit) =>
      failing(async () => {
        const { rows } = await client.query<EntryRow>({ ...PAGE_OF_ENTRIES, values: [fund, after, limit] });
        return entriesOf(rows);
      }),
    send(part) {
      for (const statement of appendStatements(part)) {
        const answered = client.query(statement);
        // Looked at when the batch is committed.
        answered.catch(() => {});
        sent.push(answered);
      }
    },
    async commit(write) {
      const failure = await writeAndCommit(client, sent, write);
      // A failed statement has ended the transaction with the COMMIT that followed it.
      end(failure !== undefined && !isServersAnswer(failure.cause) ? failure : undefined);
      if (failure !== undefined) throw failure;
    },
    abandon: rollBack,
  };
}

/** Sends everything and COMMIT behind it; the server turns it into a rollback when something before it failed. */
async function writeAndCommit(
  client: pg.PoolClient,
  sent: readonly Promise<unknown>[],
  write: BatchWrite,
): Promise<StoreFailure | undefined> {
  const statements = writeStatements(write).map((statement) => client.query(statement));
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

type Results<T extends readonly Promise<unknown>[]> = { -readonly [P in keyof T]: Awaited<T[P]> };

/** Like Promise.all, but waits for all of them, so that none is left running on the session. */
async function allOf<const T extends readonly Promise<unknown>[]>(promises: T): Promise<Results<T>> {
  const results = await Promise.allSettled(promises);
  const values = results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
  return values as Results<T>;
}
