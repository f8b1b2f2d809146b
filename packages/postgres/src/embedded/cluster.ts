import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Account, commandAs, giveTo } from './account.ts';
import type { Binaries } from './binaries.ts';
import { EmbeddedRefusal } from './refusal.ts';

const INITDB_TIMEOUT_MS = 120_000;
const PASSWORD_BYTES = 24;
const PASSWORD_FILE = 'superuser-password';
export const SUPERUSER = 'mdtf';

export interface ClusterRequest {
  /** The data folder; the cluster itself is in `cluster` beneath it, its superuser's password in `password`. */
  readonly folder: string;
  readonly account: Account;
  readonly binaries: Binaries;
  readonly durable: boolean;
}

/**
 * The folder's cluster, made when there is none, and its superuser's password.
 * An initialisation that was cut off leaves nothing that counts. Throws `other-version` or `incomplete-data`.
 */
export async function openCluster(
  request: ClusterRequest,
): Promise<{ readonly cluster: string; readonly password: string }> {
  const cluster = join(request.folder, 'cluster');
  const version = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(ifMissing(undefined));
  if (version === undefined) return { cluster, password: await initialise(request, cluster) };
  assertMajor(request.folder, Number(version.trim()), request.binaries.major);
  const passwordFile = join(request.folder, PASSWORD_FILE);
  const password = await readFile(passwordFile, 'utf8').catch(ifMissing(undefined));
  if (password !== undefined) return { cluster, password: password.trim() };
  throw new EmbeddedRefusal(
    'incomplete-data',
    `${passwordFile} is gone, and without it the data beside it cannot be opened: put it back from a copy, or choose another data folder.`,
  );
}

function assertMajor(folder: string, found: number, ours: number): void {
  if (found === ours) return;
  const remedy =
    found > ours
      ? 'start the newer version of mdtf that made it, or choose another data folder'
      : `move it over with pg_upgrade or pg_dump of PostgreSQL ${found}, or choose another data folder`;
  throw new EmbeddedRefusal(
    'other-version',
    `The data in ${folder} was made by PostgreSQL ${found}, and this is PostgreSQL ${ours}: ${remedy}.`,
  );
}

async function initialise(request: ClusterRequest, cluster: string): Promise<string> {
  const remains = await readdir(cluster).catch(ifMissing([]));
  if (remains.length > 0) {
    throw new EmbeddedRefusal(
      'incomplete-data',
      `${cluster} is not empty and holds no complete PostgreSQL data: put its missing files back from a copy, or choose another data folder.`,
    );
  }
  const unfinished = `${cluster}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await giveTo(request.account, unfinished);
  const password = randomBytes(PASSWORD_BYTES).toString('base64url');
  const passwordFile = join(request.folder, PASSWORD_FILE);
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  await giveTo(request.account, passwordFile);
  await runInitdb(request, unfinished, passwordFile);
  if (request.durable) await syncPath(passwordFile);
  await rename(unfinished, cluster);
  if (request.durable) await syncPath(request.folder);
  return password;
}

async function runInitdb(request: ClusterRequest, cluster: string, passwordFile: string): Promise<void> {
  const { file, args, options } = commandAs(request.account, request.binaries.initdb, [
    '--encoding=UTF8',
    '--locale=C',
    '--data-checksums',
    '--auth=scram-sha-256',
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    `--pgdata=${cluster}`,
    ...(request.durable ? [] : ['--no-sync']),
  ]);
  try {
    const env = serverEnvironment();
    await promisify(execFile)(file, args, { ...options, env, timeout: INITDB_TIMEOUT_MS });
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim() || (error as Error).message;
    throw new EmbeddedRefusal(
      'did-not-start',
      `PostgreSQL could not prepare its data in ${request.folder} (${said.replace(/\s+/g, ' ')}): make room there, or choose another data folder.`,
      { cause: error },
    );
  }
}

/** The environment of PostgreSQL's programs: nothing of the caller's that could turn them elsewhere. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, TMPDIR, SystemRoot } = process.env;
  return Object.fromEntries(
    Object.entries({ PATH, TMPDIR, SystemRoot, LC_ALL: 'C', TZ: 'UTC' }).filter(
      ([, value]) => value !== undefined,
    ),
  );
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function ifMissing<T>(value: T): (error: unknown) => T {
  return (error) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return value;
    throw error;
  };
}
