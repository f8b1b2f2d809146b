import type { Logger } from './logger.ts';

/** How long an orderly stop may take. */
export const STOP_WITHIN_MS = 10_000;

/** What a process does with its life, and where it says so; the defaults are the real ones. */
export interface ProcessLife {
  /** Starts everything; what it returns is disposed of on a signal. */
  readonly start: () => Promise<AsyncDisposable>;
  readonly stopWithinMs?: number;
  /** Where a failure is told; one sentence on standard error by default. */
  readonly log?: Pick<Logger, 'error'>;
  readonly process?: Pick<NodeJS.Process, 'once' | 'on' | 'off' | 'exitCode' | 'exit' | 'stderr'>;
}

/**
 * Starts, waits for SIGINT or SIGTERM, stops in order. A start that fails prints one sentence and sets exit code 1;
 * a second signal, or a stop beyond its bound, ends the process at once with 1.
 */
export async function runProcess(life: ProcessLife): Promise<void> {
  const { stopWithinMs = STOP_WITHIN_MS, process: self = process, log } = life;
  const tell = (error: unknown, sentence = sentenceOf(error)): void => {
    if (log === undefined) self.stderr.write(`${sentence}\n`);
    else log.error({ err: error }, error === undefined ? sentence : 'The process fails.');
  };
  const signalled = nextSignal(self);
  let running: AsyncDisposable;
  try {
    running = await life.start();
  } catch (error) {
    tell(error);
    self.exitCode = 1;
    return;
  }
  await signalled;
  const impatient = (): never => self.exit(1);
  self.on('SIGINT', impatient).on('SIGTERM', impatient);
  // Unreferenced, so that it ends the process only when something else keeps it alive.
  setTimeout(() => {
    tell(undefined, `Not stopped within ${stopWithinMs} ms; ending now.`);
    self.exit(1);
  }, stopWithinMs).unref();
  try {
    await running[Symbol.asyncDispose]();
  } catch (error) {
    tell(error);
    self.exitCode = 1;
  }
}

function nextSignal(self: NonNullable<ProcessLife['process']>): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      self.off('SIGINT', stop).off('SIGTERM', stop);
      resolve();
    };
    self.once('SIGINT', stop).once('SIGTERM', stop);
  });
}

// A known failure explains itself; for an unknown one the stack is what helps.
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'Error' || error.name === 'TypeError'
    ? (error.stack ?? error.message)
    : error.message;
}
