import { readEntry } from './entry.ts';
import type { Head, ReadEntry, StoredEntry } from './log-reader.ts';
import {
  advance,
  forkOf,
  hearOf,
  isBehind,
  newStream,
  placeAt,
  type StreamState,
  takeOffered,
} from './stream.ts';
import type {
  Stream,
  StreamOutcome,
  StreamStatus,
  Subscription,
  SubscriptionLimits,
  SubscriptionOptions,
} from './subscription.ts';
import { systemTimers } from './timers.ts';
import { createWaiters } from './waiters.ts';

const DEFAULT_LIMITS: SubscriptionLimits = {
  headsIntervalMs: 2_000,
  maxPage: 500,
  maxBatch: 2_000,
  maxOffered: 10_000,
  retryMs: 1_000,
};
const MAX_HEADS_PAGES = 1_000;
/** After every fund's id: a page without heads, only what is promised for funds that have none. */
const AFTER_ALL_FUNDS = '~';

/** Begins to follow a source, and goes on until it is disposed of. */
export function createSubscription(options: SubscriptionOptions): Subscription {
  const { reader, handler } = options;
  const source = reader.service;
  const limits: SubscriptionLimits = { ...DEFAULT_LIMITS, ...options.limits };
  const timers = options.timers ?? systemTimers;
  const alarm = (detail: string, fund?: string): void =>
    options.onAlarm?.({ source, detail, ...(fund !== undefined && { fund }) });
  const stop = new AbortController();
  const streams = new Map<string, StreamState>();
  const waiters = createWaiters(timers);
  let wake = new AbortController();
  let placed = false;
  let offered = 0;
  let headsAtMs = Number.NEGATIVE_INFINITY;
  let throughWithoutHead: string | undefined;

  const streamOf = (fund: string): StreamState => {
    const stream = streams.get(fund) ?? newStream(source, fund);
    streams.set(fund, stream);
    return stream;
  };

  /** Reads how far this subscriber has come, from where its handler keeps it. */
  const placeAll = async (): Promise<void> => {
    for (const cursor of await handler.cursors(source)) {
      placeAt(streamOf(cursor.fund), cursor);
      // Perhaps another process has brought it there.
      waiters.reached(cursor.fund, cursor.sequence);
    }
    placed = true;
  };

  /** Finds new funds, lost tails, forks and how complete we are: the one mechanism that does not rely on being told. */
  const compareHeads = async (): Promise<void> => {
    const read = new Map(Array.from(streams, ([fund, { cursor }]) => [fund, cursor]));
    const heads = new Map<string, Head>();
    let after: string | undefined;
    for (let page = 0; page < MAX_HEADS_PAGES; page += 1) {
      const next = await reader.heads(after);
      for (const head of next.heads) heads.set(head.fund, head);
      // Of the first page: the earliest, so true for all of them.
      if (page === 0) throughWithoutHead = next.recordedThrough;
      if (next.next === undefined) break;
      after = next.next;
    }
    for (const head of heads.values()) hearOf(streamOf(head.fund), head);
    for (const [fund, cursor] of read) {
      const fork = forkOf(cursor, heads.get(fund));
      if (fork !== undefined && streamOf(fund).state !== 'parked') await park(fund, fork);
    }
    headsAtMs = timers.elapsedMs();
  };

  const park = async (fund: string, reason: string): Promise<void> => {
    await handler.park(source, fund, reason);
    Object.assign(streamOf(fund), { state: 'parked', reason });
    alarm(reason, fund);
  };

  /** Handles one batch of entries of the funds that are behind, in turn; false when none is. */
  const handleNext = async (): Promise<boolean> => {
    const batch = await gather();
    if (batch.length === 0) return false;
    const outcomes = await handler.handle(source, batch);
    for (const outcome of outcomes)
      settle(outcome, batch.find(({ fund }) => fund === outcome.fund)?.entries ?? []);
    if (outcomes.some(({ state }) => state === 'gap')) await placeAll();
    return true;
  };

  const gather = async (): Promise<Stream[]> => {
    const batch: Stream[] = [];
    let entries = 0;
    for (const stream of [...streams.values()]) {
      if (entries >= limits.maxBatch) break;
      if (!isBehind(stream, timers.elapsedMs())) continue;
      // To the end of the line, so that every fund has its turn.
      streams.delete(stream.fund);
      streams.set(stream.fund, stream);
      const next = await nextEntries(stream);
      if (next.length > 0) batch.push({ fund: stream.fund, entries: next });
      entries += next.length;
    }
    return batch;
  };

  const nextEntries = async (stream: StreamState): Promise<ReadEntry[]> => {
    offered -= stream.offered.length;
    const taken = takeOffered(stream, limits.maxPage);
    if (taken.length > 0) return taken;
    const { entries, head } = await reader.page(stream.fund, stream.cursor.sequence, limits.maxPage);
    if (head !== undefined) hearOf(stream, head);
    // Signalled and then not there: the source has lost it again, which comparing heads will tell.
    if (entries.length === 0) stream.headSequence = stream.cursor.sequence;
    return readAll(stream.fund, entries);
  };

  /** Takes entries apart, up to the first that is none: that one parks its fund when its turn comes. */
  const readAll = async (fund: string, stored: readonly StoredEntry[]): Promise<ReadEntry[]> => {
    const entries: ReadEntry[] = [];
    for (const one of stored) {
      try {
        const entry = readEntry(one);
        entries.push(options.upcast?.(entry) ?? entry);
      } catch (error) {
        if (entries.length === 0) await park(fund, String(error));
        break;
      }
    }
    return entries;
  };

  const settle = (outcome: StreamOutcome, entries: readonly ReadEntry[]): void => {
    const stream = streamOf(outcome.fund);
    advance(stream, outcome, entries);
    if (outcome.state === 'failed' || outcome.state === 'newer-version') {
      stream.retryAtMs = timers.elapsedMs() + limits.retryMs;
    }
    if (outcome.state === 'parked') alarm(outcome.reason ?? 'parked', outcome.fund);
    waiters.reached(outcome.fund, stream.cursor.sequence);
  };

  const follow = async (): Promise<void> => {
    if (!placed) await placeAll();
    if (timers.elapsedMs() - headsAtMs >= limits.headsIntervalMs) await compareHeads();
    if (!(await handleNext())) await rest();
  };

  const rest = async (): Promise<void> => {
    const now = timers.elapsedMs();
    const retries = Array.from(streams.values(), ({ retryAtMs }) => retryAtMs).filter((at) => at > now);
    const until = Math.min(headsAtMs + limits.headsIntervalMs, ...retries);
    await timers.sleep(Math.max(0, until - now), wake.signal);
    wake = new AbortController();
  };

  const run = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      try {
        await follow();
      } catch (error) {
        // What was done is in the cursors; what was thought may be wrong.
        placed = false;
        alarm(`${source} cannot be followed: ${String(error)}`);
        await timers.sleep(limits.retryMs, stop.signal);
      }
    }
  };

  const stopListening = options.wakeups?.listen((heads) => {
    for (const { service, fund, sequence } of heads) {
      if (service !== source) continue;
      const stream = streamOf(fund);
      if (sequence > stream.headSequence) stream.headSequence = sequence;
      wake.abort();
    }
  });
  const running = run();

  return {
    source,
    subscriber: handler.subscriber,
    offer(entries) {
      for (const entry of entries) {
        const stream = streamOf(entry.fund);
        if (entry.sequence > stream.headSequence) stream.headSequence = entry.sequence;
        if (offered >= limits.maxOffered || stream.state === 'parked') continue;
        stream.offered.push(entry);
        offered += 1;
      }
      wake.abort();
    },
    position: (fund) => ({ service: source, fund, sequence: streams.get(fund)?.cursor.sequence ?? 0n }),
    completeThrough: (fund) => (streams.has(fund) ? streams.get(fund)?.completeThrough : throughWithoutHead),
    async catchUp(fund, timeoutMs) {
      // In this order: a fund that has no head after the clock was read had no entry when it was.
      const through = streams.has(fund) ? undefined : (await reader.heads(AFTER_ALL_FUNDS)).recordedThrough;
      const { head } = await reader.page(fund, streams.get(fund)?.cursor.sequence ?? 0n, 1);
      if (head === undefined) return through;
      const stream = streamOf(fund);
      hearOf(stream, head);
      if (stream.cursor.sequence < head.sequence && stream.state !== 'parked') {
        wake.abort();
        await waiters.wait(fund, head.sequence, timeoutMs);
      }
      return streamOf(fund).completeThrough;
    },
    async waitFor({ service, fund, sequence }, timeoutMs) {
      if (service !== source) return 'unknown';
      const stream = streams.get(fund);
      if (stream !== undefined && stream.cursor.sequence >= sequence) return 'reached';
      if (stream === undefined || stream.headSequence < sequence) {
        const { head } = await reader.page(fund, sequence, 1);
        if (head === undefined || head.sequence < sequence) return 'unknown';
        hearOf(streamOf(fund), head);
        wake.abort();
      }
      return (await waiters.wait(fund, sequence, timeoutMs)) ? 'reached' : 'lagging';
    },
    status: () => Array.from(streams.values(), statusOf),
    async resume(fund) {
      await handler.resume(source, fund);
      placed = false;
      wake.abort();
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      wake.abort();
      stopListening?.();
      await running;
      waiters.giveUp();
    },
  };
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
