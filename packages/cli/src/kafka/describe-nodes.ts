import type { RunningNode } from '@mdtf/testing/brokers';

const BYTES_PER_MIB = 1_048_576;

/** One line a node: where clients reach it, its process, its memory, since when it runs, and whether it serves. */
export function describeNodes(nodes: readonly RunningNode[]): string {
  return nodes
    .map(({ id, address, pid, since, memoryBytes, serves }) => {
      const memory = memoryBytes === undefined ? '?' : Math.round(memoryBytes / BYTES_PER_MIB);
      return `  node ${id}  ${address}  process ${pid}  ${memory} MiB  since ${since.toISOString()}  ${serves ? 'serves' : 'does not serve'}`;
    })
    .join('\n');
}
