import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '@mdtf/postgres';

const ABANDONED_AFTER_MS = 600_000;

/** Removes temporary folders of this prefix whose owner, named in their `owner.json`, was killed before it could. */
export async function removeAbandonedFolders(prefix: string): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(prefix));
  for (const folder of names.map((name) => join(tmpdir(), name))) {
    const found = await stat(folder).catch(() => undefined);
    if (found === undefined || Date.now() - found.mtimeMs < ABANDONED_AFTER_MS) continue;
    const owner = await readFile(join(folder, 'owner.json'), 'utf8').catch(() => '{}');
    const { pid } = JSON.parse(owner) as { pid?: number };
    if (pid !== undefined && isAlive(pid)) continue;
    await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}
