import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { answers } from './database-cluster.ts';

const START_TIMEOUT_MS = 30_000;
const POLL_MS = 100;

/** Where the shared throw-away cluster of this user announces its address. */
export const announcement = join(tmpdir(), `mdtf-test-postgres.${userInfo().uid}.url`);

/** The address of a throw-away cluster that all test processes of this user share; it ends itself soon after the last. */
export async function sharedCluster(): Promise<string> {
  const running = await announced();
  if (running !== undefined) return running;
  const keeper = spawn(process.execPath, [fileURLToPath(new URL('./cluster-keeper.ts', import.meta.url))], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  keeper.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  keeper.unref();
  (keeper.stderr as unknown as { unref(): void }).unref();
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < deadline && (keeper.exitCode ?? 0) === 0) {
    const started = await announced();
    if (started !== undefined) return started;
    await sleep(POLL_MS);
  }
  throw new Error(`no PostgreSQL for the tests: ${said || 'it did not start in time'}`);
}

/** The announced address, if a server still answers there. */
export async function announced(): Promise<string | undefined> {
  const url = await readFile(announcement, 'utf8').catch(() => undefined);
  return url !== undefined && (await answers(url)) ? url : undefined;
}
