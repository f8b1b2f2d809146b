import type pg from 'pg';
import { type Row, type Rows, TABLES, type TableName } from './tables.ts';

/** Rows to be inserted into one table. */
export interface Insertion {
  readonly table: string;
  readonly columns: { readonly [column: string]: string };
  readonly rows: readonly object[];
  /** What is done where a row with the same key stands there; `t` is that row. */
  readonly onConflict?: string;
}

/** Tables that keep only the latest row of a key. */
const KEYS: { readonly [T in TableName]?: readonly string[] } = {
  organisation: ['id'],
  ledger_total: ['fund', 'recorded_at'],
  log_progress: ['fund', 'source', 'recorded_at'],
};

/** What brings rows into their tables. */
export function insertionsOf(rows: Partial<Rows>): readonly Insertion[] {
  return (Object.keys(TABLES) as TableName[]).map((table) => insertionOf(table, rows[table] ?? []));
}

function insertionOf<T extends TableName>(table: T, rows: readonly Row<T>[]): Insertion {
  const columns: { readonly [column: string]: string } = TABLES[table];
  const key = KEYS[table];
  if (key === undefined) return { table, columns, rows };
  const onConflict = keepLatest(
    key,
    Object.keys(columns).filter((column) => !key.includes(column)),
  );
  return { table, columns, rows: lastOfEach(rows, key), onConflict };
}

/**
 * One statement for all insertions that have rows, if any has: under load every statement more waits for its turn.
 * Each table's rows travel as one JSON value, whatever their number.
 */
export function insert(insertions: readonly Insertion[]): readonly pg.QueryConfig[] {
  const some = insertions.filter(({ rows }) => rows.length > 0);
  if (some.length === 0) return [];
  const inserts = some.map((insertion, at) => `w${at} AS (${insertOf(insertion, at + 1)})`);
  const statement = {
    // Not of the tables' names: PostgreSQL tells statements apart by 63 characters.
    name: `insert ${some.map(({ table }) => insertions.findIndex((one) => one.table === table)).join(' ')}`,
    text: `WITH ${inserts.join(', ')} SELECT 1`,
    values: some.map(({ rows }) => jsonOf(rows)),
  };
  return [statement];
}

function insertOf({ table, columns, onConflict = '' }: Insertion, parameter: number): string {
  const names = Object.keys(columns).join(', ');
  const typed = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
  const given = `json_to_recordset($${parameter}::json) AS r(${typed.join(', ')})`;
  return `INSERT INTO ${table} AS t (${names}) SELECT ${names} FROM ${given} ${onConflict}`;
}

/** Rows as JSON; whole numbers of any size as text, which PostgreSQL reads as numbers. */
function jsonOf(rows: readonly object[]): string {
  return JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}

function keepLatest(key: readonly string[], columns: readonly string[]): string {
  const set = columns.map((column) => `${column} = excluded.${column}`);
  return `ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${set.join(', ')} WHERE excluded.sequence > t.sequence`;
}

/** One statement may not write a key twice. */
function lastOfEach<R extends object>(rows: readonly R[], key: readonly string[]): R[] {
  const last = new Map<string, R>();
  for (const row of rows)
    last.set(key.map((name) => String((row as Record<string, unknown>)[name])).join('\u0000'), row);
  return [...last.values()];
}
