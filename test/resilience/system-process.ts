import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The whole system as a person starts it, in a process of its own. */
export interface SystemProcess extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  /** Ends it as a power cut would, without a word; resolves when it is gone. */
  kill(): Promise<void>;
}

/** What Node itself is given beside the program: arguments and variables. */
export interface NodeStart {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const MAIN = fileURLToPath(new URL('../../services/all-in-one/src/main.ts', import.meta.url));
const READY_WITHIN_MS = 90_000;
const ASK_AGAIN_MS = 50;
const STOP_WITHIN_MS = 20_000;

/**
 * Starts it on a folder and a port, without the demonstration fund unless told otherwise, and waits until it is ready;
 * throws with what it said otherwise.
 */
export async function startSystem(
  dataFolder: string,
  port: number,
  args: readonly string[] = ['--empty'],
  node: NodeStart = {},
): Promise<SystemProcess> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('MDTF_')));
  const all = [...(node.args ?? []), MAIN, ...args, '--data', dataFolder, '--port', String(port)];
  const child = spawn(process.execPath, all, {
    env: { ...env, ...node.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    if (hasEnded(child)) return;
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    await ended;
    clearTimeout(late);
  };
  for (const startedMs = performance.now(); !(await isReady(url)); await pause(ASK_AGAIN_MS)) {
    if (hasEnded(child)) throw new Error(`The system ended while starting: ${said}`);
    if (performance.now() - startedMs < READY_WITHIN_MS) continue;
    await end('SIGKILL');
    throw new Error(`The system was not ready within ${READY_WITHIN_MS} ms: ${said}`);
  }
  return {
    url,
    pid: child.pid ?? 0,
    kill: () => end('SIGKILL'),
    [Symbol.asyncDispose]: () => end('SIGTERM'),
  };
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
}
