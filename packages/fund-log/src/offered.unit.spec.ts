import { describe, expect, it } from 'vitest';
import { sourceLog } from '../test/source-log.ts';
import type { ReadEntry } from './log-reader.ts';
import {
  dropOffered,
  gapBeforeOffered,
  hasRoom,
  isFull,
  keepOffered,
  type OfferedTotal,
  takeOffered,
} from './offered.ts';
import { newStream } from './stream.ts';

const limits = {
  headsIntervalMs: 0,
  maxPage: 0,
  maxBatch: 0,
  retryMs: 0,
  maxOffered: 6,
  maxOfferedPerFund: 5,
  maxOfferedBytes: 100,
  maxPauseMs: 0,
};

function stand(after = 0) {
  const log = sourceLog('committee', 'imdp');
  const entries = Array.from({ length: 9 }, (_, n) => log.flag(`donor-${n}`));
  const stream = newStream('committee', 'imdp');
  const last = entries[after - 1];
  if (last !== undefined) {
    const { sequence, leafHash } = last;
    stream.cursor = { source: 'committee', fund: 'imdp', sequence, leafHash, attempts: 0 };
  }
  const total: OfferedTotal = { entries: 0, bytes: 0, crowded: new Set() };
  return {
    stream,
    total,
    entries: (from: number, to: number) => entries.slice(from - 1, to),
    offer: (some: readonly ReadEntry[], bytes = 1) => {
      for (const entry of some) keepOffered(stream, { entry, bytes }, { total, limits, nowMs: 0 });
    },
    take: (limit = 10) => takeOffered(stream, limit, total).map(({ sequence }) => Number(sequence)),
  };
}

describe('entries that were offered', () => {
  it('are taken when they come next, once, whatever came twice or was handled already', () => {
    const { entries, offer, take, total } = stand(2);
    offer(entries(1, 4));
    offer(entries(3, 5));
    expect(take()).toEqual([3, 4, 5]);
    expect(take()).toEqual([]);
    expect(total).toMatchObject({ entries: 0, bytes: 0 });
  });

  it('are taken no more at a time than was asked for', () => {
    const { stream, entries, offer, take } = stand();
    offer(entries(1, 4));
    expect(take(3)).toEqual([1, 2, 3]);
    expect(gapBeforeOffered(stream)).toBe(3);
  });

  it('stay while a gap is filled from the source, which is told how large it is', () => {
    const { stream, entries, offer, take } = stand(1);
    offer(entries(4, 5));
    expect(take()).toEqual([]);
    expect(gapBeforeOffered(stream)).toBe(2);
    const [, three] = entries(2, 3);
    if (three !== undefined) Object.assign(stream.cursor, { sequence: 3n, leafHash: three.leafHash });
    expect(take()).toEqual([4, 5]);
    expect(gapBeforeOffered(stream)).toBeUndefined();
  });

  it('cannot fork a stream: what does not continue the chain is left to the source', () => {
    const { stream, entries, offer, take, total } = stand(1);
    const [two, ...others] = entries(2, 4);
    if (two !== undefined) offer([two, ...others.map((entry) => ({ ...entry, prevHash: 'other' }))]);
    expect(take()).toEqual([2]);
    expect(stream.state).toBe('following');
    expect(total.entries).toBe(0);
  });

  it('are not kept past the bounds of a fund, of all funds, and of bytes', () => {
    const many = stand();
    many.offer(many.entries(1, 9));
    expect(many.total.entries).toBe(5);
    const large = stand();
    large.offer(large.entries(1, 9), 50);
    expect(large.total.entries).toBe(2);
    const shared = stand();
    shared.total.entries = 4;
    shared.offer(shared.entries(1, 9));
    expect(shared.total.entries).toBe(6);
  });

  it('are waited with once a fund has as many as it may, until half of them are taken', () => {
    const { entries, offer, take, total } = stand();
    offer(entries(1, 4));
    expect(isFull(total, limits)).toBe(false);
    offer(entries(5, 5));
    expect(isFull(total, limits)).toBe(true);
    expect(hasRoom(total, limits)).toBe(false);
    take(3);
    expect(hasRoom(total, limits)).toBe(true);
    expect(isFull(total, limits)).toBe(false);
  });

  it('are not kept for a stream that stands still', () => {
    const { stream, entries, offer, total } = stand();
    offer(entries(1, 2));
    dropOffered(stream, total);
    stream.state = 'parked';
    offer(entries(1, 2));
    stream.state = 'following';
    stream.retryAtMs = 10;
    offer(entries(1, 2));
    expect(total).toMatchObject({ entries: 0, bytes: 0 });
  });
});
