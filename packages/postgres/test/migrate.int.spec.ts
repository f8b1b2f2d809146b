import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createPool, InvalidMigration, migrate, NewerSchema } from '@mdtf/postgres';
import { type TemporaryDatabase, temporaryDatabase } from '@mdtf/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let database: TemporaryDatabase;
let directory: string;
beforeEach(async () => {
  database = await temporaryDatabase();
  directory = await mkdtemp(join(tmpdir(), 'mdtf-migrations-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true });
  await database[Symbol.asyncDispose]();
});

const put = (file: string, sql: string) => writeFile(join(directory, file), sql);
const run = (component = 'fund-log', pool = database.pool) =>
  migrate(pool, { component, folder: pathToFileURL(directory) });
const columns = async () => {
  const { rows } = await database.pool.query<{ column_name: string }>(
    "SELECT column_name FROM information_schema.columns WHERE table_name = 'entry' ORDER BY ordinal_position",
  );
  return rows.map((row) => row.column_name);
};

describe('migrating', () => {
  it('applies what is missing, in order, once', async () => {
    await put('001_entry.sql', 'CREATE TABLE entry (sequence int8);');
    expect(await run()).toEqual(['001_entry']);
    await put('002_payload.sql', 'ALTER TABLE entry ADD payload text; ALTER TABLE entry ADD salt bytea;');
    expect(await run()).toEqual(['002_payload']);
    expect(await run()).toEqual([]);
    expect(await columns()).toEqual(['sequence', 'payload', 'salt']);
  });

  it('counts each component on its own in a shared database', async () => {
    await put('001_entry.sql', 'CREATE TABLE IF NOT EXISTS entry (sequence int8);');
    expect(await run('fund-log')).toEqual(['001_entry']);
    expect(await run('reporting')).toEqual(['001_entry']);
  });

  it('of several processes at once applies every file once', async () => {
    await put('001_entry.sql', 'CREATE TABLE entry (sequence int8); SELECT pg_sleep(0.1);');
    await put('002_payload.sql', 'ALTER TABLE entry ADD payload text;');
    const pools = Array.from({ length: 4 }, () => createPool(database.url, { max: 2 }));
    const applied = await Promise.all(pools.map((pool) => run('fund-log', pool)));
    await Promise.all(pools.map((pool) => pool.end()));
    expect(applied.flat().toSorted()).toEqual(['001_entry', '002_payload']);
  });

  it('may take longer than a transaction of the service', async () => {
    await put('001_slow.sql', 'SELECT pg_sleep(0.5);');
    const pool = createPool(database.url, { max: 1, statementTimeoutMs: 200, transactionTimeoutMs: 200 });
    expect(await run('fund-log', pool)).toEqual(['001_slow']);
    await pool.end();
  });

  it('keeps the files before a failing one, nothing of that one, and names it', async () => {
    await put('001_entry.sql', 'CREATE TABLE entry (sequence int8);');
    await put('002_broken.sql', 'ALTER TABLE entry ADD payload text; SELECT 1 / 0;');
    await expect(run()).rejects.toThrow('migration 002_broken of fund-log failed: division by zero');
    expect(await columns()).toEqual(['sequence']);
    await put('002_broken.sql', 'ALTER TABLE entry ADD payload text;');
    expect(await run()).toEqual(['002_broken']);
  });
});

describe('migrating refuses', () => {
  it('a database that a newer version has migrated, naming the newest migration', async () => {
    await put('001_entry.sql', 'CREATE TABLE entry (sequence int8);');
    await put('002_payload.sql', 'SELECT 2;');
    await put('003_salt.sql', 'SELECT 3;');
    await run();
    await Promise.all(['002_payload.sql', '003_salt.sql'].map((file) => rm(join(directory, file))));
    await expect(run()).rejects.toThrow(NewerSchema);
    await expect(run()).rejects.toMatchObject({ component: 'fund-log', migration: '003_salt' });
  });

  it('a file changed after it was applied, before it applies any other', async () => {
    await put('001_entry.sql', 'CREATE TABLE entry (sequence int8);');
    await run();
    await put('001_entry.sql', 'CREATE TABLE entry (sequence int4);');
    await put('002_payload.sql', 'ALTER TABLE entry ADD payload text;');
    await expect(run()).rejects.toThrow(InvalidMigration);
    expect(await columns()).toEqual(['sequence']);
  });

  it('no file for its line ends alone', async () => {
    await put('001_entry.sql', 'CREATE TABLE entry (\n  sequence int8\n);\n');
    await run();
    await put('001_entry.sql', 'CREATE TABLE entry (\r\n  sequence int8\r\n);\r\n');
    expect(await run()).toEqual([]);
  });

  it.each([['002_gap.sql'], ['001-entry.sql'], ['1_entry.sql'], ['001_Entry.sql']])(
    'a folder with %s where 001_….sql belongs',
    async (file) => {
      await put(file, 'SELECT 1;');
      await expect(run()).rejects.toThrow(InvalidMigration);
    },
  );

  it('two files of one number', async () => {
    await put('001_entry.sql', 'SELECT 1;');
    await put('001_other.sql', 'SELECT 1;');
    await expect(run()).rejects.toThrow('001_other.sql: migration 2 must be called 002_….sql');
  });

  it('a file that ends the transaction it runs in', async () => {
    await put('001_entry.sql', 'CREATE TABLE entry (sequence int8);\nCOMMIT;\n');
    await expect(run()).rejects.toThrow(InvalidMigration);
    expect(await columns()).toEqual([]);
  });
});
