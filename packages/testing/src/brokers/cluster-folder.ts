import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Security } from './client-security.ts';
import { BrokerRefusal } from './refusal.ts';

const CLUSTER_ID_BYTES = 16;
const PASSWORD_BYTES = 18;

/** The cluster that lives in a data folder. */
export interface Cluster {
  readonly clusterId: string;
  readonly nodes: number;
  readonly security: Security;
  /** Of the user that clients of `sasl-scram` come as. */
  readonly password: string;
}

/** The folder's cluster, begun where there is none; throws BrokerRefusal when it is one of another kind. */
export async function openClusterFolder(folder: string, nodes: number, security: Security): Promise<Cluster> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'cluster.json');
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known === undefined) {
    // A name that begins with a dash would be read as an option.
    const clusterId = `m${randomBytes(CLUSTER_ID_BYTES).toString('base64url').slice(1)}`;
    const cluster = { clusterId, nodes, security, password: randomBytes(PASSWORD_BYTES).toString('hex') };
    await writeFile(file, JSON.stringify(cluster), { mode: 0o600 });
    return cluster;
  }
  const cluster = JSON.parse(known) as Cluster;
  if (cluster.nodes === nodes && cluster.security === security) return cluster;
  throw new BrokerRefusal(
    'other-cluster',
    `The folder ${folder} holds a Kafka of ${cluster.nodes} nodes for ${cluster.security} clients, not of ${nodes} for ${security}: start that one, choose another folder or remove this one.`,
  );
}
