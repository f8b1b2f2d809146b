import { committeeService, openCommittee } from '@mdtf/committee/service';
import { createPostgresStore, type LogReader, type PostgresStore } from '@mdtf/fund-log';
import { createPool } from '@mdtf/postgres';
import type { OpenService } from '@mdtf/runtime';
import { temporaryDatabase } from '@mdtf/testing';

/** The committee's service on a database that can be put back to an earlier copy, while others go on reading it. */
export interface RestorableCommittee extends AsyncDisposable {
  readonly service: OpenService;
  /** As another process reads it: it stays when the service is opened anew. */
  readonly reader: LogReader;
  /** Keeps a copy of the database as it is; the service is closed meanwhile. */
  backUp(): Promise<void>;
  /** Puts the copy in the place of the database, which is kept, and opens the service on it. */
  restore(): Promise<void>;
  /** Puts the kept database back in its place. */
  bringBack(): Promise<void>;
}

export async function restorableCommittee(): Promise<RestorableCommittee> {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await temporaryDatabase());
  const { url } = database;
  const name = new URL(url).pathname.slice(1);
  const copy = `${name}_copy`;
  const kept = `${name}_kept`;
  const admin = createPool(Object.assign(new URL(url), { pathname: '/postgres' }).href, { max: 1 });
  stack.defer(() => admin.end());
  stack.defer(async () => {
    for (const other of [copy, kept]) await admin.query(`DROP DATABASE IF EXISTS ${other} WITH (FORCE)`);
  });
  const endConnections = () =>
    admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
  await database.pool.end();
  const readingPool = createPool(url, { max: 2 });
  stack.defer(() => readingPool.end());
  let service = await openCommittee({ databaseUrl: url });
  stack.defer(() => service[Symbol.asyncDispose]());
  const reading: PostgresStore = stack.use(
    createPostgresStore({ pool: readingPool, service: committeeService.name }),
  );

  /** The database's place is taken by `next`, and what stood there is called `then` from now on. */
  const exchange = async (next: string, then: string): Promise<void> => {
    await service[Symbol.asyncDispose]();
    await endConnections();
    await admin.query(`ALTER DATABASE ${name} RENAME TO ${then}`);
    await admin.query(`ALTER DATABASE ${next} RENAME TO ${name}`);
    service = await openCommittee({ databaseUrl: url });
  };

  const running = stack.move();
  return {
    get service() {
      return service;
    },
    reader: reading.reader,
    async backUp() {
      await service[Symbol.asyncDispose]();
      await endConnections();
      await admin.query(`CREATE DATABASE ${copy} TEMPLATE ${name}`);
      service = await openCommittee({ databaseUrl: url });
    },
    restore: () => exchange(copy, kept),
    bringBack: () => exchange(kept, copy),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
