import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { removeAbandonedFolders, TEMPORARY_PREFIX } from './abandoned-folders.ts';
import { formatNode } from './format-node.ts';
import { findJava } from './java.ts';
import { kafkaJars } from './kafka-jars.ts';
import { type KafkaNode, kafkaNode, type OwnedNode } from './kafka-node.ts';
import {
  type ClusterLayout,
  clientPort,
  internalPort,
  nodeFolder,
  nodeSettings,
  PORTS_PER_NODE,
  propertiesText,
  settingsFile,
} from './node-settings.ts';
import { assertPortsFree, freePorts } from './ports.ts';
import { BrokerRefusal } from './refusal.ts';

const START_ATTEMPTS = 5;
const CLUSTER_ID_BYTES = 16;

export interface LocalKafkaOptions {
  /** Each is broker and controller. */
  readonly nodes: 1 | 3;
  /** The first of three ports a node, all neighbours; without one free ports are found. */
  readonly basePort?: number;
  /** Holds the data across starts; without one a temporary folder is made and removed again. */
  readonly folder?: string;
  /** Where clients are told to connect, a port of the loopback address by node: those of proxies, usually. */
  readonly advertisedPorts?: readonly number[];
  /** Kafka's own settings for every node, above ours. */
  readonly settings?: { readonly [name: string]: string };
  /** True when the nodes are to go on after this process; only with a folder. */
  readonly outlives?: boolean;
}

export interface LocalKafka extends AsyncDisposable {
  /** The addresses that clients are told. */
  readonly brokers: readonly string[];
  /** The nodes' own client ports, which differ from the addresses told when those are advertised otherwise. */
  readonly ports: readonly number[];
  readonly nodes: readonly KafkaNode[];
  readonly folder: string;
  /** Of Apache Kafka. */
  readonly version: string;
  /** From the call to when every node served, in milliseconds. */
  readonly startedInMs: number;
  /** Settles when every node serves; throws BrokerRefusal. */
  ready(): Promise<void>;
  /** Ends every node; also removes the folder if it is a temporary one. */
  stop(): Promise<void>;
}

/**
 * Apache Kafka from its published jars on the loopback address, ready for clients when it settles.
 * It ends with this process, even a killed one, unless it is to outlive it. Throws BrokerRefusal.
 */
export async function startLocalKafka(options: LocalKafkaOptions): Promise<LocalKafka> {
  const called = performance.now();
  const java = await findJava();
  const { folder: jars, version } = await kafkaJars();
  await removeAbandonedFolders();
  const temporary = options.folder === undefined;
  const folder = resolve(options.folder ?? join(tmpdir(), `${TEMPORARY_PREFIX}${randomUUID()}`));
  const clusterId = await openFolder(folder, options.nodes, temporary);
  let stopping: Promise<void> | undefined;
  try {
    const { layout, nodes } = await startOnPorts({ java, jars, folder, clusterId, options });
    const stop = async () => {
      await Promise.all(nodes.map((node) => node.stop(temporary)));
      if (temporary) await rm(folder, { recursive: true, force: true });
    };
    const stopOnce = () => {
      stopping ??= stop();
      return stopping;
    };
    return {
      brokers: nodes.map(({ address }) => address),
      ports: nodes.map(({ id }) => clientPort(layout.basePort, id)),
      nodes,
      folder,
      version,
      startedInMs: performance.now() - called,
      ready: () => allReady(nodes),
      stop: stopOnce,
      [Symbol.asyncDispose]: stopOnce,
    };
  } catch (error) {
    if (temporary) await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** One sentence on what a local Kafka lacks on this machine; undefined when it can be started. */
export async function whyNoLocalKafka(): Promise<string | undefined> {
  try {
    await findJava();
    await kafkaJars();
    return undefined;
  } catch (error) {
    if (error instanceof BrokerRefusal) return error.message;
    throw error;
  }
}

interface Start {
  readonly java: string;
  readonly jars: string;
  readonly folder: string;
  readonly clusterId: string;
  readonly options: LocalKafkaOptions;
}

async function startOnPorts(start: Start) {
  const { nodes, basePort } = start.options;
  const count = nodes * PORTS_PER_NODE;
  if (basePort !== undefined) await assertPortsFree(basePort, count);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startNodes(start, basePort ?? (await freePorts(count)));
    } catch (error) {
      const otherPorts =
        basePort === undefined && error instanceof BrokerRefusal && error.code === 'port-busy';
      if (!otherPorts || attempt === START_ATTEMPTS) throw error;
    }
  }
}

async function startNodes({ java, jars, folder, clusterId, options }: Start, basePort: number) {
  const layout: ClusterLayout = {
    nodes: options.nodes,
    basePort,
    folder,
    clientListener: { protocol: 'PLAINTEXT', settings: {} },
    ...(options.advertisedPorts === undefined ? {} : { advertisedPorts: options.advertisedPorts }),
    ...(options.settings === undefined ? {} : { settings: options.settings }),
  };
  const ids = Array.from({ length: options.nodes }, (_, index) => index + 1);
  const nodes: readonly OwnedNode[] = await Promise.all(
    ids.map(async (id) => {
      const own = nodeFolder(folder, id);
      const settings = settingsFile(own);
      await mkdir(own, { recursive: true });
      await writeFile(settings, propertiesText(nodeSettings(layout, id)), { mode: 0o600 });
      await formatNode({ java, jars, settingsFile: settings, clusterId, dataFolder: join(own, 'data') });
      const logFile = join(own, 'server.log');
      const command = { java, jars, settingsFile: settings, logFile, outlives: options.outlives ?? false };
      return kafkaNode({
        id,
        clientPort: options.advertisedPorts?.[id - 1] ?? clientPort(basePort, id),
        internalPort: internalPort(basePort, id),
        command,
      });
    }),
  );
  try {
    await Promise.all(nodes.map((node) => node.start()));
    await allReady(nodes);
    return { layout, nodes };
  } catch (error) {
    await Promise.all(nodes.map((node) => node.stop(true)));
    throw error;
  }
}

async function allReady(nodes: readonly OwnedNode[]): Promise<void> {
  await Promise.all(nodes.map((node) => node.ready(nodes.length)));
}

/** Makes the folder where it is missing, and answers the id of the cluster that lives in it. */
async function openFolder(folder: string, nodes: number, temporary: boolean): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (temporary) await writeFile(join(folder, 'owner.json'), JSON.stringify({ pid: process.pid }));
  const file = join(folder, 'cluster.json');
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known === undefined) {
    const clusterId = `m${randomBytes(CLUSTER_ID_BYTES).toString('base64url').slice(1)}`;
    await writeFile(file, JSON.stringify({ clusterId, nodes }));
    return clusterId;
  }
  const cluster = JSON.parse(known) as { readonly clusterId: string; readonly nodes: number };
  if (cluster.nodes === nodes) return cluster.clusterId;
  throw new BrokerRefusal(
    'other-cluster',
    `The folder ${folder} holds a Kafka of ${cluster.nodes} nodes, not ${nodes}: start that one, choose another folder or remove this one.`,
  );
}
