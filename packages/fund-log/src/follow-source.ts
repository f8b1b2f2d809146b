import { compareHeads } from './compare-heads.ts';
import { type Follower, isDue, placeAll, streamOf } from './follower.ts';
import { gatherEntries } from './gather-entries.ts';
import type { ReadEntry } from './log-reader.ts';
import { dropOffered } from './offered.ts';
import { pauseAfter } from './pause.ts';
import { advance } from './stream.ts';
import type { StreamOutcome } from './subscription.ts';

/** Follows until it is stopped; a source or a database that does not answer is asked again. */
export async function followSource(follower: Follower): Promise<void> {
  const { source, stop, timers, limits } = follower;
  while (!stop.signal.aborted) {
    try {
      await step(follower);
    } catch (error) {
      // What was done is in the cursors; what was thought may be wrong.
      follower.placed = false;
      follower.alarm(`${source} cannot be followed: ${String(error)}`);
      await timers.sleep(limits.retryMs, stop.signal);
    }
  }
}

async function step(follower: Follower): Promise<void> {
  const { timers, limits } = follower;
  if (!follower.placed) await placeAll(follower);
  if (timers.elapsedMs() - follower.headsAtMs >= limits.headsIntervalMs) await compareHeads(follower);
  await pause(follower);
  if (!(await handleNext(follower))) await rest(follower);
}

/** Lets what comes shortly after one transaction gather for the next. Whoever waits for an entry is not kept waiting. */
async function pause(follower: Follower): Promise<void> {
  const { timers, pauseUntilMs, hurry } = follower;
  const restMs = pauseUntilMs - timers.elapsedMs();
  if (restMs > 0) await timers.sleep(restMs, hurry.signal);
  if (hurry.signal.aborted) follower.hurry = new AbortController();
}

/** Handles one batch of entries of the funds that are behind; false when none is. */
async function handleNext(follower: Follower): Promise<boolean> {
  const { timers, limits } = follower;
  const batch = await gatherEntries(follower);
  if (batch.length === 0) return false;
  const beganMs = timers.elapsedMs();
  const outcomes = await follower.handler.handle(follower.source, batch);
  const endedMs = timers.elapsedMs();
  for (const outcome of outcomes) {
    settle(follower, outcome, batch.find(({ fund }) => fund === outcome.fund)?.entries ?? []);
  }
  if (outcomes.some(({ state }) => state === 'gap')) await placeAll(follower);
  const isSmall = batch.reduce((sum, { entries }) => sum + entries.length, 0) < limits.maxPage;
  const pauseMs = isSmall && isNearlyThere(follower) ? pauseAfter(endedMs - beganMs, limits.maxPauseMs) : 0;
  follower.pauseUntilMs = endedMs + pauseMs;
  return true;
}

/** Whether less than a page is known to be left: entries that are large come in pages of few, however many there are. */
function isNearlyThere(follower: Follower): boolean {
  let left = 0n;
  for (const stream of follower.streams.values()) {
    if (isDue(follower, stream)) left += stream.headSequence - stream.cursor.sequence;
  }
  return left < follower.limits.maxPage;
}

function settle(follower: Follower, outcome: StreamOutcome, entries: readonly ReadEntry[]): void {
  const stream = streamOf(follower, outcome.fund);
  advance(stream, outcome, entries);
  if (outcome.state === 'failed' || outcome.state === 'newer-version') {
    stream.retryAtMs = follower.timers.elapsedMs() + follower.limits.retryMs;
  }
  if (outcome.state !== 'following' && outcome.state !== 'gap') dropOffered(stream, follower.offered);
  if (outcome.state === 'parked') follower.alarm(outcome.reason ?? 'parked', outcome.fund);
  follower.waiters.reached(outcome.fund, stream.cursor.sequence);
}

/** Until it is woken, or the heads are to be compared, or a stream is to be tried again. */
async function rest(follower: Follower): Promise<void> {
  const { timers, streams, headsAtMs, limits } = follower;
  const now = timers.elapsedMs();
  const retries = Array.from(streams.values(), ({ retryAtMs }) => retryAtMs).filter((at) => at > now);
  const until = Math.min(headsAtMs + limits.headsIntervalMs, ...retries);
  await timers.sleep(Math.max(0, until - now), follower.wake.signal);
  follower.wake = new AbortController();
}
