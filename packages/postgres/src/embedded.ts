import { mkdir, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chooseAccount, giveTo, reaching } from './embedded/account.ts';
import { binariesFolder, openBinaries } from './embedded/binaries.ts';
import { openCluster, SUPERUSER } from './embedded/cluster.ts';
import { createDatabase, createRole, urlOf } from './embedded/databases.ts';
import { claimFolder } from './embedded/owner.ts';
import { assertPortFree, freePort, portBusy } from './embedded/port.ts';
import { EarlyEnd, endLeftover, type Postmaster, startPostmaster } from './embedded/postmaster.ts';
import { EmbeddedRefusal } from './embedded/refusal.ts';
import { settingsFor } from './embedded/settings.ts';

const START_ATTEMPTS = 5;
const RETRY_PAUSE_MS = 500;
const NOT_WRITABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOSPC', 'EDQUOT']);

export interface EmbeddedOptions {
  /** Made when missing; holds everything: the data, the superuser's password, the server's log. */
  readonly dataDir: string;
  /** Of the loopback address; without one the operating system gives a free one. */
  readonly port?: number;
  /** True unless the data may be lost with the power, as in tests. */
  readonly durable?: boolean;
  /** Told when the server ends without having been asked to. */
  readonly onUnexpectedEnd?: () => void;
}

export interface EmbeddedPostgres extends AsyncDisposable {
  readonly dataDir: string;
  readonly port: number;
  readonly pid: number;
  /** The superuser's address of the database `postgres`. */
  readonly url: string;
  urlOf(database: string, role?: string): string;
  /** Makes the database, and the role that owns it, where missing; answers the owner's address of it. */
  createDatabase(name: string, owner?: string): Promise<string>;
  /** Makes a role that may connect to the database and owns nothing; answers its address of it. */
  createRole(name: string, database: string): Promise<string>;
  stop(): Promise<void>;
}

/**
 * A PostgreSQL server of our own on the loopback address, with its data kept in one folder across restarts.
 * It ends with this process, even a killed one; what a killed one left is cleared away. Throws EmbeddedRefusal.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const folder = await makeFolder(resolve(options.dataDir));
  const release = await writing(folder, claimFolder(folder));
  try {
    const { postmaster, port, password } = await startServer(folder, options);
    return handleOf({ folder, postmaster, port, password, release, options });
  } catch (error) {
    await release();
    throw error;
  }
}

async function startServer(folder: string, options: EmbeddedOptions) {
  const durable = options.durable ?? true;
  const programs = binariesFolder();
  const account = await reaching(await chooseAccount(join(folder, 'cluster')), [programs, folder]);
  const binaries = await openBinaries(programs, account);
  const { cluster, password } = await writing(folder, openCluster({ folder, account, binaries, durable }));
  await endLeftover(cluster);
  // Only now: what an earlier start left may have held the same port.
  if (options.port !== undefined) await assertPortFree(options.port);
  const { postgres } = binaries;
  const request = {
    postgres,
    cluster,
    account,
    settings: settingsFor(durable),
    logFile: join(folder, 'server.log'),
  };
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    try {
      return { postmaster: await startPostmaster({ ...request, port }), port, password };
    } catch (error) {
      if (!(error instanceof EarlyEnd)) throw error;
      await assertWorthRetrying(error, { attempt, port, portGiven: options.port !== undefined, folder });
    }
  }
}

async function assertWorthRetrying(
  end: EarlyEnd,
  { attempt, port, portGiven, folder }: { attempt: number; port: number; portGiven: boolean; folder: string },
): Promise<void> {
  const portTaken = /could not bind|could not create any TCP\/IP sockets/.test(end.log);
  // The workers of a server whose own process was killed go on for a moment.
  const oldWorkers = /still in use|could not (create|lock) .*lock file/.test(end.log);
  if (portTaken && portGiven) throw portBusy(port, end);
  if (attempt < START_ATTEMPTS && (portTaken || oldWorkers)) {
    await sleep(RETRY_PAUSE_MS);
    return;
  }
  const reason =
    /(?:FATAL|PANIC): +(.*)/.exec(end.log)?.[1] ?? (end.log.trim().split('\n').at(-1) || 'no reason given');
  throw new EmbeddedRefusal(
    'did-not-start',
    `PostgreSQL did not start (${reason}): see ${join(folder, 'server.log')}.`,
    { cause: end },
  );
}

async function makeFolder(path: string): Promise<string> {
  const made = await writing(path, mkdir(path, { recursive: true, mode: 0o755 }));
  const folder = await realpath(path);
  if (made !== undefined) await giveTo(await chooseAccount(join(folder, 'cluster')), folder);
  return folder;
}

async function writing<T>(folder: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof EmbeddedRefusal || !NOT_WRITABLE.has(code ?? '')) throw error;
    throw new EmbeddedRefusal(
      'folder-not-writable',
      `The data folder ${folder} cannot be written by this user (${code}): give it to this user, make room, or choose another data folder.`,
      { cause: error },
    );
  }
}

interface Running {
  readonly folder: string;
  readonly postmaster: Postmaster;
  readonly port: number;
  readonly password: string;
  readonly release: () => Promise<void>;
  readonly options: EmbeddedOptions;
}

function handleOf({ folder, postmaster, port, password, release, options }: Running): EmbeddedPostgres {
  const superuser = { name: SUPERUSER, password, port };
  let stopping: Promise<void> | undefined;
  const stopAndRelease = async () => {
    await postmaster.stop();
    await release();
  };
  const stop = () => {
    stopping ??= stopAndRelease();
    return stopping;
  };
  void postmaster.ended.then(() => {
    if (stopping === undefined) options.onUnexpectedEnd?.();
  });
  return {
    dataDir: folder,
    port,
    pid: postmaster.pid,
    url: urlOf(superuser, 'postgres'),
    urlOf: (database, role) => urlOf(superuser, database, role),
    createDatabase: async (name, owner = name) => {
      await createDatabase(superuser, name, owner);
      return urlOf(superuser, name, owner);
    },
    createRole: async (name, database) => {
      await createRole(superuser, name, database);
      return urlOf(superuser, database, name);
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
