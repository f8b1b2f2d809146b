import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool, startEmbedded } from '@mdtf/postgres';
import { startDevelopmentIssuer } from '@mdtf/runtime';
import { findBroker } from '@mdtf/testing/brokers';
import { type ComposeFile, ROOT } from './compose-file.ts';

/** What stands in for the images of others: where the hosts that the file names are found on this machine. */
export interface StandIns {
  /** `host:port` as the file has it → `host:port` here. */
  readonly places: ReadonlyMap<string, string>;
  /** Whole addresses of the identity provider → those of the development issuer. */
  readonly addresses: ReadonlyMap<string, string>;
  readonly tokenUrl: string;
}

/** Starts a Kafka, a PostgreSQL prepared by the file's own script, and the development issuer in Keycloak's place. */
export async function startStandIns(
  { services }: ComposeFile,
  stack: AsyncDisposableStack,
): Promise<StandIns> {
  const folder = await mkdtemp(join(tmpdir(), 'mdtf-compose-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const broker = await findBroker({ ...process.env, MDTF_TEST_KAFKA_BROKERS: '' });
  if (broker.kind === 'none') throw new Error(broker.reason);
  stack.defer(() => broker.stop());
  const postgres = stack.use(await startEmbedded({ dataDir: join(folder, 'postgres'), durable: false }));
  await runScripts(postgres.url, services.postgres?.volumes ?? []);
  const {
    MDTF_OIDC_ISSUER: issuer = '',
    MDTF_OIDC_JWKS_URL: jwks = '',
    MDTF_OIDC_TOKEN_URL: token = '',
  } = services.portal?.environment ?? {};
  const clients = Object.values(services).flatMap(({ environment }) => environment.MDTF_CLIENT_ID ?? []);
  const { jwksUrl, tokenUrl } = stack.use(
    await startDevelopmentIssuer({
      host: '127.0.0.1',
      port: 0,
      dataFolder: folder,
      serviceClients: clients,
      issuer,
    }),
  );
  const kafka = Object.keys(services).filter((name) => name.startsWith('kafka-'));
  return {
    places: new Map([
      ['postgres:5432', `127.0.0.1:${postgres.port}`],
      // One broker stands in for three.
      ...kafka.map((name): [string, string] => [`${name}:9092`, broker.brokers[0] ?? '']),
    ]),
    addresses: new Map([
      [jwks, jwksUrl],
      [token, tokenUrl],
    ]),
    tokenUrl,
  };
}

/** Runs what the PostgreSQL image runs when its volume is new: every script of the folder mounted for that, in order. */
async function runScripts(url: string, volumes: readonly string[]): Promise<void> {
  const mounted = volumes.find((volume) => volume.includes(':/docker-entrypoint-initdb.d'))?.split(':', 1)[0];
  if (mounted === undefined) throw new Error('Nothing prepares the databases');
  const script = await readFile(join(ROOT, mounted, 'databases.sql'), 'utf8');
  const statements = script.replaceAll(/^--.*$/gm, '').split(/;\s*$/m);
  const pool = createPool(url, { max: 1 });
  try {
    for (const statement of statements) if (statement.trim() !== '') await pool.query(statement);
  } finally {
    await pool.end();
  }
}
