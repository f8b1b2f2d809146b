import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createPool } from '@mdtf/postgres';
import type { Stage } from '../stage/stage.ts';

const run = promisify(execFile);
const CLIENTS = 16;
const PAYLOAD = 'x'.repeat(600);

/** What PostgreSQL does here by itself, in transactions per second. */
export interface Limits {
  /** One hot row updated and one entry inserted in a transaction, 16 clients. */
  readonly hotRow: () => Promise<number>;
  /** One row inserted by a statement of its own, 16 clients. */
  readonly plainInsert: () => Promise<number>;
}

/** Prepares the limits' own database on the same server; prepared statements, one thread of pgbench. */
export async function limitsOn({ postgres, folder }: Stage, seconds: number): Promise<Limits> {
  const url = await postgres.createDatabase('limits');
  const pool = createPool(url, { max: 1 });
  await pool.query('CREATE TABLE hot (id integer PRIMARY KEY, number bigint NOT NULL)');
  await pool.query('INSERT INTO hot VALUES (1, 0)');
  const entry =
    '(id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, fund text NOT NULL, payload text NOT NULL)';
  await pool.query(`CREATE TABLE entry ${entry}`);
  await pool.end();
  const insert = `INSERT INTO entry (fund, payload) VALUES ('imdp', '${PAYLOAD}');\n`;
  const hotRow = join(folder, 'hot-row.sql');
  const plainInsert = join(folder, 'plain-insert.sql');
  await writeFile(hotRow, `BEGIN;\nUPDATE hot SET number = number + 1 WHERE id = 1;\n${insert}COMMIT;\n`);
  await writeFile(plainInsert, insert);
  return {
    hotRow: () => pgbench(url, hotRow, seconds),
    plainInsert: () => pgbench(url, plainInsert, seconds),
  };
}

async function pgbench(url: string, script: string, seconds: number): Promise<number> {
  const options = [
    '-n',
    '-M',
    'prepared',
    '-c',
    String(CLIENTS),
    '-j',
    '1',
    '-T',
    String(seconds),
    '-f',
    script,
  ];
  const { stdout } = await run('pgbench', [...options, url]);
  const tps = /tps = ([\d.]+)/.exec(stdout)?.[1];
  if (tps === undefined) throw new Error(`pgbench said: ${stdout}`);
  return Number(tps);
}
