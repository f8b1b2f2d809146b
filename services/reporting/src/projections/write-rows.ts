import type pg from 'pg';
import { type Row, type Rows, TABLES, type TableName } from './tables.ts';

/** What is done where a table keeps only the latest row of a key. */
const KEEP_LATEST: { readonly [T in TableName]?: string } = {
  organisation: latest('id', ['name', 'kinds', 'type', 'country', 'sequence']),
  ledger_total: latest('fund, recorded_at', ['sequence', 'agreed', 'deposited', 'allocated']),
  log_progress: latest('fund, source, recorded_at', ['sequence']),
};

const KEYS: { readonly [T in TableName]?: readonly string[] } = {
  organisation: ['id'],
  ledger_total: ['fund', 'recorded_at'],
  log_progress: ['fund', 'source', 'recorded_at'],
};

/** Adds rows to their tables, one statement for each table that has some. */
export async function writeRows(client: pg.PoolClient, rows: Rows): Promise<void> {
  for (const table of Object.keys(TABLES) as TableName[]) await writeTable(client, table, rows[table]);
}

async function writeTable<T extends TableName>(
  client: pg.PoolClient,
  table: T,
  rows: readonly Row<T>[],
): Promise<void> {
  if (rows.length === 0) return;
  const key = KEYS[table];
  const written = key === undefined ? rows : lastOfEach(rows, key);
  await client.query({
    name: `write_${table}`,
    text: `${insertFrom(table, TABLES[table])} ${KEEP_LATEST[table] ?? ''}`,
    values: [jsonOf(written)],
  });
}

/** The statement that inserts what one JSON parameter holds: one value to send whatever the number of rows. */
export function insertFrom(table: string, columns: { readonly [column: string]: string }): string {
  const names = Object.keys(columns).join(', ');
  const typed = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
  return `INSERT INTO ${table} AS t (${names}) SELECT ${names} FROM json_to_recordset($1::json) AS r(${typed.join(', ')})`;
}

/** Rows as JSON; whole numbers of any size as text, which PostgreSQL reads as numbers. */
export function jsonOf(rows: readonly object[]): string {
  return JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}

function latest(key: string, columns: readonly string[]): string {
  const set = columns.map((column) => `${column} = excluded.${column}`);
  return `ON CONFLICT (${key}) DO UPDATE SET ${set.join(', ')} WHERE excluded.sequence > t.sequence`;
}

/** One statement may not write a key twice. */
function lastOfEach<R extends object>(rows: readonly R[], key: readonly string[]): R[] {
  const last = new Map<string, R>();
  for (const row of rows)
    last.set(key.map((name) => String((row as Record<string, unknown>)[name])).join('\u0000'), row);
  return [...last.values()];
}
