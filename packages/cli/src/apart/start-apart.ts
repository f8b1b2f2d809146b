import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmbedded } from '@mdtf/postgres';
import { startDevelopmentIssuer } from '@mdtf/runtime';
import { openBrokers } from './brokers.ts';
import { type Child, type ProcessSpec, startChild, untilReady } from './child.ts';
import { createServiceDatabases } from './databases.ts';
import { assertPortsFree } from './ports.ts';
import { clientOf, PROCESSES, type ProcessName, specsOf } from './topology.ts';

/** How the system is run as separate processes on this machine. */
export interface ApartOptions {
  readonly dataFolder: string;
  readonly ports: Readonly<Record<ProcessName | 'issuer', number>>;
  /** `MDTF_KAFKA_*` of a Kafka that is there already; without them one of so many nodes is started. */
  readonly kafka?: Readonly<Record<string, string>> | undefined;
  readonly nodes?: 1 | 3;
  /** Optional variables of single services, such as the mail server. */
  readonly optional?: Readonly<Record<string, string>>;
  /** Further variables of every process, such as `OTEL_*`. */
  readonly environment?: Readonly<Record<string, string>>;
  /** False only where the data may be lost with the power, as in tests. */
  readonly durable?: boolean;
  readonly onProgress?: (text: string) => void;
  /** What the processes write, as it comes. */
  readonly onOutput?: (name: ProcessName, text: string) => void;
}

/** The system, running: five processes, their databases, the bus, and the development issuer in this process. */
export interface Apart extends AsyncDisposable {
  /** The portal's. */
  readonly url: string;
  readonly processes: readonly Child[];
  /** How each was started: to start one again, or one more of it. */
  readonly specs: readonly ProcessSpec[];
  /** What carries the entries, in words. */
  readonly bus: string;
}

const HOST = '127.0.0.1';

/** Starts everything and waits until every process is ready; throws what a person can act on, with nothing left running. */
export async function startApart(options: ApartOptions): Promise<Apart> {
  const { dataFolder, ports, durable = true, onProgress = () => {}, onOutput = () => {} } = options;
  await assertPortsFree(HOST, ports);
  await mkdir(dataFolder, { recursive: true });
  await using stack = new AsyncDisposableStack();
  onProgress('PostgreSQL, with a database and two roles for each service …');
  const postgres = stack.use(await startEmbedded({ dataDir: join(dataFolder, 'postgres'), durable }));
  const databases = await createServiceDatabases(postgres);
  onProgress('Kafka, with a topic for each service …');
  const { nodes = 1, kafka: given } = options;
  const brokers = await openBrokers({ given, nodes, dataFolder }, stack);
  const serviceClients = PROCESSES.map(clientOf);
  const { issuer, jwksUrl, tokenUrl } = stack.use(
    await startDevelopmentIssuer({ host: HOST, port: ports.issuer, dataFolder, serviceClients }),
  );
  onProgress('The five processes …');
  const shared = { ...brokers.environment, ...options.environment };
  const { optional = {} } = options;
  const specs = specsOf({ databases, ports, issuer: { ...issuer, jwksUrl, tokenUrl }, optional, shared });
  const processes = specs.map((spec) => startChild(spec, (text) => onOutput(spec.name as ProcessName, text)));
  // All at once: each finishes what it has, and none waits for another.
  stack.defer(async () => {
    await Promise.all(processes.map((child) => child[Symbol.asyncDispose]()));
  });
  await Promise.all(processes.map(untilReady));
  const running = stack.move();
  return {
    url: `http://${HOST}:${ports.portal}`,
    processes,
    specs,
    bus: brokers.describe,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
