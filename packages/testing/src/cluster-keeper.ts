import { randomUUID } from 'node:crypto';
import { link, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPool } from '@mdtf/postgres';
import { startThrowAwayCluster } from './database-cluster.ts';
import { announced, announcement } from './shared-cluster.ts';

const LINGER_MS = Number(process.env.MDTF_TEST_PG_LINGER_MS ?? 20_000);
const POLL_MS = 250;
const CLIENTS = `SELECT count(*)::int AS clients FROM pg_stat_activity
  WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`;

/** Keeps one throw-away cluster alive while test processes are connected to it, and removes it afterwards. */
async function keep(): Promise<void> {
  if ((await announced()) !== undefined) return;
  await using cluster = await startThrowAwayCluster();
  if (!(await announce(cluster.url))) return;
  await untilUnused(cluster.url);
  if ((await readFile(announcement, 'utf8').catch(() => '')) === cluster.url)
    await rm(announcement, { force: true });
}

/** False when another keeper was faster. */
async function announce(url: string): Promise<boolean> {
  if ((await announced()) !== undefined) return false;
  await rm(announcement, { force: true });
  const draft = `${announcement}.${randomUUID()}`;
  await writeFile(draft, url, { mode: 0o600 });
  try {
    await link(draft, announcement);
    return true;
  } catch {
    return false;
  } finally {
    await unlink(draft);
  }
}

async function untilUnused(url: string): Promise<void> {
  const pool = createPool(url, { max: 1 });
  let unusedSince = performance.now();
  try {
    while (performance.now() - unusedSince < LINGER_MS) {
      await sleep(POLL_MS);
      const { rows } = await pool.query<{ clients: number }>(CLIENTS);
      if ((rows[0]?.clients ?? 0) > 0) unusedSince = performance.now();
    }
  } finally {
    await pool.end();
  }
}

await keep();
