import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isAlive } from '@mdtf/postgres';

const ATTEMPTS_MAX = 2;

/** Keeps a second start away from a data folder until disposed of; throws while another process starts a Kafka there. */
export async function claimStart(data: string): Promise<AsyncDisposable> {
  const folder = join(resolve(data), 'kafka');
  const claim = join(folder, 'starting');
  await mkdir(folder, { recursive: true });
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const file = await open(claim, 'wx').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    if (file !== undefined) {
      await file.writeFile(String(process.pid));
      await file.close();
      return { [Symbol.asyncDispose]: () => rm(claim, { force: true }) };
    }
    const holder = Number(await readFile(claim, 'utf8').catch(() => '0'));
    if (holder > 0 && isAlive(holder)) throw new Error(`process ${holder} is starting a Kafka in ${folder}.`);
    // Left by a start that was killed.
    await rm(claim, { force: true });
  }
  throw new Error(`other processes are starting a Kafka in ${folder}.`);
}
