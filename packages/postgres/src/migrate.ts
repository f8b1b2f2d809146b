import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type pg from 'pg';
import { runTransaction } from './transaction.ts';

const FILE_NAME = /^(\d{3,6})_([a-z0-9][a-z0-9_-]*)\.sql$/;
const OWN_TRANSACTION = /^\s*(begin|start\s+transaction|commit|rollback)\s*;/im;
const MIGRATION_TIMEOUT_MS = 600_000;
const UNIQUE_VIOLATION = '23505';
// Of the table, or of the row type that comes with it: either may be what the slower one meets.
const ALREADY_EXISTS = new Set([UNIQUE_VIOLATION, '42P07', '42710']);

const CREATE_RECORD = `
  CREATE TABLE IF NOT EXISTS schema_migration (
    component  text        NOT NULL,
    number     integer     NOT NULL,
    name       text        NOT NULL,
    checksum   text        NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (component, number)
  )`;

export interface MigrationSource {
  /** Whose migrations these are, such as `fund-log`: several components can share one database. */
  readonly component: string;
  /** Folder of `001_what-it-does.sql`, `002_….sql`, … without gaps. */
  readonly folder: URL;
}

interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

interface Applied {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
}

/** The database was migrated by a newer version of the software than this one. */
export class NewerSchema extends Error {
  override readonly name = 'NewerSchema';
  readonly component: string;
  readonly migration: string;
  constructor(component: string, migration: string) {
    super(
      `the database carries migration ${migration} of ${component}, which this version does not know: start the version that made it, or a newer one`,
    );
    this.component = component;
    this.migration = migration;
  }
}

/** A migration file is not the one that was applied, or the folder itself is not in order. */
export class InvalidMigration extends Error {
  override readonly name = 'InvalidMigration';
}

/**
 * Brings one component's tables to this version, each file in its own transaction, and answers the names applied now.
 * Safe to run from several processes at once. Throws NewerSchema or InvalidMigration before changing anything.
 */
export async function migrate(pool: pg.Pool, source: MigrationSource): Promise<readonly string[]> {
  const known = await readMigrations(source.folder);
  await createRecord(pool);
  const applied = await readApplied(pool, source.component);
  const newest = applied.at(-1);
  if (newest !== undefined && newest.number > known.length)
    throw new NewerSchema(source.component, newest.name);
  for (const row of applied) assertUnchanged(source.component, known[row.number - 1], row);

  const appliedNumbers = new Set(applied.map((row) => row.number));
  const appliedNow: string[] = [];
  for (const migration of known) {
    if (appliedNumbers.has(migration.number)) continue;
    if (await apply(pool, source.component, migration)) appliedNow.push(migration.name);
  }
  return appliedNow;
}

async function readMigrations(folder: URL): Promise<readonly Migration[]> {
  const directory = folder.href.endsWith('/') ? folder : new URL(`${folder.href}/`);
  const files = (await readdir(directory)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(files.map((file, index) => readMigration(directory, file, index + 1)));
}

async function readMigration(directory: URL, file: string, expected: number): Promise<Migration> {
  const match = FILE_NAME.exec(file);
  if (match === null || Number(match[1]) !== expected) {
    throw new InvalidMigration(
      `${file}: migration ${expected} must be called ${String(expected).padStart(3, '0')}_….sql`,
    );
  }
  // A checkout on Windows may turn line ends; that is not a change.
  const sql = (await readFile(new URL(file, directory), 'utf8')).replaceAll('\r\n', '\n');
  if (OWN_TRANSACTION.test(sql)) {
    throw new InvalidMigration(
      `${file} begins or ends a transaction of its own: each migration already runs in one`,
    );
  }
  const checksum = createHash('sha256').update(sql).digest('hex');
  return { number: expected, name: file.slice(0, -'.sql'.length), sql, checksum };
}

async function createRecord(pool: pg.Pool): Promise<void> {
  try {
    await pool.query(CREATE_RECORD);
  } catch (error) {
    // Two first starts at once: IF NOT EXISTS does not cover the race, and either one's table will do.
    if (!ALREADY_EXISTS.has(codeOf(error) ?? '')) throw error;
  }
}

async function readApplied(pool: pg.Pool, component: string): Promise<readonly Applied[]> {
  const { rows } = await pool.query<Applied>(
    'SELECT number, name, checksum FROM schema_migration WHERE component = $1 ORDER BY number',
    [component],
  );
  return rows;
}

function assertUnchanged(component: string, file: Migration | undefined, row: Applied): void {
  if (file?.checksum === row.checksum) return;
  throw new InvalidMigration(
    `migration ${row.name} of ${component} is not the file that the database has applied: restore that file and put the change into a new one`,
  );
}

/** True when applied here; false when another process was faster with the same file. */
async function apply(pool: pg.Pool, component: string, migration: Migration): Promise<boolean> {
  const client = await pool.connect();
  try {
    // For the session: a transaction that runs already keeps the time-out it began with.
    await client.query(
      `SET transaction_timeout = ${MIGRATION_TIMEOUT_MS}; SET statement_timeout = ${MIGRATION_TIMEOUT_MS}`,
    );
    await runTransaction(client, () => applyOn(client, component, migration));
    return true;
  } catch (error) {
    if (!isAppliedElsewhere(error)) throw error;
  } finally {
    client.release(true);
  }
  const applied = await readApplied(pool, component);
  for (const row of applied) {
    if (row.number === migration.number) assertUnchanged(component, migration, row);
  }
  return false;
}

async function applyOn(client: pg.PoolClient, component: string, migration: Migration): Promise<void> {
  // First, so that a process starting at the same time waits here and then finds it done.
  await client.query(
    'INSERT INTO schema_migration (component, number, name, checksum) VALUES ($1, $2, $3, $4)',
    [component, migration.number, migration.name, migration.checksum],
  );
  await runFile(client, component, migration);
}

function isAppliedElsewhere(error: unknown): boolean {
  return codeOf(error) === UNIQUE_VIOLATION && (error as pg.DatabaseError).table === 'schema_migration';
}

async function runFile(client: pg.PoolClient, component: string, migration: Migration): Promise<void> {
  try {
    await client.query(migration.sql);
  } catch (error) {
    throw new Error(`migration ${migration.name} of ${component} failed: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : undefined;
}
