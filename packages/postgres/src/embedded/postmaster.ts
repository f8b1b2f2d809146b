import { type ChildProcess, spawn } from 'node:child_process';
import { open, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Account, commandAs, giveTo } from './account.ts';
import { serverEnvironment } from './cluster.ts';
import { endProcess, isAlive, isPostmasterOf } from './process-life.ts';
import { EmbeddedRefusal } from './refusal.ts';

const READY_POLL_MS = 10;
// Recovery after a crash replays at most max_wal_size of log.
const READY_TIMEOUT_MS = 120_000;
const LOG_LIMIT_BYTES = 1_048_576;
const STATUS_LINE = 7;
// Fast shutdown, then one that leaves recovery to the next start, then the end.
const STOP_STEPS = [
  { signal: 'SIGINT', patienceMs: 10_000 },
  { signal: 'SIGQUIT', patienceMs: 5_000 },
  { signal: 'SIGKILL', patienceMs: 2_000 },
] as const;
// Reads until this process ends, however it ends; then stops the server: fast, and after 10 s at once.
const WATCH = `read -r _
kill -INT "$1" 2>/dev/null || exit 0
for _ in 1 2 3 4 5 6 7 8 9 10; do sleep 1; kill -0 "$1" 2>/dev/null || exit 0; done
kill -QUIT "$1" 2>/dev/null`;

export interface PostmasterRequest {
  readonly postgres: string;
  readonly cluster: string;
  readonly port: number;
  readonly settings: { readonly [name: string]: string };
  readonly account: Account;
  readonly logFile: string;
}

export interface Postmaster {
  readonly pid: number;
  /** Settles when the server has ended, for whatever reason. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** The server ended before it accepted connections; `log` is what it wrote. */
export class EarlyEnd extends Error {
  override readonly name = 'EarlyEnd';
  readonly log: string;
  constructor(log: string) {
    super('PostgreSQL ended while starting');
    this.log = log;
  }
}

/** Starts the server and returns once it accepts connections. It never outlives this process. Throws EarlyEnd. */
export async function startPostmaster(request: PostmasterRequest): Promise<Postmaster> {
  const log = await openLog(request.logFile, request.account);
  const flags = Object.entries(request.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const serverArgs = ['-D', request.cluster, '-p', String(request.port), ...flags];
  const { file, args, options } = commandAs(request.account, request.postgres, serverArgs);
  const child = spawn(file, args, {
    ...options,
    // A session of its own: Ctrl-C must reach this process first, which stops the server after its last transaction.
    detached: true,
    env: serverEnvironment(),
    stdio: ['ignore', log.handle.fd, log.handle.fd],
  });
  const ended = endOf(child);
  const { pid } = child;
  await log.handle.close();
  if (pid === undefined) throw new EarlyEnd((await ended).error?.message ?? 'it could not be run');
  const stopWatching = watch(pid, request.account);
  const finished = ended.then(stopWatching);
  const stop = async () => {
    child.ref();
    // Once it has ended, its number may be another process's.
    if (!hasEnded(child)) await endProcess(pid, STOP_STEPS);
    await finished;
  };
  try {
    await waitUntilReady(request.cluster, pid, child);
  } catch (error) {
    await stop();
    throw error instanceof EarlyEnd ? new EarlyEnd(await readFrom(request.logFile, log.start)) : error;
  }
  child.unref();
  return { pid, ended: finished, stop };
}

/**
 * Ends a server that an earlier, killed process left on this cluster, and frees a lock that has no server any more.
 * The caller holds the folder's claim. Throws `already-running` when the server does not end or cannot be told apart.
 */
export async function endLeftover(cluster: string): Promise<void> {
  const lockFile = join(cluster, 'postmaster.pid');
  const [holder, ...rest] = (await readFile(lockFile, 'utf8').catch(() => '')).split('\n');
  const pid = Number(holder);
  if (!Number.isInteger(pid) || pid <= 0) return;
  const ours = isAlive(pid) ? await isPostmasterOf(pid, cluster) : 'no';
  // The number may be another program's by now, which PostgreSQL would take for a running server; the number of the
  // process that starts it counts as free. The other lines stay: by them it finds workers that are still ending.
  if (ours === 'no') return writeFile(lockFile, [process.pid, ...rest].join('\n'));
  if (ours === 'yes' && (await endProcess(pid, STOP_STEPS))) return;
  throw new EmbeddedRefusal(
    'already-running',
    `A PostgreSQL server, process ${pid}, still works on ${cluster}: stop it, or choose another data folder.`,
  );
}

function watch(pid: number, account: Account): () => void {
  if (process.platform === 'win32') return () => {};
  const { file, args, options } = commandAs(account, 'sh', ['-c', WATCH, 'mdtf-postgres-watch', String(pid)]);
  const watcher = spawn(file, args, {
    ...options,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watcher.on('error', () => {});
  watcher.stdin.on('error', () => {});
  watcher.unref();
  (watcher.stdin as unknown as { unref(): void }).unref();
  return () => watcher.kill('SIGKILL');
}

async function waitUntilReady(cluster: string, pid: number, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + READY_TIMEOUT_MS;
  for (;;) {
    if (hasEnded(child)) throw new EarlyEnd('');
    const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
    if (Number(lines[0]) === pid && lines[STATUS_LINE]?.trim() === 'ready') return;
    if (performance.now() > deadline) throw new EarlyEnd('');
    await sleep(READY_POLL_MS);
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function endOf(child: ChildProcess): Promise<{ error?: Error }> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ error }));
    child.once('exit', () => resolve({}));
  });
}

/** The log opened to append to, and where this start's lines begin. */
async function openLog(path: string, account: Account) {
  const size = await sizeOf(path);
  if (size > LOG_LIMIT_BYTES) await rename(path, `${path}.before`);
  const handle = await open(path, 'a', 0o600);
  await giveTo(account, path);
  return { handle, start: await sizeOf(path) };
}

async function readFrom(path: string, start: number): Promise<string> {
  const bytes = await readFile(path).catch(() => Buffer.alloc(0));
  return bytes.subarray(start).toString();
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
