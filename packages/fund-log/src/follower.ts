import type { Instant } from '@mdtf/domain';
import type { LogReader } from './log-reader.ts';
import { dropOffered, type OfferedTotal } from './offered.ts';
import { isBehind, newStream, placeAt, type StreamState } from './stream.ts';
import type { StreamHandler, SubscriptionLimits, SubscriptionOptions } from './subscription.ts';
import { systemTimers, type Timers } from './timers.ts';
import { createWaiters, type Waiters } from './waiters.ts';

/** What a subscription is made of and what it knows. */
export interface Follower {
  readonly source: string;
  readonly reader: LogReader;
  readonly handler: StreamHandler;
  readonly upcast: SubscriptionOptions['upcast'];
  readonly limits: SubscriptionLimits;
  readonly timers: Timers;
  readonly alarm: (detail: string, fund?: string) => void;
  readonly waiters: Waiters;
  readonly stop: AbortController;
  readonly streams: Map<string, StreamState>;
  /** Whether a fund's entries are first of all this process's to handle. */
  readonly isOwn: (fund: string) => boolean;
  /** Aborted to end its rest; a new one for each rest. */
  wake: AbortController;
  /** Aborted to end its pause between two transactions: somebody waits; a new one for each pause. */
  hurry: AbortController;
  /** Until when it pauses (elapsed ms). */
  pauseUntilMs: number;
  /** Whether the streams stand where their handler's cursors are. */
  placed: boolean;
  readonly offered: OfferedTotal;
  /** Aborted once there is room for more offers; a new one each time somebody waits. */
  room: AbortController | undefined;
  /** When the heads were compared last. */
  headsAtMs: number;
  /** What the source promises for funds without a head. */
  throughWithoutHead: Instant | undefined;
}

const DEFAULT_LIMITS: SubscriptionLimits = {
  headsIntervalMs: 2_000,
  maxPage: 500,
  maxBatch: 2_000,
  maxOffered: 20_000,
  maxOfferedPerFund: 10_000,
  maxOfferedBytes: 64 * 1024 * 1024,
  maxPauseMs: 100,
  retryMs: 1_000,
};

export function newFollower({ reader, handler, upcast, ...options }: SubscriptionOptions): Follower {
  const source = reader.service;
  const timers = options.timers ?? systemTimers;
  return {
    source,
    reader,
    handler,
    upcast,
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    timers,
    alarm: (detail, fund) => options.onAlarm?.({ source, detail, ...(fund !== undefined && { fund }) }),
    waiters: createWaiters(timers),
    stop: new AbortController(),
    streams: new Map(),
    isOwn: options.isOwn ?? (() => true),
    wake: new AbortController(),
    hurry: new AbortController(),
    pauseUntilMs: 0,
    placed: false,
    offered: { entries: 0, bytes: 0, crowded: new Set() },
    room: undefined,
    headsAtMs: Number.NEGATIVE_INFINITY,
    throughWithoutHead: undefined,
  };
}

export function streamOf({ source, streams }: Follower, fund: string): StreamState {
  const stream = streams.get(fund) ?? newStream(source, fund);
  streams.set(fund, stream);
  return stream;
}

/** Whether a stream has entries that are to be handled here and now. */
export function isDue({ isOwn, timers }: Follower, stream: StreamState): boolean {
  return isBehind(stream, timers.elapsedMs()) && (stream.called || isOwn(stream.fund));
}

/** Reads how far this subscriber has come, from where its handler keeps it. */
export async function placeAll(follower: Follower): Promise<void> {
  for (const cursor of await follower.handler.cursors(follower.source)) {
    const stream = streamOf(follower, cursor.fund);
    placeAt(stream, cursor);
    if (stream.state === 'parked') dropOffered(stream, follower.offered);
    // Perhaps another process has brought it there.
    follower.waiters.reached(cursor.fund, cursor.sequence);
  }
  follower.placed = true;
}

/** Sets a stream aside, for a person to look at. */
export async function park(follower: Follower, fund: string, reason: string): Promise<void> {
  await follower.handler.park(follower.source, fund, reason);
  const stream = streamOf(follower, fund);
  Object.assign(stream, { state: 'parked', reason });
  dropOffered(stream, follower.offered);
  follower.alarm(reason, fund);
}
