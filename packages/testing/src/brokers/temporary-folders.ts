import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const TEMPORARY_PREFIX = 'mdtf-test-kafka-';

/** A data folder for this process, which it removes itself. */
export async function temporaryFolder(): Promise<string> {
  const folder = join(tmpdir(), `${TEMPORARY_PREFIX}${randomUUID()}`);
  await mkdir(folder, { mode: 0o700 });
  await writeFile(join(folder, 'owner.json'), JSON.stringify({ pid: process.pid }));
  return folder;
}
