import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';
import { CommitOutcomeUnknown, TransactionAborted } from './failure.ts';

export type Isolation = 'read committed' | 'repeatable read' | 'serializable';

export interface TransactionOptions {
  readonly isolation?: Isolation;
  readonly readOnly?: boolean;
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
export async function withTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  const client = await pool.connect();
  const transaction: OpenTransaction = { pool, open: true };
  const connection: { lost?: Error } = {};
  try {
    return await current.run(transaction, () => runTransaction(client, work, { ...options, connection }));
  } finally {
    transaction.open = false;
    client.release(connection.lost);
  }
}

/** The same on a connection that the caller holds; `connection.lost` is set when it cannot be used any more. */
export async function runTransaction<T>(
  client: pg.PoolClient,
  work: (client: pg.PoolClient) => Promise<T>,
  options: TransactionOptions & { readonly connection?: { lost?: Error } } = {},
): Promise<T> {
  try {
    await client.query(beginStatement(options));
    const result = await work(client);
    await commit(client);
    return result;
  } catch (error) {
    const lost = error instanceof CommitOutcomeUnknown ? error : await rollBack(client);
    if (lost !== undefined && options.connection !== undefined) options.connection.lost = lost;
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

function beginStatement({ isolation, readOnly }: TransactionOptions): string {
  return `BEGIN${isolation === undefined ? '' : ` ISOLATION LEVEL ${isolation}`}${readOnly === true ? ' READ ONLY' : ''}`;
}

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
