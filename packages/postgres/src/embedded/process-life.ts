import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const POLL_MS = 10;
const START_TIME_FIELD = 19;
const ENDED_STATES = new Set(['Z', 'X']);
const run = promisify(execFile);

/** Whether a process with this number runs, whoever owns it; one that has ended and waits to be collected does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  if (process.platform !== 'linux') return true;
  try {
    // In a container whose first process collects nobody, a dead process keeps its number for ever.
    return !ENDED_STATES.has(statFields(readFileSync(`/proc/${pid}/stat`, 'utf8'))[0] ?? '');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}

/** Waits until the process is gone; false when it still lives after `timeoutMs`. */
export async function waitForEnd(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (isAlive(pid)) {
    if (performance.now() > deadline) return false;
    await sleep(POLL_MS);
  }
  return true;
}

/** Sends the signals one after the other, each with its patience, until the process is gone; false when it never went. */
export async function endProcess(
  pid: number,
  steps: readonly { readonly signal: NodeJS.Signals; readonly patienceMs: number }[],
): Promise<boolean> {
  for (const { signal, patienceMs } of steps) {
    try {
      process.kill(pid, signal);
    } catch {
      return !isAlive(pid);
    }
    if (await waitForEnd(pid, patienceMs)) return true;
  }
  return false;
}

/**
 * What tells a process from a later one with the same number: the boot and the moment it started.
 * Undefined where the system does not say; then only the number counts.
 */
export async function birthOf(pid: number): Promise<string | undefined> {
  try {
    if (process.platform === 'linux') {
      const [boot, stat] = await Promise.all([
        readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
        readFile(`/proc/${pid}/stat`, 'utf8'),
      ]);
      return `${boot.trim()}/${statFields(stat)[START_TIME_FIELD]}`;
    }
    if (process.platform === 'win32') return undefined;
    return (await run('ps', ['-o', 'lstart=', '-p', String(pid)])).stdout.trim();
  } catch {
    return undefined;
  }
}

/** The fields of /proc/<pid>/stat after the name, which may itself hold blanks and parentheses: the state comes first. */
function statFields(stat: string): readonly string[] {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** Whether the process is a postmaster on this cluster folder; `unknown` when it is one and its folder cannot be told. */
export async function isPostmasterOf(pid: number, clusterFolder: string): Promise<'yes' | 'no' | 'unknown'> {
  const command = await commandOf(pid);
  if (command === undefined) return isAlive(pid) ? 'unknown' : 'no';
  if (!/^postgres(\.exe)?$/.test(basename(command[0] ?? ''))) return 'no';
  if (command.includes(clusterFolder)) return 'yes';
  // The folder may have been renamed under a running server, whose working directory follows the name.
  const folder = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  if (folder === undefined) return 'unknown';
  return folder === clusterFolder ? 'yes' : 'no';
}

async function commandOf(pid: number): Promise<readonly string[] | undefined> {
  try {
    if (process.platform === 'linux') return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
    if (process.platform === 'win32') return undefined;
    return (await run('ps', ['-o', 'command=', '-p', String(pid)])).stdout.trim().split(' ');
  } catch {
    return undefined;
  }
}
