import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool, type EmbeddedPostgres, startEmbedded } from '@mdtf/postgres';
import { removeAbandonedFolders } from './abandoned-folders.ts';

const FOLDER_PREFIX = 'mdtf-test-postgres-';
const PROBE_TIMEOUT_MS = 2_000;

/** A PostgreSQL server in a temporary folder, without fsync; disposing of it removes both. */
export async function startThrowAwayCluster(): Promise<{ readonly url: string } & AsyncDisposable> {
  await removeAbandonedFolders(FOLDER_PREFIX);
  const folder = join(tmpdir(), `${FOLDER_PREFIX}${randomUUID()}`);
  let server: EmbeddedPostgres;
  try {
    server = await startEmbedded({ dataDir: folder, durable: false });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    url: server.url,
    async [Symbol.asyncDispose]() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Whether a PostgreSQL server answers at this address. */
export async function answers(url: string): Promise<boolean> {
  const pool = createPool(url, { max: 1, acquireTimeoutMs: PROBE_TIMEOUT_MS });
  try {
    await pool.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await pool.end();
  }
}
