import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { removeAbandonedFolders } from '../abandoned-folders.ts';
import { type ClientAccess, type Security, secureListener } from './client-security.ts';
import { openClusterFolder } from './cluster-folder.ts';
import { findJava } from './java.ts';
import { kafkaJars } from './kafka-jars.ts';
import type { KafkaNode, OwnedNode } from './kafka-node.ts';
import { kafkaRuntime } from './kafka-runtime.ts';
import { clientPort } from './node-settings.ts';
import { BrokerRefusal } from './refusal.ts';
import { startNodes } from './start-nodes.ts';
import { TEMPORARY_PREFIX, temporaryFolder } from './temporary-folders.ts';

export interface LocalKafkaOptions {
  /** Each is broker and controller. */
  readonly nodes: 1 | 3;
  /** The first of three ports a node, all neighbours; without one free ports are found. */
  readonly basePort?: number;
  /** Holds the data across starts; without one a temporary folder is made and removed again. */
  readonly folder?: string;
  /** How clients must come; `plaintext` by default. The nodes among themselves speak in the clear. */
  readonly security?: Security;
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
  /** What else a client needs: nothing, or the authority's certificate, a certificate of its own, a name and password. */
  readonly access: ClientAccess;
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
  const runtime = await kafkaRuntime();
  await removeAbandonedFolders(TEMPORARY_PREFIX);
  const temporary = options.folder === undefined;
  const folder = resolve(options.folder ?? (await temporaryFolder()));
  try {
    const cluster = await openClusterFolder(folder, options.nodes, options.security ?? 'plaintext');
    const secured = await secureListener(cluster.security, folder, cluster.password);
    const { basePort, nodes } = await startNodes({ runtime, folder, cluster, secured, options });
    const stop = stopOnce(nodes, folder, temporary);
    return {
      brokers: nodes.map(({ address }) => address),
      access: secured.access,
      ports: nodes.map(({ id }) => clientPort(basePort, id)),
      nodes,
      folder,
      version: runtime.version,
      startedInMs: performance.now() - called,
      ready: async () => {
        await Promise.all(nodes.map((node) => node.ready(nodes.length)));
      },
      stop,
      [Symbol.asyncDispose]: stop,
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

function stopOnce(nodes: readonly OwnedNode[], folder: string, temporary: boolean): () => Promise<void> {
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    await Promise.all(nodes.map((node) => node.stop(temporary)));
    if (temporary) await rm(folder, { recursive: true, force: true });
  };
  return () => {
    stopping ??= stop();
    return stopping;
  };
}
