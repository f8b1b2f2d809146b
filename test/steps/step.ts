import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { type Tally, tallyOf } from './tally.ts';

/** The folder every step runs in. */
export const root = join(import.meta.dirname, '..', '..');

const binaries = join(root, 'node_modules', '.bin');
const keptOutputChunksMax = 20_000;

/** One tool to run: `counts` says it reports its own tests, `live` that its output is shown as it comes. */
export interface Step {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly timeoutMs: number;
  readonly counts?: boolean;
  readonly live?: boolean;
}

/** What a step came to; `output` is empty for a live step. */
export interface StepResult {
  readonly step: Step;
  readonly tally: Tally;
  readonly seconds: number;
  readonly output: string;
}

/** Runs a step to its end, or kills it at its time limit; a tool that cannot be started is a failed step. */
export function runStep(step: Step): Promise<StepResult> {
  const { promise, resolve } = Promise.withResolvers<StepResult>();
  const startedAt = performance.now();
  const output: string[] = [];
  let reported: Tally | undefined;

  const stream = step.live ? 'inherit' : 'pipe';
  const child = spawn(join(binaries, step.command), step.args, {
    cwd: root,
    env: environment(),
    stdio: ['ignore', stream, stream, ...(step.counts ? (['ipc'] as const) : [])],
    timeout: step.timeoutMs,
    killSignal: 'SIGKILL',
  });
  const keep = (chunk: Buffer) => {
    if (output.length < keptOutputChunksMax) output.push(chunk.toString());
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  child.on('message', (tally) => {
    reported = tally as Tally;
  });

  const finish = (succeeded: boolean, note: string) => {
    if (step.counts && reported === undefined) note += 'It ended without reporting any test.\n';
    const seconds = (performance.now() - startedAt) / 1000;
    const good = succeeded && !(step.counts && reported === undefined);
    resolve({ step, tally: tallyOf(reported, good), seconds, output: output.join('') + note });
  };
  child.on('error', (error) => finish(false, `${step.command} could not be started: ${error.message}\n`));
  child.on('close', (code, signal) => {
    const note =
      signal === null ? '' : `Stopped by ${signal}; its time limit is ${step.timeoutMs / 1000} s.\n`;
    finish(code === 0, note);
  });
  return promise;
}

// The tools' launchers look for `node`: theirs is the installed one, also when this was started without npm.
// They write through pipes, so whether colours are wanted is decided by where this process writes.
function environment(): NodeJS.ProcessEnv {
  const colours = process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };
  return { ...colours, ...process.env, PATH: `${binaries}${delimiter}${process.env.PATH ?? ''}` };
}

/** One line on how a step went, followed, if it failed, by all it said. */
export function describeResult({ step, tally, seconds, output }: StepResult): string {
  const good = tally.failed === 0;
  const counts = step.counts ? ` ${tally.passed} passed, ${tally.failed} failed` : '';
  const line = `${good ? '✓' : '✗'} ${step.name}${counts} (${seconds.toFixed(1)} s)`;
  return good ? line : `${line}\n${output.trimEnd()}\n`;
}
