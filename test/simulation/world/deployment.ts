import type { Model } from '@mdtf/domain';
import {
  type Alarm,
  type Committer,
  createCommitter,
  createMemoryStore,
  createSubscription,
  entropyOf,
  ingestion,
  type MemoryStore,
  type Position,
  type Reaction,
  readEntry,
  type Store,
  type Subscription,
  type Wakeups,
} from '@mdtf/fund-log';
import { type Faults, NO_FAULTS } from './faults.ts';
import type { Random } from './random.ts';
import { type SimulatedProcess, simulatedProcess } from './simulated-process.ts';
import { type BatchWrite, type Connection, readerSeenBy, storeSeenBy } from './simulated-store.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What makes a service, apart from HTTP and SQL. */
export interface SimulatedService {
  readonly name: string;
  readonly model: Model;
  readonly follows: { readonly [source: string]: Reaction | undefined };
  /** A mistake put into what this service writes, to prove that it would be found. */
  readonly sabotage?: (write: BatchWrite) => BatchWrite;
}

/** The services on their databases, each in one or two processes that come and go. */
export interface Deployment {
  readonly databases: ReadonlyMap<string, MemoryStore>;
  readonly alarms: readonly Alarm[];
  readonly crashes: number;
  /** A committer of a process that is up now; undefined when none is. */
  committerOf(service: string): { process: SimulatedProcess; committer: Committer } | undefined;
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

interface Replica {
  readonly process: SimulatedProcess;
  readonly committer: Committer;
  readonly subscriptions: readonly Subscription[];
}

const MAX_RESTART_MS = 5_000;
const MAX_SKEW_MS = 50;
const POLL_DEAD_MS = 100;
// Small, so that batches end, queues fill and pages are many.
const COMMITTER_LIMITS = { maxBatch: 8, maxQueued: 40, maxDue: 3, dueIntervalMs: 1_000 };
const SUBSCRIPTION_LIMITS = { headsIntervalMs: 2_000, maxPage: 7, maxBatch: 20, maxOffered: 30 };

export function deploy(options: DeploymentOptions): Deployment {
  const { services, time, random } = options;
  const databases = new Map<string, MemoryStore>();
  const replicas = new Map<string, (Replica | undefined)[]>();
  const alarms: Alarm[] = [];
  let faults = options.faults;
  let crashes = 0;
  let stopped = false;

  const start = (service: SimulatedService, at: number): void => {
    if (stopped) return;
    const process = simulatedProcess(`${service.name}-${at}`, time, random);
    const connection: Connection = { process, faults: () => faults, random, sabotage: service.sabotage };
    const database = databases.get(service.name) as MemoryStore;
    const wakeups: Wakeups = { listen: () => () => {}, signal: announce };
    const store = storeSeenBy(connection, database);
    const committer = createCommitter({
      model: service.model,
      store,
      wakeups,
      timers: process.timers,
      entropy: entropyOf((pool) => fill(pool, random)),
      limits: COMMITTER_LIMITS,
      onAlarm: (alarm) => alarms.push(alarm),
    });
    const subscriptions = followAll(service, connection, store, committer);
    (replicas.get(service.name) as (Replica | undefined)[])[at] = { process, committer, subscriptions };
    watch(service, at, process);
  };

  const followAll = (
    { follows }: SimulatedService,
    connection: Connection,
    store: Store,
    committer: Committer,
  ): Subscription[] =>
    Object.entries(follows).map(([source, reaction]) =>
      createSubscription({
        reader: readerSeenBy(connection, (databases.get(source) as MemoryStore).reader),
        handler: ingestion(committer, store, reaction),
        timers: connection.process.timers,
        limits: SUBSCRIPTION_LIMITS,
      }),
    );

  /** A process that dies is started again, on what its database holds. */
  const watch = (service: SimulatedService, at: number, process: SimulatedProcess): void => {
    process.onDeath(() => {
      if (stopped) return;
      crashes += 1;
      (replicas.get(service.name) as (Replica | undefined)[])[at] = undefined;
      const pauseMs = faults === NO_FAULTS ? POLL_DEAD_MS : random.between(POLL_DEAD_MS, MAX_RESTART_MS);
      time.after(pauseMs, () => start(service, at));
    });
  };

  /** The bus: brings what was committed to whoever follows, late, twice, or not at all. */
  const announce = (heads: readonly Position[]): void => {
    for (const head of heads)
      for (const { name, follows } of services) {
        if (!Object.hasOwn(follows, head.service)) continue;
        for (let at = 0; at < (replicas.get(name)?.length ?? 0); at += 1) {
          if (random.chance(faults.lostMessage)) continue;
          const copies = random.chance(faults.repeatedMessage) ? 2 : 1;
          for (let copy = 0; copy < copies; copy += 1) {
            time.after(random.between(0, faults.maxMessageDelayMs), () => deliver(name, at, head));
          }
        }
      }
  };

  const deliver = (name: string, at: number, { service, fund, sequence }: Position): void => {
    const replica = replicas.get(name)?.[at];
    const subscription = replica?.subscriptions.find(({ source }) => source === service);
    const log = databases.get(service)?.tables.entries.get(fund) ?? [];
    // Some of the entries up to this head: what a bus delivers begins and ends anywhere.
    const first = Math.max(0, Number(sequence) - random.between(1, 4));
    const entries = log
      .slice(first, Number(sequence))
      .map((entry) => readEntry({ ...entry, salt: entry.salt.toString('base64') }));
    subscription?.offer(entries);
  };

  for (const { name } of services) {
    const skewMs = random.between(-MAX_SKEW_MS, MAX_SKEW_MS);
    const clock = (): string => new Date(time.nowMs() + skewMs).toISOString();
    databases.set(name, createMemoryStore({ service: name, clock }));
    replicas.set(
      name,
      Array.from({ length: options.replicas(name) }, () => undefined),
    );
  }
  for (const service of services) {
    for (let at = 0; at < options.replicas(service.name); at += 1) start(service, at);
  }

  return {
    databases,
    alarms,
    get crashes() {
      return crashes;
    },
    committerOf(service) {
      const up = (replicas.get(service) ?? []).filter((replica) => replica !== undefined);
      return up.length === 0 ? undefined : random.pick(up);
    },
    heal() {
      faults = NO_FAULTS;
    },
    isQuiet: () =>
      services.every(({ name, follows }) => {
        const up = replicas.get(name) ?? [];
        if (up.some((replica) => replica === undefined || replica.committer.waiting > 0)) return false;
        const { cursors } = (databases.get(name) as MemoryStore).tables;
        return Object.keys(follows).every((source) =>
          [...(databases.get(source) as MemoryStore).tables.heads.values()].every(
            ({ fund, sequence }) => (cursors.get(`${source}/${fund}`)?.sequence ?? 0n) === sequence,
          ),
        );
      }),
    stop() {
      stopped = true;
      for (const all of replicas.values()) for (const replica of all) replica?.process.kill();
    },
  };
}

function fill(pool: Buffer, random: Random): void {
  for (let at = 0; at < pool.length; at += 4) pool.writeUInt32LE(random.below(2 ** 32), at);
}
