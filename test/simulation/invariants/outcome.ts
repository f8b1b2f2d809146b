import type { Alarm, MemoryStore, ReadEntry } from '@mdtf/fund-log';
import type { Sent, Told } from '../world/clients.ts';
import type { SimulatedService } from '../world/replicas.ts';
import { entryRead, type Promised } from '../world/simulated-store.ts';

/** What a history has left behind. */
export interface Outcome {
  readonly services: readonly SimulatedService[];
  readonly databases: ReadonlyMap<string, MemoryStore>;
  readonly sent: readonly Sent[];
  readonly told: readonly Told[];
  readonly alarms: readonly Alarm[];
  readonly promises: readonly Promised[];
}

/** Something that must always be true; `check` says, in words, where it is not. */
export interface Invariant {
  readonly name: string;
  readonly check: (outcome: Outcome) => Iterable<string>;
}

/** An invariant that did not hold. */
export interface Violation {
  readonly invariant: string;
  readonly detail: string;
}

/** One service's log of one fund, as anybody reads it. */
export interface Log {
  readonly service: SimulatedService;
  readonly fund: string;
  readonly entries: readonly ReadEntry[];
  readonly database: MemoryStore;
}

const readLogs = new WeakMap<Outcome, readonly Log[]>();

/** Every log, read once; throws CorruptEntry where bytes do not fit together. */
export function logsOf(outcome: Outcome): readonly Log[] {
  const known = readLogs.get(outcome);
  if (known !== undefined) return known;
  const logs = outcome.services.flatMap((service) => {
    const database = outcome.databases.get(service.name) as MemoryStore;
    return [...database.tables.entries].map(([fund, stored]) => ({
      service,
      fund,
      database,
      entries: stored.map(entryRead),
    }));
  });
  readLogs.set(outcome, logs);
  return logs;
}

/** The entries of one service's log of one fund; none where it has no log. */
export function entriesOf(outcome: Outcome, service: string, fund: string): readonly ReadEntry[] {
  return logsOf(outcome).find((log) => log.service.name === service && log.fund === fund)?.entries ?? [];
}
