import { randomBytes } from 'node:crypto';
import { createPool, isTransient, type MigrationSource, migrate } from '@mdtf/postgres';
import { sharedCluster } from './shared-cluster.ts';

type Pool = ReturnType<typeof createPool>;

export interface TemporaryDatabase extends AsyncDisposable {
  /** For a superuser of the cluster. */
  readonly url: string;
  readonly pool: Pool;
}

let shared: Promise<string> | undefined;

/**
 * An empty database of its own on the test run's PostgreSQL, in some ten milliseconds; disposing of it drops it.
 * The server is the one in MDTF_TEST_PG_URL (set by `@mdtf/testing/database-setup`, or by you), else one is started.
 */
export async function temporaryDatabase(): Promise<TemporaryDatabase> {
  const name = `mdtf_test_${randomBytes(8).toString('hex')}`;
  const clusterUrl = await onCluster(`CREATE DATABASE ${name} TEMPLATE template0 STRATEGY wal_log`);
  const url = new URL(clusterUrl);
  url.pathname = `/${name}`;
  const pool = createPool(url.href, { applicationName: 'mdtf-test' });
  return {
    url: url.href,
    pool,
    async [Symbol.asyncDispose]() {
      if (!pool.ended && !pool.ending) await pool.end();
      await onCluster(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

/** The same with these components' tables in it. */
export async function migratedDatabase(...sources: readonly MigrationSource[]): Promise<TemporaryDatabase> {
  const database = await temporaryDatabase();
  for (const source of sources) await migrate(database.pool, source);
  return database;
}

/** A pool for a process that a test has started, on the database that it was given. */
export function poolOf(url: string): Pool {
  return createPool(url, { applicationName: 'mdtf-test-process' });
}

/** Runs one statement on the cluster and answers the cluster's address. */
async function onCluster(statement: string): Promise<string> {
  const given = process.env.MDTF_TEST_PG_URL;
  if (given !== undefined) return run(given, statement);
  shared ??= sharedCluster();
  try {
    return await run(await shared, statement);
  } catch (error) {
    if (!isTransient(error)) throw error;
    // A shared cluster ends itself when nobody was connected for a while.
    shared = sharedCluster();
    return run(await shared, statement);
  }
}

async function run(url: string, statement: string): Promise<string> {
  const pool = createPool(url, { max: 1, applicationName: 'mdtf-test' });
  try {
    await pool.query(statement);
    return url;
  } finally {
    await pool.end();
  }
}
