import { expect, it } from 'vitest';
import { murmur2, partitionOf, topicOf } from './partition-of.ts';

// The vectors that Kafka's own clients are tested with.
it.each([
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ['abc', 479470107],
])('hashes %s as every client of Kafka does', (text, hash) => {
  expect(murmur2(Buffer.from(text))).toBe(hash);
});

it('keeps a fund on one partition and uses them all', () => {
  const funds = Array.from({ length: 200 }, (_, n) => `fund-${n}`);
  const partitions = funds.map((fund) => partitionOf(fund, 12));
  expect(funds.map((fund) => partitionOf(fund, 12))).toEqual(partitions);
  expect(new Set(partitions).size).toBe(12);
});

it('names a topic after its service and the version of its form', () => {
  expect(topicOf('allocation')).toBe('mdtf.allocation.v1');
});
