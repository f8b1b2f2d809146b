import { join } from 'node:path';
import { clientOf, createServiceDatabases, PROCESSES, type ProcessName, specsOf } from '@mdtf/cli/apart';
import { createTopics, kafkaConnectionFrom } from '@mdtf/messaging';
import { startDevelopmentIssuer } from '@mdtf/runtime';
import { startLocalKafka } from '@mdtf/testing/brokers';
import { startDatabaseServer } from './database-server.ts';
import { type Disk, mountDisk } from './disk.ts';
import { steadyPort } from './steady-port.ts';

const PORTS_PER_NODE = 3;

/** What the services stand on: brokers with the topics, a database server with their databases, an issuer of tokens. */
export type Ground = Awaited<ReturnType<typeof layGround>>;

/** Starts it in a folder; all of it ends with the stack. */
export async function layGround(folder: string, nodes: 1 | 3, stack: AsyncDisposableStack) {
  const disk: Disk | undefined = await mountDisk(join(folder, 'disk'));
  if (disk !== undefined) stack.use(disk);
  const dataFolder = join(disk?.folder ?? folder, 'postgres');
  const [database, kafka, issuer] = await Promise.all([
    startDatabaseServer(dataFolder, await steadyPort()).then((one) => stack.use(one)),
    startLocalKafka({
      nodes,
      folder: join(folder, 'kafka'),
      basePort: await steadyPort(nodes * PORTS_PER_NODE),
    }).then((one) => stack.use(one)),
    startDevelopmentIssuer({
      host: '127.0.0.1',
      port: 0,
      dataFolder: folder,
      serviceClients: PROCESSES.map(clientOf),
    }).then((one) => stack.use(one)),
  ]);
  const kafkaEnvironment = { MDTF_KAFKA_BROKERS: kafka.brokers.join(',') };
  await createTopics(kafkaConnectionFrom(kafkaEnvironment, 'mdtf-chaos'));
  const databases = await createServiceDatabases(database.postgres);
  return { disk, database, kafka, issuer, kafkaEnvironment, databases };
}

/** What is run as a process that listens on `ports[name]` and finds the others at the other ports. */
export function specOf(
  name: ProcessName,
  ports: Readonly<Record<ProcessName, number>>,
  { databases, issuer, kafkaEnvironment }: Ground,
  connections: number,
) {
  const specs = specsOf({
    databases,
    ports,
    issuer: { ...issuer.issuer, jwksUrl: issuer.jwksUrl, tokenUrl: issuer.tokenUrl },
    shared: {
      ...kafkaEnvironment,
      MDTF_LOG: 'warn',
      ...(name === 'portal' ? {} : { MDTF_DATABASE_CONNECTIONS: String(connections) }),
    },
  });
  const spec = specs.find((one) => one.name === name);
  if (spec === undefined) throw new RangeError(`${name} is no process of the system`);
  return spec;
}
