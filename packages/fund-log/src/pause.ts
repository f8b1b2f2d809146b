/** How much longer than it took a small piece of work is paused after. */
const PAUSE_FOR_WORK = 3;

/**
 * How long to let more gather after work that held little and took so long (both in ms): a transaction or a send costs
 * much the same whatever it holds, and the busier the machine, the longer it takes.
 */
export function pauseAfter(workMs: number, atMostMs: number): number {
  return Math.min(atMostMs, workMs * PAUSE_FOR_WORK);
}
