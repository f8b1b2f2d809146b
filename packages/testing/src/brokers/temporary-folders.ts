import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const TEMPORARY_PREFIX = 'mdtf-test-kafka-';
const ABANDONED_AFTER_MS = 600_000;

/** A data folder for this process, which it removes itself. */
export async function temporaryFolder(): Promise<string> {
  const folder = join(tmpdir(), `${TEMPORARY_PREFIX}${randomUUID()}`);
  await mkdir(folder, { mode: 0o700 });
  await writeFile(join(folder, 'owner.json'), JSON.stringify({ pid: process.pid }));
  return folder;
}

/** Removes the data folders of processes that were killed before they could. */
export async function removeAbandonedFolders(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(TEMPORARY_PREFIX));
  for (const folder of names.map((name) => join(tmpdir(), name))) {
    const found = await stat(folder).catch(() => undefined);
    if (found === undefined || Date.now() - found.mtimeMs < ABANDONED_AFTER_MS) continue;
    const owner = await readFile(join(folder, 'owner.json'), 'utf8').catch(() => '{}');
    const { pid } = JSON.parse(owner) as { pid?: number };
    if (pid !== undefined && isAlive(pid)) continue;
    await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}

/** Whether there is a process of this number. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
