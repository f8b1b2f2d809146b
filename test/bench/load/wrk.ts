import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What one run of wrk came to; latencies of whole requests in milliseconds. */
export interface WrkResult {
  readonly requests: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers above 399, and requests without an answer. */
  readonly failed: number;
}

export interface WrkRun {
  readonly url: string;
  readonly script: string;
  readonly connections: number;
  readonly seconds: number;
  /** What the script is given, as it understands it. */
  readonly args: readonly string[];
  readonly onStart?: (pid: number) => void;
}

const GRACE_MS = 30_000;

/** Loads one address with one thread of wrk; the script makes each request's own key. */
export async function runWrk({
  url,
  script,
  connections,
  seconds,
  args,
  onStart,
}: WrkRun): Promise<WrkResult> {
  const file = fileURLToPath(new URL(`${script}.lua`, import.meta.url));
  const options = [
    '-t',
    '1',
    '-c',
    String(connections),
    '-d',
    `${seconds}s`,
    '--timeout',
    '20s',
    '-s',
    file,
    url,
    '--',
  ];
  const child = spawn('wrk', [...options, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  if (child.pid !== undefined) onStart?.(child.pid);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const stop = setTimeout(() => child.kill('SIGKILL'), seconds * 1000 + GRACE_MS);
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve));
  clearTimeout(stop);
  const told = /RESULT (\{.*\})/.exec(output)?.[1];
  if (code !== 0 || told === undefined) throw new Error(`wrk ended with ${String(code)}: ${output}`);
  return JSON.parse(told) as WrkResult;
}
