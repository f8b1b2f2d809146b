import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** One process of the system: what is run, and all of the environment that it reads. */
export interface ProcessSpec {
  readonly name: string;
  /** What Node is given: options, the program, its arguments. */
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Answers at `/health/ready` below this address. */
  readonly url: string;
}

/** A process that was started; disposing of it stops it in order, and ends it where that takes too long. */
export interface Child extends AsyncDisposable {
  readonly name: string;
  readonly url: string;
  readonly pid: number;
  /** Resolves, with what it said last, when it is gone. */
  readonly ended: Promise<string>;
  /** Once it is gone; null before, and when a signal ended it. */
  readonly exitCode: number | null;
  signal(signal: NodeJS.Signals): void;
}

/** How long a process may take until it is ready. */
export const READY_WITHIN_MS = 60_000;

const ASK_AGAIN_MS = 50;
const ASK_TIMEOUT_MS = 2_000;
const STOP_WITHIN_MS = 12_000;
const MAX_KEPT_TEXT = 8_000;
const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const END_WITH_LAUNCHER = fileURLToPath(new URL('./end-with-launcher.ts', import.meta.url));

/** What a process of ours takes over from whoever starts it: nothing that would configure it. */
const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'TZ', 'LANG', 'SystemRoot'];

/** The process ended before it was ready, or was not ready in time; the message has what it said last. */
export class NotReady extends Error {
  override readonly name = 'NotReady';
}

/** Starts a process; it ends with this one, even when this one is killed. `onOutput` gets its lines as they come. */
export function startChild(spec: ProcessSpec, onOutput: (text: string) => void = () => {}): Child {
  const { name, args, environment, url } = spec;
  const inherited = INHERITED.flatMap((key) =>
    process.env[key] === undefined ? [] : [[key, process.env[key]]],
  );
  const child = spawn(process.execPath, ['--import', END_WITH_LAUNCHER, ...args], {
    cwd: ROOT,
    env: { ...Object.fromEntries(inherited), ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A group of its own: Ctrl-C in a terminal is for the launcher, which stops the others in order.
    detached: true,
  });
  let said = '';
  const hear = (chunk: Buffer): void => {
    said = (said + chunk.toString()).slice(-MAX_KEPT_TEXT);
    onOutput(chunk.toString());
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  const ended = once(child, 'close').then(() => said);
  return {
    name,
    url,
    pid: child.pid ?? 0,
    ended,
    get exitCode() {
      return child.exitCode;
    },
    signal: (signal) => void child.kill(signal),
    async [Symbol.asyncDispose]() {
      if (hasEnded(child)) return;
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      await ended;
      clearTimeout(late);
    },
  };
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;

/** Waits until a process is ready; throws NotReady when it ends before, or takes longer than READY_WITHIN_MS. */
export async function untilReady({ name, url, ended }: Child): Promise<void> {
  let lastWords: string | undefined;
  void ended.then((said) => {
    lastWords = said;
  });
  const startedMs = performance.now();
  while (!(await isReady(url))) {
    if (lastWords !== undefined) throw new NotReady(`${name} ended before it was ready:\n${lastWords}`);
    if (performance.now() - startedMs > READY_WITHIN_MS)
      throw new NotReady(`${name} was not ready within ${READY_WITHIN_MS} ms: ${await checksOf(url)}`);
    await pause(ASK_AGAIN_MS);
  }
}

const ask = (url: string): Promise<Response> =>
  fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) });

const isReady = (url: string): Promise<boolean> =>
  ask(url).then(
    ({ ok }) => ok,
    () => false,
  );

const checksOf = (url: string): Promise<string> =>
  ask(url).then(
    (answer) => answer.text(),
    (error: Error) => error.message,
  );
