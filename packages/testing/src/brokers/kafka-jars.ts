import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BrokerRefusal } from './refusal.ts';
import { runProgram } from './run-program.ts';

const POM = fileURLToPath(new URL('../../../../infra/kafka/pom.xml', import.meta.url));
const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
const DOWNLOAD_TIMEOUT_MS = 600_000;
const ABANDONED_AFTER_MS = 3_600_000;
const PARTIAL = '.partial-';
const REASON_CHARACTERS_MAX = 300;

/** Apache Kafka's jars, where they are and of which version. */
export interface KafkaJars {
  readonly folder: string;
  readonly version: string;
}

/**
 * The jars of infra/kafka/pom.xml, from the user's cache or, the first time, through Maven.
 * Several processes may ask at once and any may be killed: a folder has its name only when it is whole.
 */
export async function kafkaJars(cache: string = cacheFolder()): Promise<KafkaJars> {
  const pom = await readFile(POM, 'utf8');
  const digest = createHash('sha256').update(pom).digest('hex').slice(0, 8);
  const version = kafkaVersionOf(pom);
  const folder = join(cache, `kafka-${version}-${digest}`);
  if (await exists(folder)) return { folder, version };
  await mkdir(cache, { recursive: true });
  await removeAbandoned(cache);
  const partial = `${folder}${PARTIAL}${randomUUID()}`;
  try {
    await download(partial);
    await rename(partial, folder).catch(async (error: unknown) => {
      // Another process was faster.
      if (!(await exists(folder))) throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return { folder, version };
}

/** Where the jars are kept between runs. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return join(environment.XDG_CACHE_HOME || join(homedir(), '.cache'), 'mdtf');
}

function kafkaVersionOf(pom: string): string {
  const version = /<kafka\.version>([^<]+)</.exec(pom)?.[1];
  if (version === undefined) throw new Error(`${POM} names no kafka.version`);
  return version;
}

async function download(folder: string): Promise<void> {
  const args = ['-q', '-B', '-f', POM, COPY, '-DincludeScope=runtime', `-DoutputDirectory=${folder}`];
  const { missing, code, output } = await runProgram('mvn', args, DOWNLOAD_TIMEOUT_MS);
  if (missing)
    throw new BrokerRefusal(
      'maven-missing',
      'The jars of Apache Kafka come through Maven and there is no mvn: install it (on Debian: apt-get install maven).',
    );
  if (code !== 0)
    throw new BrokerRefusal(
      'jars-missing',
      `The jars of Apache Kafka could not be had through Maven (${reasonIn(output, code)}): see that mvn reaches a repository.`,
    );
}

function reasonIn(output: string, code: number | null): string {
  if (code === null) return `not done within ${DOWNLOAD_TIMEOUT_MS / 1000} s`;
  const error = output.split('\n').find((line) => line.includes('ERROR'));
  return (error ?? `it ended with ${code}`).slice(0, REASON_CHARACTERS_MAX).trim();
}

async function removeAbandoned(cache: string): Promise<void> {
  for (const name of (await readdir(cache)).filter((entry) => entry.includes(PARTIAL))) {
    const found = await stat(join(cache, name)).catch(() => undefined);
    if (found === undefined || Date.now() - found.mtimeMs < ABANDONED_AFTER_MS) continue;
    await rm(join(cache, name), { recursive: true, force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
