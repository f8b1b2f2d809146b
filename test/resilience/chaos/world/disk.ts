import { execFile } from 'node:child_process';
import { mkdir, rm, statfs } from 'node:fs/promises';
import { promisify } from 'node:util';

/** A small disk of its own, in memory, that can be filled to its last page and have room again. */
export interface Disk extends AsyncDisposable {
  readonly folder: string;
  /** From now on nothing more can be written. */
  fill(): Promise<void>;
  makeRoom(): Promise<void>;
}

const SIZE_MIB = 4_096;
const MIB = 1_048_576;
const MAX_TRIES = 50;
const run = promisify(execFile);

/** Mounts one at a folder; undefined where this machine does not let this process mount. */
export async function mountDisk(folder: string): Promise<Disk | undefined> {
  await mkdir(folder, { recursive: true });
  const mounted = await run('mount', [
    '-t',
    'tmpfs',
    '-o',
    `size=${SIZE_MIB}m,mode=755`,
    'mdtf-chaos',
    folder,
  ]).then(
    () => true,
    () => false,
  );
  if (!mounted) {
    await rm(folder, { recursive: true, force: true });
    return undefined;
  }
  const resize = (bytes: number) => run('mount', ['-o', `remount,size=${bytes}`, folder]);
  return {
    folder,
    async fill() {
      for (let tries = 1; ; tries += 1) {
        const { blocks, bfree, bsize } = await statfs(folder);
        try {
          return void (await resize((blocks - bfree) * bsize));
        } catch (error) {
          // More was written meanwhile.
          if (tries === MAX_TRIES) throw error;
        }
      }
    },
    makeRoom: async () => void (await resize(SIZE_MIB * MIB)),
    async [Symbol.asyncDispose]() {
      await run('umount', [folder]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
