import { startThrowAwayCluster } from './database-cluster.ts';

/**
 * Vitest's global setup: one throw-away PostgreSQL for the whole run, given to all workers as MDTF_TEST_PG_URL.
 * A server already given in that variable is used as it is. Answers the teardown.
 */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env.MDTF_TEST_PG_URL !== undefined) return async () => {};
  const cluster = await startThrowAwayCluster();
  process.env.MDTF_TEST_PG_URL = cluster.url;
  return async () => {
    delete process.env.MDTF_TEST_PG_URL;
    await cluster[Symbol.asyncDispose]();
  };
}
