import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SecuredListener } from './client-security.ts';
import type { Cluster } from './cluster-folder.ts';
import { formatNode } from './format-node.ts';
import { kafkaNode, type OwnedNode } from './kafka-node.ts';
import type { JavaRuntime } from './node-process.ts';
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

interface Start {
  readonly runtime: JavaRuntime;
  readonly folder: string;
  readonly cluster: Cluster;
  readonly secured: SecuredListener;
  readonly options: {
    readonly basePort?: number;
    readonly advertisedPorts?: readonly number[];
    readonly settings?: { readonly [name: string]: string };
    readonly outlives?: boolean;
  };
}

interface Started {
  readonly basePort: number;
  readonly nodes: readonly OwnedNode[];
}

/** Starts a cluster's nodes and settles when all serve, on other ports when one of those found was taken meanwhile. */
export async function startNodes(start: Start): Promise<Started> {
  const { basePort } = start.options;
  const count = start.cluster.nodes * PORTS_PER_NODE;
  if (basePort !== undefined) await assertPortsFree(basePort, count);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOn(basePort ?? (await freePorts(count)), start);
    } catch (error) {
      const otherPorts =
        basePort === undefined && error instanceof BrokerRefusal && error.code === 'port-busy';
      if (!otherPorts || attempt === START_ATTEMPTS) throw error;
    }
  }
}

async function startOn(basePort: number, start: Start): Promise<Started> {
  const ids = Array.from({ length: start.cluster.nodes }, (_, index) => index + 1);
  const nodes = await Promise.all(ids.map((id) => prepareNode(id, basePort, start)));
  try {
    await Promise.all(nodes.map((node) => node.start()));
    await Promise.all(nodes.map((node) => node.ready(nodes.length)));
    return { basePort, nodes };
  } catch (error) {
    await Promise.all(nodes.map((node) => node.stop(true)));
    throw error;
  }
}

async function prepareNode(id: number, basePort: number, start: Start): Promise<OwnedNode> {
  const { runtime, folder, cluster, secured, options } = start;
  const { advertisedPorts, settings, outlives = false } = options;
  const layout: ClusterLayout = {
    nodes: cluster.nodes,
    basePort,
    folder,
    clientListener: secured.listener,
    ...(advertisedPorts === undefined ? {} : { advertisedPorts }),
    ...(settings === undefined ? {} : { settings }),
  };
  const own = nodeFolder(folder, id);
  const file = settingsFile(own);
  await mkdir(own, { recursive: true });
  await writeFile(file, propertiesText(nodeSettings(layout, id)), { mode: 0o600 });
  await formatNode({
    runtime,
    settingsFile: file,
    clusterId: cluster.clusterId,
    dataFolder: join(own, 'data'),
    formatArguments: secured.formatArguments,
  });
  return kafkaNode({
    id,
    clientPort: advertisedPorts?.[id - 1] ?? clientPort(basePort, id),
    internalPort: internalPort(basePort, id),
    command: { runtime, settingsFile: file, logFile: join(own, 'server.log'), outlives },
  });
}
