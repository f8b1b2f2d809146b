import { join } from 'node:path';
import { LOOPBACK } from './ports.ts';

/** Ports of one node: for clients, between the nodes, and for the controllers' quorum. */
export const PORTS_PER_NODE = 3;

/** How a client listener is secured; the other two listeners are plain and for the nodes alone. */
export interface ClientListener {
  readonly protocol: 'PLAINTEXT' | 'SSL' | 'SASL_SSL';
  readonly settings: { readonly [name: string]: string };
}

export interface ClusterLayout {
  readonly nodes: number;
  /** The first of all ports; a node's are three neighbours. */
  readonly basePort: number;
  /** Where clients are told to connect, by node, when not to the node itself. */
  readonly advertisedPorts?: readonly number[];
  readonly folder: string;
  readonly clientListener: ClientListener;
  /** Kafka's own settings, above all others. */
  readonly settings?: { readonly [name: string]: string };
}

export const clientPort = (base: number, node: number): number => base + (node - 1) * PORTS_PER_NODE;
export const internalPort = (base: number, node: number): number => clientPort(base, node) + 1;
const controllerPort = (base: number, node: number): number => clientPort(base, node) + 2;

/** Where a node, counted from 1, keeps its files. */
export const nodeFolder = (folder: string, node: number): string => join(folder, `node-${node}`);

/** Within a node's folder: its process, while or since it ran. */
export const pidFile = (own: string): string => join(own, 'pid');
/** Within a node's folder: what it was started with. */
export const settingsFile = (own: string): string => join(own, 'server.properties');

/** The server.properties of a node, counted from 1: broker and controller in one, replication by the node count. */
export function nodeSettings(layout: ClusterLayout, node: number): { readonly [name: string]: string } {
  const { nodes, basePort, advertisedPorts, folder, clientListener } = layout;
  const client = `CLIENT://${LOOPBACK}:${clientPort(basePort, node)}`;
  const internal = `INTERNAL://${LOOPBACK}:${internalPort(basePort, node)}`;
  const advertised = advertisedPorts?.[node - 1] ?? clientPort(basePort, node);
  const voters = Array.from(
    { length: nodes },
    (_, index) => `${index + 1}@${LOOPBACK}:${controllerPort(basePort, index + 1)}`,
  );
  return {
    'process.roles': 'broker,controller',
    'node.id': String(node),
    'controller.quorum.voters': voters.join(','),
    listeners: `${client},${internal},CONTROLLER://${LOOPBACK}:${controllerPort(basePort, node)}`,
    'advertised.listeners': `CLIENT://${LOOPBACK}:${advertised},${internal}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'INTERNAL',
    'listener.security.protocol.map': `CLIENT:${clientListener.protocol},INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT`,
    'log.dirs': join(nodeFolder(folder, node), 'data'),
    ...replication(nodes),
    ...small,
    ...swift,
    ...clientListener.settings,
    ...layout.settings,
  };
}

/** As lines of a properties file. */
export function propertiesText(settings: { readonly [name: string]: string }): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value.replaceAll('\\', '\\\\')}\n`)
    .join('');
}

function replication(nodes: number): { readonly [name: string]: string } {
  const copies = String(Math.min(nodes, 3));
  const inSync = nodes >= 3 ? '2' : '1';
  return {
    'default.replication.factor': copies,
    'min.insync.replicas': inSync,
    'offsets.topic.replication.factor': copies,
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': inSync,
    'share.coordinator.state.topic.replication.factor': copies,
    'share.coordinator.state.topic.min.isr': inSync,
    'unclean.leader.election.enable': 'false',
  };
}

// What a node with 256 MiB of heap beside others on one machine can do with.
const small = {
  'auto.create.topics.enable': 'false',
  'num.partitions': '12',
  'offsets.topic.num.partitions': '4',
  'transaction.state.log.num.partitions': '4',
  'share.coordinator.state.topic.num.partitions': '4',
  'num.network.threads': '2',
  'num.io.threads': '4',
  'log.cleaner.threads': '1',
  'log.cleaner.dedupe.buffer.size': '8388608',
  'log.segment.bytes': '67108864',
  'log.index.size.max.bytes': '1048576',
};

// A killed node is missed, and a node that comes back is taken in again, within seconds.
const swift = {
  'group.initial.rebalance.delay.ms': '0',
  'broker.heartbeat.interval.ms': '500',
  'broker.session.timeout.ms': '4000',
  'controller.quorum.election.timeout.ms': '500',
  'controller.quorum.election.backoff.max.ms': '500',
  'replica.lag.time.max.ms': '10000',
};
