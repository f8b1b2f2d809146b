import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';
import { allOf } from './all-of.ts';
import { CommitOutcomeUnknown, TransactionAborted } from './failure.ts';

export type Isolation = 'read committed' | 'repeatable read' | 'serializable';

export interface TransactionOptions {
  readonly isolation?: Isolation;
  readonly readOnly?: boolean;
  /**
   * True: the commit is answered before it is on disk. A crash of the server may take the last of such transactions back,
   * never one without those after it; only for what is made from a log and will be made again.
   */
  readonly remade?: boolean;
}

interface OpenTransaction {
  readonly pool: pg.Pool;
  open: boolean;
}

const current = new AsyncLocalStorage<OpenTransaction>();

/**
 * Runs `work` on one connection between BEGIN and COMMIT; whatever it throws rolls back and is thrown on.
 * Returns only after the server has confirmed the commit: a lost answer throws CommitOutcomeUnknown, a failed statement
 * that `work` swallowed throws TransactionAborted. Asking the same pool for another connection meanwhile throws.
 */
export function withTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  return inTransaction(pool, (client, connection) =>
    runTransaction(client, work, { ...options, connection }),
  );
}

/** Whether the connection can go back to its pool. */
interface Connection {
  lost?: Error;
}

async function inTransaction<T>(
  pool: pg.Pool,
  run: (client: pg.PoolClient, connection: Connection) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  const transaction: OpenTransaction = { pool, open: true };
  const connection: Connection = {};
  try {
    return await current.run(transaction, () => run(client, connection));
  } finally {
    transaction.open = false;
    client.release(connection.lost);
  }
}

/** Rolls back what has failed, where it can still be. */
async function leave(client: pg.PoolClient, connection: Connection, error: unknown): Promise<void> {
  const lost = error instanceof CommitOutcomeUnknown ? error : await rollBack(client);
  if (lost !== undefined) connection.lost = lost;
}

/** What a transaction in two round trips reads, and what it writes once that is known. */
export interface ReadThenWrite<R, T> {
  /** Asked together with BEGIN; changes nothing but locks. */
  readonly read: (client: pg.PoolClient) => Promise<R>;
  /** May ask for more; what it answers is sent together with COMMIT, in its order. */
  readonly write: (client: pg.PoolClient, found: R) => Promise<Writing<T>>;
}

/** Statements, and what is answered once they are committed. */
export interface Writing<T> {
  readonly statements: readonly pg.QueryConfig[];
  readonly result: T;
}

/** `withTransaction` for work that reads, then writes, and waits for the server twice only. */
export function withTwoRoundTrips<R, T>(
  pool: pg.Pool,
  { read, write }: ReadThenWrite<R, T>,
  options: TransactionOptions = {},
): Promise<T> {
  return inTransaction(pool, async (client, connection) => {
    try {
      // Nothing is written before it is known that the transaction has begun.
      const [, found] = await allOf([client.query(beginStatement(options)), read(client)]);
      const { statements, result } = await write(client, found);
      const written = statements.map((statement) => client.query(statement));
      const committed = commit(client);
      await Promise.allSettled([...written, committed]);
      // Of what was written only the first failure says why; but that nobody knows what became of it says more.
      await committed.catch((error: unknown) => {
        if (error instanceof CommitOutcomeUnknown) throw error;
      });
      await Promise.all([...written, committed]);
      return result;
    } catch (error) {
      await leave(client, connection, error);
      throw error;
    }
  });
}

/** The same on a connection that the caller holds; `connection.lost` is set when it cannot be used any more. */
export async function runTransaction<T>(
  client: pg.PoolClient,
  work: (client: pg.PoolClient) => Promise<T>,
  options: TransactionOptions & { readonly connection?: Connection } = {},
): Promise<T> {
  try {
    await client.query(beginStatement(options));
    const result = await work(client);
    await commit(client);
    return result;
  } catch (error) {
    await leave(client, options.connection ?? {}, error);
    throw error;
  }
}

/** Makes a pool throw instead of handing out a second connection inside a transaction of its own. */
export function refuseInsideTransaction(pool: pg.Pool): void {
  const connect = pool.connect.bind(pool) as (callback?: unknown) => unknown;
  pool.connect = ((callback?: unknown) => {
    const transaction = current.getStore();
    if (transaction?.open === true && transaction.pool === pool) {
      throw new Error(
        'a second connection inside a transaction hangs the service once all are taken: use the client given to the transaction',
      );
    }
    return connect(callback);
  }) as pg.Pool['connect'];
}

function beginStatement({ isolation, readOnly, remade }: TransactionOptions): string {
  const begin = `BEGIN${isolation === undefined ? '' : ` ISOLATION LEVEL ${isolation}`}${readOnly === true ? ' READ ONLY' : ''}`;
  return remade === true ? `${begin}; ${WITHOUT_WAITING_FOR_THE_DISK}` : begin;
}

/** Of the transaction in which it is said. */
export const WITHOUT_WAITING_FOR_THE_DISK = 'SET LOCAL synchronous_commit = off';

async function commit(client: pg.PoolClient): Promise<void> {
  let answer: pg.QueryResult;
  try {
    answer = await client.query('COMMIT');
  } catch (error) {
    // A deferred constraint or a serialization failure is the server's own refusal: nothing was committed.
    if (isServerRefusal(error)) throw error;
    throw new CommitOutcomeUnknown({ cause: error });
  }
  if (answer.command !== 'COMMIT') throw new TransactionAborted();
}

async function rollBack(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query('ROLLBACK');
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

function isServerRefusal(error: unknown): boolean {
  const { severity, code } = error as { severity?: unknown; code?: unknown };
  return severity === 'ERROR' && typeof code === 'string';
}
