import type { Instant } from '@mdtf/domain';
import type { LogReader } from './log-reader.ts';
import { newStream, placeAt, type StreamState } from './stream.ts';
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
  /** Aborted to end its rest; a new one for each rest. */
  wake: AbortController;
  /** Whether the streams stand where their handler's cursors are. */
  placed: boolean;
  /** Entries offered and not handled yet, of all streams. */
  offered: number;
  /** When the heads were compared last. */
  headsAtMs: number;
  /** What the source promises for funds without a head. */
  throughWithoutHead: Instant | undefined;
}

const DEFAULT_LIMITS: SubscriptionLimits = {
  headsIntervalMs: 2_000,
  maxPage: 500,
  maxBatch: 2_000,
  maxOffered: 10_000,
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
    wake: new AbortController(),
    placed: false,
    offered: 0,
    headsAtMs: Number.NEGATIVE_INFINITY,
    throughWithoutHead: undefined,
  };
}

export function streamOf({ source, streams }: Follower, fund: string): StreamState {
  const stream = streams.get(fund) ?? newStream(source, fund);
  streams.set(fund, stream);
  return stream;
}

/** Reads how far this subscriber has come, from where its handler keeps it. */
export async function placeAll(follower: Follower): Promise<void> {
  for (const cursor of await follower.handler.cursors(follower.source)) {
    placeAt(streamOf(follower, cursor.fund), cursor);
    // Perhaps another process has brought it there.
    follower.waiters.reached(cursor.fund, cursor.sequence);
  }
  follower.placed = true;
}

/** Sets a stream aside, for a person to look at. */
export async function park(follower: Follower, fund: string, reason: string): Promise<void> {
  await follower.handler.park(follower.source, fund, reason);
  Object.assign(streamOf(follower, fund), { state: 'parked', reason });
  follower.alarm(reason, fund);
}
