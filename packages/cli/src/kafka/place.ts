import { join, resolve } from 'node:path';
import { type RunningNode, runningNodes } from '@mdtf/testing/brokers';

/** How many nodes a Kafka for development may have. */
export const NODE_COUNTS = [1, 3] as const;
export type NodeCount = (typeof NODE_COUNTS)[number];

/** A Kafka of a data folder, with those of its nodes that run. */
export interface Found {
  readonly count: NodeCount;
  readonly folder: string;
  readonly nodes: readonly RunningNode[];
}

/** Where a Kafka of so many nodes keeps its data; one and three nodes are different clusters. */
export function folderOf(data: string, count: NodeCount): string {
  return join(resolve(data), 'kafka', `nodes-${count}`);
}

/** What runs of the Kafkas of a data folder. */
export async function findRunning(data: string): Promise<readonly Found[]> {
  const found = await Promise.all(
    NODE_COUNTS.map(async (count) => {
      const folder = folderOf(data, count);
      return { count, folder, nodes: await runningNodes(folder) };
    }),
  );
  return found.filter(({ nodes }) => nodes.length > 0);
}
