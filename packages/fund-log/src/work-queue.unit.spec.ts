import { describe, expect, it } from 'vitest';
import type { Timers } from './timers.ts';
import type { Outcome, WaitingBatch } from './work.ts';
import { createWorkQueue } from './work-queue.ts';

const done: Outcome = { kind: 'value', value: undefined };

/** A queue whose batches end when the spec says so, and whose time passes when it says so. */
function queueByHand() {
  const batches: (WaitingBatch & { readonly end: () => void })[] = [];
  const sleepers: (() => void)[] = [];
  const told: string[] = [];
  const timers: Timers = {
    elapsedMs: () => 0,
    sleep: (_ms, signal) =>
      new Promise((resolve) => {
        sleepers.push(resolve);
        signal?.addEventListener('abort', () => resolve(), { once: true });
      }),
    turn: () => new Promise((resolve) => setImmediate(resolve)),
  };
  const queue = createWorkQueue({
    limits: { maxQueued: 100, maxBatch: 4, maxWaitMs: 1000 },
    timers,
    carryOut: (batch) =>
      new Promise((resolve) => {
        batches.push({ ...batch, end: () => resolve(batch.works.map(() => done)) });
      }),
  });
  return {
    batches,
    sleepers,
    told,
    add: (...funds: string[]) => {
      for (const fund of funds) void queue.add({ kind: 'due', fund }).then(() => told.push(fund));
    },
    /** What has arrived is taken in, and what follows from it. */
    settle: async () => {
      for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

describe('callers of a batch that is through', () => {
  it('are told at once where nobody waits', async () => {
    const { add, batches, told, settle } = queueByHand();
    add('a', 'b');
    await settle();
    batches[0]?.end();
    await settle();
    expect(told).toEqual(['a', 'b']);
  });

  it('are told while the database works for those who wait, not before', async () => {
    const { add, batches, told, settle } = queueByHand();
    add('a');
    await settle();
    add('b');
    batches[0]?.end();
    await settle();
    expect(batches).toHaveLength(2);
    expect(told).toEqual([]);
    batches[1]?.meanwhile();
    await settle();
    expect(told).toEqual(['a']);
  });

  it('are told in time when those who wait take long', async () => {
    const { add, batches, sleepers, told, settle } = queueByHand();
    add('a');
    await settle();
    add('b');
    batches[0]?.end();
    await settle();
    expect(told).toEqual([]);
    sleepers.at(-1)?.();
    await settle();
    expect(told).toEqual(['a']);
  });

  it('are told each once, in their order, also where a batch ends without having said that there is time', async () => {
    const { add, batches, told, settle } = queueByHand();
    for (const fund of ['a', 'b', 'c']) {
      add(fund);
      await settle();
    }
    for (let at = 0; at < 2; at += 1) {
      batches[at]?.end();
      await settle();
    }
    expect(told).toEqual(['a', 'b', 'c']);
  });
});

describe('works that come while a batch waits for its heads', () => {
  it('join it in their order, as far as each fits and there is room', async () => {
    const { add, batches, settle } = queueByHand();
    add('a');
    await settle();
    add('b', 'c', 'other', 'd');
    const joined = batches[0]?.join((work) => work.kind === 'due' && work.fund !== 'other');
    expect(joined).toMatchObject([{ fund: 'b' }, { fund: 'c' }]);
    expect(batches[0]?.works).toHaveLength(3);
  });

  it('do not join where they are few', async () => {
    const { add, batches, settle } = queueByHand();
    add('a', 'b', 'c');
    await settle();
    add('d');
    expect(batches[0]?.join(() => true)).toEqual([]);
  });
});
