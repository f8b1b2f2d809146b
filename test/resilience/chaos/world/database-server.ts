import { createPool, type EmbeddedPostgres, startEmbedded } from '@mdtf/postgres';

/** The PostgreSQL server of the world, with fsync as in life, that can die and come back where it was. */
export interface DatabaseServer extends AsyncDisposable {
  readonly pid: number;
  readonly dataFolder: string;
  /** Of the running server. */
  readonly postgres: EmbeddedPostgres;
  /** Every process that it ever had. */
  readonly pids: readonly number[];
  /** As a power cut would; resolves when it is gone. */
  kill(): Promise<void>;
  /** On what is left; nothing when it runs. */
  start(): Promise<void>;
  /** One statement as the superuser, in one database. */
  query<Row extends object>(database: string, text: string, values?: readonly unknown[]): Promise<Row[]>;
}

export async function startDatabaseServer(dataFolder: string, port: number): Promise<DatabaseServer> {
  const pids: number[] = [];
  let hasEnded = false;
  const open = async (): Promise<EmbeddedPostgres> => {
    hasEnded = false;
    const started = await startEmbedded({
      dataDir: dataFolder,
      port,
      onUnexpectedEnd: () => {
        hasEnded = true;
      },
    });
    pids.push(started.pid);
    return started;
  };
  let postgres = await open();
  return {
    dataFolder,
    pids,
    get pid() {
      return postgres.pid;
    },
    get postgres() {
      return postgres;
    },
    async kill() {
      if (!hasEnded) process.kill(postgres.pid, 'SIGKILL');
      await postgres.stop();
      hasEnded = true;
    },
    async start() {
      if (!hasEnded) return;
      await postgres.stop();
      postgres = await open();
    },
    async query<Row extends object>(database: string, text: string, values: readonly unknown[] = []) {
      const pool = createPool(postgres.urlOf(database), { max: 1, applicationName: 'chaos' });
      try {
        return (await pool.query<Row>(text, [...values])).rows;
      } finally {
        await pool.end();
      }
    },
    [Symbol.asyncDispose]: () => postgres.stop(),
  };
}
