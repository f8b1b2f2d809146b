import { randomUUID } from 'node:crypto';
import { rename, rm, stat } from 'node:fs/promises';
import { openClusterFolder } from './cluster-folder.ts';
import type { Java } from './java.ts';
import { startNodes } from './start-nodes.ts';
import { temporaryFolder } from './temporary-folders.ts';

/**
 * Kafka's classes as this Java has loaded them once, in a file beside the jars: it takes almost half off a node's start.
 * Made by a node that starts and ends; undefined when none came of it, which costs nothing but time.
 */
export async function classArchive(java: Java, jars: string): Promise<string | undefined> {
  const archive = `${jars}-java-${java.version.replaceAll(/[^\w.-]/g, '_')}.jsa`;
  if (await exists(archive)) return archive;
  const draft = `${archive}.partial-${randomUUID()}`;
  try {
    await startAndEnd({ java: java.program, jars, flags: [`-XX:ArchiveClassesAtExit=${draft}`] });
    await rename(draft, archive);
    return archive;
  } catch {
    return undefined;
  } finally {
    await rm(draft, { force: true });
  }
}

async function startAndEnd(runtime: Parameters<typeof startNodes>[0]['runtime']): Promise<void> {
  const folder = await temporaryFolder();
  try {
    const cluster = await openClusterFolder(folder, 1, 'plaintext');
    const secured = {
      listener: { protocol: 'PLAINTEXT', settings: {} },
      access: {},
      formatArguments: [],
    } as const;
    const { nodes } = await startNodes({ runtime, folder, cluster, secured, options: {} });
    await Promise.all(nodes.map((node) => node.stop(false)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
