/** Waiting, so that a simulation can decide when time passes and who goes first. */
export interface Timers {
  /** Milliseconds from an arbitrary start, never backwards. */
  elapsedMs(): number;
  /** Resolves after `ms`, or at once when the signal is or gets aborted; never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Resolves when what has already arrived in this turn of the event loop has been taken in. */
  turn(): Promise<void>;
}

/** Why a rest ended: given as the reason, since without one each `abort()` makes an exception with its stack. */
export const WOKEN = 'woken';

/** Real time. A sleeper does not keep the process alive. */
export const systemTimers: Timers = {
  elapsedMs: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      timer.unref();
      signal?.addEventListener('abort', done, { once: true });
    }),
  turn: () => new Promise((resolve) => setImmediate(resolve)),
};
