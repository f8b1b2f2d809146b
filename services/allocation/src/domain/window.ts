import { type Aggregate, type ApprovedAmount, minorOf } from '@mdtf/domain';
import type { AllocationEvent } from './events.ts';

/** What was allocated under one window to date, in minor units. */
export interface WindowTotals {
  readonly allocated: bigint;
}

/** Allocations by window; the secretariat's budget is under none. */
export const windowTotals: Aggregate<WindowTotals, AllocationEvent> = {
  kind: 'window',
  version: 1,
  concerns: {
    AllocationMade: ({ amounts }) => byWindow(amounts).map(([id]) => id),
    AllocationReleased: ({ amounts }) => byWindow(amounts).map(([id]) => id),
  },
  evolve(before = { allocated: 0n }, event, _meta, id) {
    if (event.type !== 'AllocationMade' && event.type !== 'AllocationReleased') return before;
    const part = byWindow(event.data.amounts).find(([windowId]) => windowId === id)?.[1] ?? 0n;
    return { allocated: before.allocated + (event.type === 'AllocationMade' ? part : -part) };
  },
};

/** Minor units per window, each window once. */
export function byWindow(amounts: readonly ApprovedAmount[]): readonly (readonly [string, bigint])[] {
  const sums = new Map<string, bigint>();
  for (const { windowId, amount } of amounts) {
    if (windowId !== null) sums.set(windowId, (sums.get(windowId) ?? 0n) + minorOf(amount));
  }
  return [...sums];
}
