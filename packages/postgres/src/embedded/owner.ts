import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { birthOf, isAlive } from './process-life.ts';
import { EmbeddedRefusal } from './refusal.ts';

const CLAIM_ATTEMPTS = 5;

interface Owner {
  readonly pid: number;
  readonly birth?: string;
}

/**
 * Makes this process the only one that may start a server on the folder, and answers how to give that up.
 * A claim whose process is gone is taken over. Throws `already-running`.
 */
export async function claimFolder(folder: string): Promise<() => Promise<void>> {
  const claim = join(folder, 'owner.json');
  const birth = await birthOf(process.pid);
  const own = JSON.stringify({ pid: process.pid, ...(birth === undefined ? {} : { birth }) });
  const draft = join(folder, `owner.${randomUUID()}.json`);
  await writeFile(draft, own);
  try {
    for (let attempt = 0; attempt < CLAIM_ATTEMPTS; attempt += 1) {
      // A link, unlike a write, makes the whole claim appear at once, and only where there is none.
      if (await succeeds(link(draft, claim))) return () => rm(claim, { force: true });
      const found = await readFile(claim, 'utf8').catch(() => undefined);
      if (found === undefined) continue;
      const owner = parseOwner(found);
      if (owner !== undefined && (await livesOn(owner))) throw alreadyRunning(folder, owner.pid);
      await discard(claim, found);
    }
  } finally {
    await unlink(draft);
  }
  throw alreadyRunning(folder, undefined);
}

/** Removes a dead process's claim, unless another start has put its own there in the meantime. */
async function discard(claim: string, dead: string): Promise<void> {
  const aside = `${claim}.${randomUUID()}`;
  if (!(await succeeds(rename(claim, aside)))) return;
  if ((await readFile(aside, 'utf8')) !== dead) await succeeds(link(aside, claim));
  await unlink(aside);
}

async function livesOn(owner: Owner): Promise<boolean> {
  if (!isAlive(owner.pid)) return false;
  if (owner.birth === undefined) return true;
  const birth = await birthOf(owner.pid);
  return birth === undefined || birth === owner.birth;
}

function parseOwner(text: string): Owner | undefined {
  try {
    const { pid, birth } = JSON.parse(text) as { pid?: unknown; birth?: unknown };
    if (typeof pid !== 'number') return undefined;
    return { pid, ...(typeof birth === 'string' ? { birth } : {}) };
  } catch {
    return undefined;
  }
}

function alreadyRunning(folder: string, pid: number | undefined): EmbeddedRefusal {
  return new EmbeddedRefusal(
    'already-running',
    `The data in ${folder} is in use by ${pid === undefined ? 'another start' : `process ${pid}`}: stop that one first, or choose another data folder.`,
  );
}

async function succeeds(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}
