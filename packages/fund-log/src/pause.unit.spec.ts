import { describe, expect, it } from 'vitest';
import { sourceLog } from '../test/source-log.ts';
import { createSubscription, type LogReader, memoryProjection, type Timers } from './index.ts';

const WORK_MS = 10;
const PAUSE_MS = 3 * WORK_MS;

/** Time that passes when it is told to. */
function toldTime() {
  let nowMs = 0;
  const sleepers = new Set<{ readonly atMs: number; readonly wake: () => void }>();
  const settle = async (): Promise<void> => {
    for (let n = 0; n < 20; n += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  const pass = (ms: number): void => {
    nowMs += ms;
    for (const sleeper of [...sleepers]) if (sleeper.atMs <= nowMs) sleeper.wake();
  };
  const timers: Timers = {
    elapsedMs: () => nowMs,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const wake = () => {
          sleepers.delete(sleeper);
          resolve();
        };
        const sleeper = { atMs: nowMs + ms, wake };
        if (signal?.aborted || ms <= 0) return resolve();
        sleepers.add(sleeper);
        signal?.addEventListener('abort', wake, { once: true });
      }),
    turn: () => new Promise((resolve) => setImmediate(resolve)),
  };
  return { timers, pass, settle };
}

/** `recorded`: entries that are there before it begins; `inPage`: as many as come in one page. */
function follow({ recorded = 0, inPage = 500 } = {}) {
  const time = toldTime();
  const log = sourceLog('committee', 'imdp');
  for (let n = 0; n < recorded; n += 1) log.flag('donor');
  const head = () => {
    const sequence = BigInt(log.stored.length);
    return { fund: 'imdp', sequence, leafHash: '', recordedThrough: '2026-01-01T00:00:00.000Z' };
  };
  const reader: LogReader = {
    service: 'committee',
    heads: async () => ({
      heads: recorded === 0 ? [] : [head()],
      recordedThrough: '2026-01-01T00:00:00.000Z',
    }),
    page: async (_fund, after, limit) => ({
      entries: log.stored.slice(Number(after), Number(after) + Math.min(limit, inPage)),
      head: head(),
    }),
  };
  const transactions: number[] = [];
  const handler = memoryProjection({
    subscriber: 'tables',
    apply: (entries) => {
      transactions.push(entries.length);
      time.pass(WORK_MS);
    },
  });
  const limits = { headsIntervalMs: 3_600_000, maxPage: 5 };
  const subscription = createSubscription({ reader, handler, timers: time.timers, limits });
  const offer = (count: number) => subscription.offer(Array.from({ length: count }, () => log.flag('donor')));
  return { ...time, subscription, transactions, offer };
}

describe('after a transaction that held little, a subscription', () => {
  it('lets what comes gather, for three times as long as the transaction took', async () => {
    const { subscription, transactions, offer, pass, settle } = follow();
    await using _ = subscription;
    offer(1);
    await settle();
    expect(transactions).toEqual([1]);
    offer(1);
    pass(PAUSE_MS - 1);
    offer(1);
    await settle();
    expect(transactions).toEqual([1]);
    pass(1);
    await settle();
    expect(transactions).toEqual([1, 2]);
  });

  it('pauses for nobody who waits', async () => {
    const { subscription, transactions, offer, settle } = follow();
    await using _ = subscription;
    offer(1);
    await settle();
    offer(2);
    const last = { service: 'committee', fund: 'imdp', sequence: 3n };
    expect(await subscription.waitFor(last, 60_000)).toBe('reached');
    expect(transactions).toEqual([1, 2]);
  });

  it('does not pause when there is much to do', async () => {
    const { subscription, transactions, offer, settle } = follow();
    await using _ = subscription;
    offer(12);
    await settle();
    expect(transactions).toEqual([5, 5, 2]);
  });

  it('does not pause on its way through many that come in small pages, until less than a page is left', async () => {
    const { subscription, transactions, pass, settle } = follow({ recorded: 12, inPage: 2 });
    await using _ = subscription;
    await settle();
    expect(transactions).toEqual([2, 2, 2, 2]);
    pass(PAUSE_MS);
    await settle();
    expect(transactions).toEqual([2, 2, 2, 2, 2]);
  });
});
