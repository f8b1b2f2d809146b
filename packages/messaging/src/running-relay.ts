import type { RelayEntry, Timers } from '@mdtf/fund-log';
import type { RelayLimits, RelayParts } from './relay.ts';
import type { RelayLease } from './relay-lease.ts';
import type { RelayPlaces } from './relay-places.ts';

/** What a running relay is made of and what it knows. */
export interface RunningRelay extends Pick<RelayParts, 'log' | 'sender'> {
  readonly limits: RelayLimits;
  readonly timers: Timers;
  readonly lease: RelayLease;
  readonly alarm: (detail: string, fund?: string) => void;
  readonly stop: AbortController;
  /** Aborted to end its rest; a new one for each rest. */
  wake: AbortController;
  /** New for each time of leading: what another process did meanwhile is read from the database. */
  places: RelayPlaces;
  /** Funds that were heard of, and of which it is not known how far they were published. */
  readonly heardOf: Set<string>;
  readonly aside: Map<string, string>;
  published: number;
  epoch: bigint | undefined;
}

/** Sets a fund aside for every process, and here at once. */
export async function setAside(relay: RunningRelay, fund: string, reason: string): Promise<void> {
  await relay.log.setAside(fund, reason);
  relay.aside.set(fund, reason);
  relay.places.forget(fund);
  relay.alarm(`set aside: ${reason}`, fund);
}

export function notAside(relay: RunningRelay, entries: readonly RelayEntry[]): readonly RelayEntry[] {
  return relay.aside.size === 0 ? entries : entries.filter(({ fund }) => !relay.aside.has(fund));
}
