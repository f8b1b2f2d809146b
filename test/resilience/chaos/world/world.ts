import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DATA_SERVICES, type DataService, PROCESSES, type ProcessName } from '@mdtf/cli/apart';
import { isAlive } from '@mdtf/postgres';
import { type Front, startFront } from './front.ts';
import { type Ground, layGround, specOf } from './ground.ts';
import { type Replica, replicaOf } from './replica.ts';
import { steadyPort } from './steady-port.ts';

/** The system apart, as an operator runs it: brokers, a database server, replicas behind one address a service. */
export interface World extends AsyncDisposable, Pick<Ground, 'kafka' | 'database' | 'databases' | 'disk'> {
  /** The portal's. */
  readonly url: string;
  readonly replicas: readonly Replica[];
  replicasOf(name: ProcessName): readonly Replica[];
  /** The way by which allocation reads the committee's log, which nobody else goes. */
  readonly wayToCommittee: Front;
  /** Ends the services in order; everything else goes on. */
  stopServices(): Promise<void>;
  /** Processes that were ever a part of it and are there now. */
  livingPids(): readonly number[];
  readonly folder: string;
  /** Of each process to its database. */
  readonly connections: number;
}

export interface WorldOptions {
  readonly nodes: 1 | 3;
  /** Processes of each service; the portal has one. */
  readonly replicas: number;
  /** Of each process to its database. */
  readonly connections: number;
  /** Leaves the folder with the logs of every process. */
  readonly keep?: boolean;
}

/** Starts everything and waits until it is ready; disposing of it ends all of it, stopped processes too. */
export async function startWorld(options: WorldOptions): Promise<World> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'mdtf-chaos-'));
  if (options.keep !== true) stack.defer(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'logs'));
  const ground = await layGround(folder, options.nodes, stack);
  const { kafka, database } = ground;
  const replicas: Replica[] = [];
  const replicasOf = (name: ProcessName) => replicas.filter((one) => one.name === name);
  const openFront = async (name: ProcessName): Promise<Front> =>
    stack.use(await startFront(await steadyPort(), () => replicasOf(name).flatMap(({ port }) => port ?? [])));
  const fronts = new Map<ProcessName, Front>();
  for (const name of PROCESSES) fronts.set(name, await openFront(name));
  const wayToCommittee = await openFront('committee');
  const ports = Object.fromEntries([...fronts].map(([name, { port }]) => [name, port])) as Ports;

  for (const name of PROCESSES) {
    const ways = name === 'allocation' ? { committee: wayToCommittee.port } : {};
    const specAt = (port: number) =>
      specOf(name, { ...ports, ...ways, [name]: port }, ground, options.connections);
    for (let n = 1; n <= (name === 'portal' ? 1 : options.replicas); n += 1) {
      const label = `${name}-${n}`;
      const log = createWriteStream(join(folder, 'logs', `${label}.log`));
      stack.defer(() => void log.end());
      replicas.push(replicaOf(name, label, specAt, (text) => void log.write(text)));
    }
  }
  const stopServices = async (): Promise<void> => {
    await Promise.all(replicas.map((one) => one[Symbol.asyncDispose]()));
  };
  stack.defer(stopServices);
  await Promise.all(replicas.map((one) => one.start()));
  const brokers = new Set<number>();
  const running = stack.move();
  return {
    ...ground,
    url: fronts.get('portal')?.url ?? '',
    replicas,
    replicasOf,
    wayToCommittee,
    stopServices,
    folder,
    connections: options.connections,
    livingPids() {
      for (const { pid } of kafka.nodes) if (pid !== undefined) brokers.add(pid);
      return [...replicas.flatMap(({ pids }) => pids), ...database.pids, ...brokers].filter(isAlive);
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

type Ports = Record<ProcessName, number>;

export { DATA_SERVICES, type DataService };
