import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const INSTALL_TIMEOUT_MS = 300_000;

/** The programs that load and limits come from, with the Debian package of each. */
const PROGRAMS = [
  { program: 'pgbench', packageName: 'postgresql-contrib', says: '--version' },
  { program: 'wrk', packageName: 'wrk', says: '-v' },
] as const;

/** Makes sure that pgbench and wrk are there: installed when this is root on Debian, otherwise an error names what to install. */
export async function needPrograms(say: (text: string) => void): Promise<void> {
  for (const { program, packageName } of PROGRAMS) {
    if (await isThere(program)) continue;
    if (process.getuid?.() !== 0) throw new Error(missing(program, packageName));
    say(`Installing ${packageName} for ${program} …`);
    const options = { timeout: INSTALL_TIMEOUT_MS };
    await run('apt-get', ['install', '-y', '--no-install-recommends', packageName], options).catch(
      (cause: unknown) => {
        throw new Error(missing(program, packageName), { cause });
      },
    );
    if (!(await isThere(program))) throw new Error(missing(program, packageName));
  }
}

function isThere(program: string): Promise<boolean> {
  return run('which', [program]).then(
    () => true,
    () => false,
  );
}

function missing(program: string, packageName: string): string {
  return `The bench needs ${program}: install it, for instance by apt-get install ${packageName}.`;
}
