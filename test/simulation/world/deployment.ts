import {
  type Alarm,
  type Committer,
  createMemoryStore,
  type MemoryStore,
  type Position,
} from '@mdtf/fund-log';
import { type Faults, NO_FAULTS } from './faults.ts';
import type { Random } from './random.ts';
import { occupy, type Place, type SimulatedService } from './replicas.ts';
import { entryRead, type Promised } from './simulated-store.ts';
import type { VirtualTime } from './virtual-time.ts';

/** The services on their databases, each in one or two processes that come and go. */
export interface Deployment {
  readonly databases: ReadonlyMap<string, MemoryStore>;
  readonly alarms: readonly Alarm[];
  /** What sources have promised of what they will record. */
  readonly promises: readonly Promised[];
  readonly crashes: number;
  /** A committer of a process that is up now; undefined when none is. */
  committerOf(service: string): Committer | undefined;
  /** From now on nothing goes wrong, and what is down comes back at once. */
  heal(): void;
  /** Whether every log has been followed to its end, and nobody has anything left to do. */
  isQuiet(): boolean;
  stop(): void;
}

export interface DeploymentOptions {
  readonly services: readonly SimulatedService[];
  readonly time: VirtualTime;
  readonly random: Random;
  readonly faults: Faults;
  /** Processes of each service. */
  readonly replicas: (service: string) => number;
}

const MAX_SKEW_MS = 50;
const MAX_BATCHES = [3, 8, 100];
const MAX_BACK = 4;

/** Starts everything. */
export function deploy({ services, time, random, replicas, ...options }: DeploymentOptions): Deployment {
  const databases = new Map(services.map(({ name }) => [name, databaseOf(name, time, random)]));
  const alarms: Alarm[] = [];
  const promises: Promised[] = [];
  const places: Place[] = [];
  let faults = options.faults;
  let crashes = 0;

  /** The bus: brings what was committed to whoever follows, late, twice, or not at all. */
  const announce = (heads: readonly Position[]): void => {
    for (const head of heads) {
      for (const place of places.filter(({ service }) => Object.hasOwn(service.follows, head.service))) {
        if (random.chance(faults.lostMessage)) continue;
        const copies = random.chance(faults.repeatedMessage) ? 2 : 1;
        for (let copy = 0; copy < copies; copy += 1) {
          time.after(random.between(0, faults.maxMessageDelayMs), () => deliver(place, head));
        }
      }
    }
  };

  const deliver = ({ replica }: Place, { service, fund, sequence }: Position): void => {
    const log = databases.get(service)?.tables.entries.get(fund) ?? [];
    // Some of the entries up to this head: what a bus delivers begins and ends anywhere.
    const first = Math.max(0, Number(sequence) - random.between(1, MAX_BACK));
    const entries = log.slice(first, Number(sequence)).map(entryRead);
    replica?.subscriptions.find(({ source }) => source === service)?.offer(entries);
  };

  const around = {
    time,
    random,
    faults: () => faults,
    databases,
    maxBatch: random.pick(MAX_BATCHES),
    announce,
    onAlarm: (alarm: Alarm) => void alarms.push(alarm),
    onPromise: (promise: Promised) => void promises.push(promise),
  };
  const countCrash = (): void => {
    crashes += 1;
  };
  for (const service of services) {
    for (let count = 0; count < replicas(service.name); count += 1) {
      places.push(occupy(service, around, countCrash));
    }
  }

  return {
    databases,
    alarms,
    promises,
    get crashes() {
      return crashes;
    },
    committerOf(service) {
      const up = places.filter((place) => place.service.name === service && place.replica !== undefined);
      return up.length === 0 ? undefined : random.pick(up).replica?.committer;
    },
    heal() {
      faults = NO_FAULTS;
    },
    isQuiet: () =>
      places.every(({ replica }) => replica?.committer.waiting === 0) &&
      services.every((service) => hasReadAll(service, databases)),
    stop() {
      for (const place of places) place.leave();
    },
  };
}

function databaseOf(service: string, time: VirtualTime, random: Random): MemoryStore {
  const skewMs = random.between(-MAX_SKEW_MS, MAX_SKEW_MS);
  return createMemoryStore({ service, clock: () => new Date(time.nowMs() + skewMs).toISOString() });
}

function hasReadAll({ name, follows }: SimulatedService, databases: Deployment['databases']): boolean {
  const cursors = databases.get(name)?.tables.cursors;
  return Object.keys(follows).every((source) =>
    [...(databases.get(source)?.tables.heads.values() ?? [])].every(
      ({ fund, sequence }) => (cursors?.get(`${source}/${fund}`)?.sequence ?? 0n) === sequence,
    ),
  );
}
