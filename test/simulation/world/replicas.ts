import type { Model } from '@mdtf/domain';
import {
  type Alarm,
  type Committer,
  createCommitter,
  createSubscription,
  entropyOf,
  ingestion,
  type MemoryStore,
  type Position,
  type Reaction,
  type Subscription,
} from '@mdtf/fund-log';
import { type Faults, NO_FAULTS } from './faults.ts';
import type { Random } from './random.ts';
import { type SimulatedProcess, simulatedProcess } from './simulated-process.ts';
import {
  type BatchWrite,
  type Connection,
  type Promised,
  readerSeenBy,
  storeSeenBy,
} from './simulated-store.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What makes a service, apart from HTTP and SQL. */
export interface SimulatedService {
  readonly name: string;
  readonly model: Model;
  readonly follows: { readonly [source: string]: Reaction | undefined };
  /** A mistake put into what this service writes, to prove that it would be found. */
  readonly sabotage?: (write: BatchWrite) => BatchWrite;
  readonly clockLagMs?: number;
}

/** One process of a service while it is up. */
export interface Replica {
  readonly process: SimulatedProcess;
  readonly committer: Committer;
  readonly subscriptions: readonly Subscription[];
}

/** What all processes share. */
export interface Surroundings {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly faults: () => Faults;
  readonly databases: ReadonlyMap<string, MemoryStore>;
  readonly maxBatch: number;
  readonly announce: (heads: readonly Position[]) => void;
  readonly onAlarm: (alarm: Alarm) => void;
  readonly onPromise: (promise: Promised) => void;
}

/** A place for a process: a new one is started there whenever the one before has died. */
export interface Place {
  readonly service: SimulatedService;
  replica: Replica | undefined;
  /** Ends it for good. */
  leave(): void;
}

const MIN_RESTART_MS = 100;
const MAX_RESTART_MS = 5_000;
// Small, so that queues fill and pages are many.
const COMMITTER_LIMITS = { maxQueued: 40, maxDue: 3, dueIntervalMs: 1_000 };
const SUBSCRIPTION_LIMITS = { headsIntervalMs: 2_000, maxPage: 7, maxBatch: 20, maxOffered: 30 };

/** Starts a service's process, and again after each death, on what its database holds. */
export function occupy(service: SimulatedService, around: Surroundings, onCrash: () => void): Place {
  const { time, random } = around;
  let left = false;
  const place: Place = {
    service,
    replica: undefined,
    leave() {
      left = true;
      place.replica?.process.kill();
    },
  };
  const start = (): void => {
    if (left) return;
    const process = simulatedProcess(service.name, time, random);
    place.replica = run(service, process, around);
    process.onDeath(() => {
      place.replica = undefined;
      if (left) return;
      onCrash();
      const most = around.faults() === NO_FAULTS ? MIN_RESTART_MS : MAX_RESTART_MS;
      time.after(random.between(MIN_RESTART_MS, most), start);
    });
  };
  start();
  return place;
}

/** The real committer and the real subscriptions, in one process. */
function run(service: SimulatedService, process: SimulatedProcess, around: Surroundings): Replica {
  const { random, faults, databases, maxBatch, announce, onAlarm, onPromise } = around;
  const { name, model, follows, sabotage, clockLagMs } = service;
  const connection: Connection = { process, faults, random, sabotage, clockLagMs };
  const database = (of: string): MemoryStore => databases.get(of) as MemoryStore;
  const store = storeSeenBy(connection, database(name));
  const committer = createCommitter({
    model,
    store,
    wakeups: { listen: () => () => {}, signal: ({ heads }) => announce(heads) },
    timers: process.timers,
    entropy: entropyOf((pool) => fill(pool, random)),
    limits: { ...COMMITTER_LIMITS, maxBatch },
    onAlarm,
  });
  const subscriptions = Object.entries(follows).map(([source, reaction]) =>
    createSubscription({
      reader: readerSeenBy(connection, database(source).reader, onPromise),
      handler: ingestion(committer, store, reaction),
      timers: process.timers,
      limits: SUBSCRIPTION_LIMITS,
    }),
  );
  return { process, committer, subscriptions };
}

function fill(pool: Buffer, random: Random): void {
  for (let at = 0; at < pool.length; at += 4) pool.writeUInt32LE(random.below(2 ** 32), at);
}
