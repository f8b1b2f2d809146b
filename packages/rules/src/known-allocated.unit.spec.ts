import { type EventMeta, moneyOf } from '@mdtf/domain';
import { expect, it } from 'vitest';
import { type AllocationMade, knownAllocated, THE_SUMS } from './known-allocated.ts';

const usd = (minor: bigint) => moneyOf(minor, 'USD');

it('what was allocated is known in all as allocation says it, and by year and window with the bank’s part', () => {
  const made: AllocationMade = {
    type: 'AllocationMade',
    data: {
      amounts: [
        { pot: 'bank', windowId: 'W1', amount: usd(5n) },
        { pot: 'pooled', windowId: 'W1', amount: usd(10n) },
        { pot: 'japan-1', windowId: null, amount: usd(1n) },
      ],
      totals: { allocated: usd(116n), allocatedInternal: usd(15n) },
    },
  };
  const meta = { time: '2008-03-01T00:00:00.000Z' } as EventMeta;
  expect(knownAllocated.evolve(undefined, made, meta, THE_SUMS)).toEqual({
    totalMinor: 116n,
    internalMinor: 15n,
    years: { 2008: { totalMinor: 16n, internalMinor: 5n } },
    windows: { W1: 15n },
  });
});
