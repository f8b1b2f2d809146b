import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '@mdtf/postgres';
import { servingBrokers } from './metadata-request.ts';
import { memoryOf } from './node-process.ts';
import { pidFile, settingsFile } from './node-settings.ts';
import { runProgram } from './run-program.ts';

const ANSWER_TIMEOUT_MS = 2_000;
const PS_TIMEOUT_MS = 5_000;
const END_POLL_MS = 25;
// Kafka's own orderly end, then the end.
const STOP_STEPS = [
  { signal: 'SIGTERM', patienceMs: 10_000 },
  { signal: 'SIGKILL', patienceMs: 5_000 },
] as const;

/** A node that runs on a folder, whoever started it. */
export interface RunningNode {
  readonly id: number;
  readonly pid: number;
  /** Where clients are told to reach it. */
  readonly address: string;
  /** When it was started. */
  readonly since: Date;
  readonly memoryBytes: number | undefined;
  /** Whether it serves clients now. */
  readonly serves: boolean;
}

/** The nodes whose processes run on this data folder of `startLocalKafka`, by their pid files; in their order. */
export async function runningNodes(folder: string): Promise<readonly RunningNode[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /^node-\d+$/.test(name)).toSorted();
  const nodes = await Promise.all(names.map((name) => runningNode(join(folder, name))));
  return nodes.filter((node) => node !== undefined);
}

/** Ends the nodes that run on this data folder, orderly within 10 s or else at once; answers how many there were. */
export async function stopRunningNodes(folder: string): Promise<number> {
  const nodes = await runningNodes(folder);
  await Promise.all(nodes.map(({ pid }) => end(pid)));
  return nodes.length;
}

async function runningNode(own: string): Promise<RunningNode | undefined> {
  const pid = Number(await readFile(pidFile(own), 'utf8').catch(() => '0'));
  const settings = settingsFile(own);
  // The number may be another program's by now.
  if (!(pid > 0) || !isAlive(pid) || !(await commandLineOf(pid)).includes(settings)) return undefined;
  const text = await readFile(settings, 'utf8');
  const id = Number(/^node\.id=(\d+)$/m.exec(text)?.[1]);
  const [, address = '', internalPort] =
    /^advertised\.listeners=CLIENT:\/\/([^,]+),INTERNAL:\/\/[^:]+:(\d+)/m.exec(text) ?? [];
  const serving = await servingBrokers(Number(internalPort), ANSWER_TIMEOUT_MS);
  return {
    id,
    pid,
    address,
    since: (await stat(pidFile(own))).mtime,
    memoryBytes: await memoryOf(pid),
    serves: serving?.includes(id) ?? false,
  };
}

async function commandLineOf(pid: number): Promise<string> {
  const known = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  return known ?? (await runProgram('ps', ['-o', 'args=', '-p', String(pid)], PS_TIMEOUT_MS)).said;
}

async function end(pid: number): Promise<void> {
  for (const { signal, patienceMs } of STOP_STEPS) {
    const deadline = performance.now() + patienceMs;
    // A stopped process would not hear.
    for (const name of ['SIGCONT', signal] as const) if (isAlive(pid)) process.kill(pid, name);
    while (isAlive(pid) && performance.now() < deadline) await sleep(END_POLL_MS);
    if (!isAlive(pid)) return;
  }
}
