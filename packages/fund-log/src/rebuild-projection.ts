import type pg from 'pg';
import type { LogReader, ReadEntry } from './log-reader.ts';
import { type LogPart, mergeLogs } from './merge-logs.ts';
import type { Apply } from './projection.ts';

export interface RebuildProjectionOptions {
  /** Of the read tables' database; two of its connections are used at once. */
  readonly pool: pg.Pool;
  readonly subscriber: string;
  /** What writes the tables, by source; it names them without a schema. */
  readonly applies: { readonly [source: string]: Apply };
  /** All tables that it writes, in an order in which they can be filled. */
  readonly tables: readonly string[];
  readonly readers: readonly LogReader[];
  readonly compareOnly?: boolean;
}

export interface ProjectionReport {
  readonly entries: number;
  /** Rows that only the tables in use had, and rows that only the new ones have, by table. */
  readonly differences: {
    readonly [table: string]: { readonly onlyInUse: number; readonly onlyNew: number };
  };
}

const SHADOW_SCHEMA = 'shadow';
const PORTION = 500;
const MAX_REBUILD_MS = 3_600_000;
const TABLE_NAME = /^[a-z_][a-z0-9_]*$/;

/**
 * Fills read tables anew from the logs, in a schema beside those in use, compares, and exchanges the rows where they
 * differ. The subscriber's cursors are held meanwhile, so that its subscriptions wait and go on from there.
 */
export async function rebuildProjection(options: RebuildProjectionOptions): Promise<ProjectionReport> {
  for (const table of options.tables)
    if (!TABLE_NAME.test(table)) throw new RangeError(`Not a table: ${table}`);
  const client = await options.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    await client.query(
      // To none first: a timeout that is running is not lengthened by a larger one.
      `SET LOCAL transaction_timeout = 0; SET LOCAL transaction_timeout = ${MAX_REBUILD_MS};
       SET LOCAL statement_timeout = ${MAX_REBUILD_MS};
       SET LOCAL idle_in_transaction_session_timeout = ${MAX_REBUILD_MS}`,
    );
    const parts = await partsOf(options, client);
    await makeShadow(client, options.tables);
    const entries = await fill(options, client, parts);
    const differences = await compare(client, options.tables);
    if (options.compareOnly !== true) await exchange(client, options.tables, differences);
    await client.query(`DROP SCHEMA ${SHADOW_SCHEMA} CASCADE`);
    await client.query('COMMIT');
    return { entries, differences };
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}

async function partsOf(
  { subscriber, readers }: RebuildProjectionOptions,
  client: pg.ClientBase,
): Promise<LogPart[]> {
  const { rows } = await client.query<{ source: string; fund: string; sequence: bigint }>(
    'SELECT source, fund, sequence FROM cursor WHERE subscriber = $1 ORDER BY fund, source FOR UPDATE',
    [subscriber],
  );
  return rows.map(({ source, fund, sequence }) => {
    const reader = readers.find(({ service }) => service === source);
    if (reader === undefined) throw new RangeError(`Nothing reads the logs of ${source}`);
    return { as: 'fact', reader, fund, after: 0n, through: sequence };
  });
}

async function makeShadow(client: pg.ClientBase, tables: readonly string[]): Promise<void> {
  await client.query(`DROP SCHEMA IF EXISTS ${SHADOW_SCHEMA} CASCADE; CREATE SCHEMA ${SHADOW_SCHEMA}`);
  for (const table of tables) {
    await client.query(`CREATE TABLE ${SHADOW_SCHEMA}.${table} (LIKE public.${table} INCLUDING ALL)`);
  }
}

/** Fund by fund, the platform first, for its entries name what the others refer to. */
async function fill(
  options: RebuildProjectionOptions,
  client: pg.PoolClient,
  parts: readonly LogPart[],
): Promise<number> {
  await client.query(`SET LOCAL search_path = ${SHADOW_SCHEMA}, public`);
  const funds = [...new Set(parts.map(({ fund }) => fund))].sort(platformFirst);
  let entries = 0;
  for (const fund of funds) {
    let portion: ReadEntry[] = [];
    const flush = async (): Promise<void> => {
      const [first] = portion;
      const apply = first === undefined ? undefined : options.applies[first.service];
      for (const statement of (await apply?.(client, portion)) ?? []) await client.query(statement);
      entries += portion.length;
      portion = [];
    };
    for await (const { entry } of mergeLogs(parts.filter((part) => part.fund === fund))) {
      if (portion.length >= PORTION || (portion[0]?.service ?? entry.service) !== entry.service)
        await flush();
      portion.push(entry);
    }
    await flush();
  }
  await client.query('SET LOCAL search_path = public');
  return entries;
}

function platformFirst(a: string, b: string): number {
  if (a === b) return 0;
  return a === 'platform' || (b !== 'platform' && a < b) ? -1 : 1;
}

async function compare(
  client: pg.ClientBase,
  tables: readonly string[],
): Promise<ProjectionReport['differences']> {
  const differences: Record<string, { onlyInUse: number; onlyNew: number }> = {};
  for (const table of tables) {
    const [inUse, anew] = [`public.${table}`, `${SHADOW_SCHEMA}.${table}`];
    const { rows } = await client.query<{ only_in_use: number; only_new: number }>(
      `SELECT (SELECT count(*)::int FROM (SELECT * FROM ${inUse} EXCEPT ALL SELECT * FROM ${anew}) a) AS only_in_use,
              (SELECT count(*)::int FROM (SELECT * FROM ${anew} EXCEPT ALL SELECT * FROM ${inUse}) b) AS only_new`,
    );
    differences[table] = { onlyInUse: rows[0]?.only_in_use ?? 0, onlyNew: rows[0]?.only_new ?? 0 };
  }
  return differences;
}

async function exchange(
  client: pg.ClientBase,
  tables: readonly string[],
  differences: ProjectionReport['differences'],
): Promise<void> {
  const differing = tables.filter((table) => {
    const { onlyInUse = 0, onlyNew = 0 } = differences[table] ?? {};
    return onlyInUse + onlyNew > 0;
  });
  for (const table of [...differing].reverse()) await client.query(`DELETE FROM public.${table}`);
  for (const table of differing) {
    await client.query(
      `INSERT INTO public.${table} OVERRIDING SYSTEM VALUE SELECT * FROM ${SHADOW_SCHEMA}.${table}`,
    );
  }
}
