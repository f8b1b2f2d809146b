import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool, type EmbeddedPostgres, startEmbedded } from '@mdtf/postgres';

const FOLDER_PREFIX = 'mdtf-test-postgres-';
const ABANDONED_AFTER_MS = 600_000;
const PROBE_TIMEOUT_MS = 2_000;

/** A PostgreSQL server in a temporary folder, without fsync; disposing of it removes both. */
export async function startThrowAwayCluster(): Promise<{ readonly url: string } & AsyncDisposable> {
  await removeAbandonedFolders();
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

/** Folders of test runs that were killed before they could clean up. */
async function removeAbandonedFolders(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(FOLDER_PREFIX));
  for (const folder of names.map((name) => join(tmpdir(), name))) {
    const found = await stat(folder).catch(() => undefined);
    if (found === undefined || Date.now() - found.mtimeMs < ABANDONED_AFTER_MS) continue;
    const owner = await readFile(join(folder, 'owner.json'), 'utf8').catch(() => '{}');
    const { pid } = JSON.parse(owner) as { pid?: number };
    if (pid !== undefined && isAlive(pid)) continue;
    await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
