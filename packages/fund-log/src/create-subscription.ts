import { followSource } from './follow-source.ts';
import { type Follower, newFollower, streamOf } from './follower.ts';
import type { ReadEntry } from './log-reader.ts';
import { hasRoom, isFull, keepOffered } from './offered.ts';
import type { Position } from './position.ts';
import { hearOf, type StreamState } from './stream.ts';
import type { CaughtUp, StreamStatus, Subscription, SubscriptionOptions } from './subscription.ts';
import { WOKEN } from './timers.ts';

/** Begins to follow a source, and goes on until it is disposed of. */
export function createSubscription(options: SubscriptionOptions): Subscription {
  const follower = newFollower(options);
  const { source, handler, streams } = follower;
  const stopListening = options.wakeups?.listen((growth) => {
    // Offered what was written, it need not be read back.
    const { entries, bytes } = growth.entries();
    offer(follower, entries, bytes);
  });
  const running = followSource(follower);

  return {
    source,
    subscriber: handler.subscriber,
    offer: (entries, bytes = 0) => offer(follower, entries, bytes),
    whenRoom: (timeoutMs) => whenRoom(follower, timeoutMs),
    position: (fund) => ({ service: source, fund, sequence: streams.get(fund)?.cursor.sequence ?? 0n }),
    completeThrough: (fund) =>
      streams.has(fund) ? streams.get(fund)?.completeThrough : follower.throughWithoutHead,
    catchUp: (fund, timeoutMs) => catchUp(follower, fund, timeoutMs),
    waitFor: (position, timeoutMs) => waitFor(follower, position, timeoutMs),
    status: () => Array.from(streams.values(), statusOf),
    async resume(fund) {
      await handler.resume(source, fund);
      follower.placed = false;
      follower.wake.abort(WOKEN);
    },
    async [Symbol.asyncDispose]() {
      follower.stop.abort();
      follower.wake.abort(WOKEN);
      follower.hurry.abort(WOKEN);
      follower.room?.abort();
      stopListening?.();
      await running;
      follower.waiters.giveUp();
    },
  };
}

function wakeFor(follower: Follower, { fund, sequence }: Pick<Position, 'fund' | 'sequence'>): void {
  const stream = streamOf(follower, fund);
  if (sequence > stream.headSequence) stream.headSequence = sequence;
  call(follower, stream);
}

/** Has a stream handled here, whosever turn it is. */
function call(follower: Follower, stream: StreamState): void {
  if (stream.cursor.sequence >= stream.headSequence) return;
  stream.called = true;
  follower.wake.abort(WOKEN);
}

function offer(follower: Follower, entries: readonly ReadEntry[], bytes: number): void {
  const { offered: total, limits, timers } = follower;
  const room = { total, limits, nowMs: timers.elapsedMs() };
  for (const entry of entries) {
    keepOffered(streamOf(follower, entry.fund), { entry, bytes: bytes / entries.length }, room);
    wakeFor(follower, entry);
  }
}

async function whenRoom(follower: Follower, timeoutMs: number): Promise<boolean> {
  const { offered, limits, timers, stop } = follower;
  if (!isFull(offered, limits)) return true;
  if (stop.signal.aborted) return false;
  follower.room ??= new AbortController();
  await timers.sleep(timeoutMs, follower.room.signal);
  return hasRoom(offered, limits);
}

/** After every fund's id: a page without heads, only what is promised for funds that have none. */
const AFTER_ALL_FUNDS = '~';

async function catchUp(follower: Follower, fund: string, timeoutMs: number): Promise<CaughtUp> {
  const { reader, streams, waiters } = follower;
  // In this order: a fund that has no head after the clock was read had no entry when it was.
  const through = streams.has(fund) ? undefined : (await reader.heads(AFTER_ALL_FUNDS)).recordedThrough;
  const { head } = await reader.page(fund, streams.get(fund)?.cursor.sequence ?? 0n, 1);
  if (head === undefined) return { sequence: 0n, completeThrough: through };
  const stream = streamOf(follower, fund);
  hearOf(stream, head);
  if (stream.cursor.sequence < head.sequence && stream.state !== 'parked') {
    callSoon(follower, stream);
    await waiters.wait(fund, head.sequence, timeoutMs);
  }
  return { sequence: head.sequence, completeThrough: streamOf(follower, fund).completeThrough };
}

async function waitFor(
  follower: Follower,
  { service, fund, sequence }: Position,
  timeoutMs: number,
): Promise<'reached' | 'lagging' | 'unknown'> {
  if (service !== follower.source) return 'unknown';
  const stream = follower.streams.get(fund);
  if (stream !== undefined && stream.cursor.sequence >= sequence) return 'reached';
  if (stream === undefined || stream.headSequence < sequence) {
    const { head } = await follower.reader.page(fund, sequence, 1);
    if (head === undefined || head.sequence < sequence) return 'unknown';
    hearOf(streamOf(follower, fund), head);
  }
  callSoon(follower, streamOf(follower, fund));
  return (await follower.waiters.wait(fund, sequence, timeoutMs)) ? 'reached' : 'lagging';
}

/** Has a stream brought forward for somebody who waits: by looking first at what another process has done of it. */
function callSoon(follower: Follower, stream: StreamState): void {
  if (!follower.isOwn(stream.fund)) follower.placed = false;
  call(follower, stream);
  follower.hurry.abort(WOKEN);
}

function statusOf({ fund, cursor, headSequence, completeThrough, state, reason }: StreamState): StreamStatus {
  return {
    fund,
    sequence: cursor.sequence,
    headSequence,
    ...(completeThrough !== undefined && { completeThrough }),
    state,
    ...(reason !== undefined && { reason }),
  };
}
