import { describe, expect, it } from 'vitest';
import { sourceLog } from '../test/source-log.ts';
import type { Head, ReadEntry } from './log-reader.ts';
import { advance, forkOf, hearOf, isBehind, newStream } from './stream.ts';

function someEntries(count: number): ReadEntry[] {
  const log = sourceLog('committee', 'imdp');
  return Array.from({ length: count }, (_, n) => log.flag(`donor-${n}`));
}

function following(...entries: ReadEntry[]) {
  const stream = newStream('committee', 'imdp');
  const last = entries.at(-1);
  if (last !== undefined) {
    const { sequence, leafHash } = last;
    const cursor = { source: 'committee', fund: 'imdp', sequence, leafHash, attempts: 0 };
    advance(stream, { fund: 'imdp', cursor, state: 'following' }, entries);
  }
  return stream;
}

const head = (sequence: bigint, recordedThrough: string): Head => ({
  fund: 'imdp',
  sequence,
  leafHash: 'x',
  recordedThrough,
});

describe('a stream', () => {
  it('is complete as the source promises of its head only when it has come as far', () => {
    const entries = someEntries(3);
    const stream = following(...entries.slice(0, 2));
    hearOf(stream, head(3n, '2030-01-01T00:00:00.000Z'));
    expect(isBehind(stream, 0)).toBe(true);
    expect(stream.completeThrough).toBe('2026-01-01T00:00:00.999Z');
    const last = entries[2] as ReadEntry;
    const cursor = { source: 'committee', fund: 'imdp', sequence: 3n, leafHash: last.leafHash, attempts: 0 };
    advance(stream, { fund: 'imdp', cursor, state: 'following' }, [last]);
    expect(stream.completeThrough).toBe('2030-01-01T00:00:00.000Z');
  });

  it('never takes back what it said to be complete', () => {
    const stream = following(...someEntries(1));
    hearOf(stream, head(1n, '2030-01-02T00:00:00.000Z'));
    hearOf(stream, head(1n, '2030-01-01T00:00:00.000Z'));
    expect(stream.completeThrough).toBe('2030-01-02T00:00:00.000Z');
  });

  it('sees a fork in a head that ends before what was read, or there with another entry', () => {
    const read = { sequence: 5n, leafHash: 'x' };
    expect(forkOf(read, head(5n, ''))).toBeUndefined();
    expect(forkOf(read, head(9n, ''))).toBeUndefined();
    expect(forkOf(read, head(4n, ''))).toMatch(/ends at 4/);
    expect(forkOf({ ...read, leafHash: 'y' }, head(5n, ''))).toMatch(/not the one/);
    expect(forkOf(read, undefined)).toMatch(/ends at 0/);
    expect(forkOf({ ...read, sequence: 0n }, undefined)).toBeUndefined();
  });
});
