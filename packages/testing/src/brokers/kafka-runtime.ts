import { classArchive } from './class-archive.ts';
import { findJava } from './java.ts';
import { kafkaJars } from './kafka-jars.ts';
import type { JavaRuntime } from './node-process.ts';

/** What runs Kafka on this machine, got ready the first time; throws BrokerRefusal where something is to be installed. */
export async function kafkaRuntime(): Promise<JavaRuntime & { readonly version: string }> {
  const java = await findJava();
  const jars = await kafkaJars();
  const archive = await classArchive(java, jars.folder);
  const flags = archive === undefined ? [] : [`-XX:SharedArchiveFile=${archive}`];
  return { java: java.program, jars: jars.folder, flags, version: jars.version };
}
