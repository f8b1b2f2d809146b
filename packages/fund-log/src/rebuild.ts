import type { Model } from '@mdtf/domain';
import type pg from 'pg';
import {
  comparePostings,
  compareShadow,
  type Difference,
  MAX_TOLD_DIFFERENCES,
  swapShadow,
} from './compare-shadow.ts';
import { beginFold, type Fold, finishFold, foldEntries } from './fold-shadow.ts';
import type { LogReader } from './log-reader.ts';
import { type LogPart, type MergedEntry, mergeLogs } from './merge-logs.ts';
import { indexModel, type ModelIndex } from './model-index.ts';
import { clearShadowTables } from './shadow-tables.ts';
import { FACTS } from './store.ts';

export interface RebuildOptions {
  /** Of the service's database; two of its connections are used at once. */
  readonly pool: pg.Pool;
  readonly model: Model;
  /** The service's own logs, and those of every service whose facts it folds. */
  readonly readers: readonly LogReader[];
  /** All that the service has when absent. */
  readonly funds?: readonly string[];
  /** Only compare, change nothing. */
  readonly compareOnly?: boolean;
  readonly onFund?: (fund: string, counts: RebuildCounts) => void;
}

export interface RebuildCounts {
  entries: number;
  postings: number;
  differences: number;
}

export interface RebuildReport extends RebuildCounts {
  readonly funds: number;
  /** The first of them, in words. */
  readonly told: readonly Difference[];
}

const PORTION = 500;
const MAX_REBUILD_MS = 600_000;

/**
 * Folds states, facts and balances anew from the logs, beside those in use, compares, and puts them in their place where
 * they differ. Commands go on meanwhile; a fund is locked only for its last entries, the comparison and the exchange.
 */
export async function rebuild(options: RebuildOptions): Promise<RebuildReport> {
  const index = indexModel(options.model);
  const report = { funds: 0, entries: 0, postings: 0, differences: 0, told: [] as Difference[] };
  for (const fund of options.funds ?? (await fundsOf(options.pool))) {
    const { counts, differences } = await rebuildFund(options, index, fund);
    report.funds += 1;
    report.entries += counts.entries;
    report.postings += counts.postings;
    report.differences += differences.length;
    report.told.push(...differences.slice(0, MAX_TOLD_DIFFERENCES - report.told.length));
    options.onFund?.(fund, { ...counts, differences: differences.length });
  }
  return report;
}

/** Funds with a state that other code has folded than this: to be rebuilt before they are used. */
export async function staleFunds(pool: pg.Pool, model: Model): Promise<string[]> {
  const versions = new Map([...model.aggregates, ...model.facts].map(({ kind, version }) => [kind, version]));
  const { rows } = await pool.query<{ fund: string; kind: string; version: number }>(
    'SELECT DISTINCT fund, kind, version FROM state',
  );
  const stale = rows.filter(({ kind, version }) => versions.get(kind) !== version);
  return [...new Set(stale.map(({ fund }) => fund))].sort();
}

async function fundsOf(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ fund: string }>('SELECT fund FROM head ORDER BY fund');
  return rows.map(({ fund }) => fund);
}

async function rebuildFund(options: RebuildOptions, index: ModelIndex, fund: string) {
  const client = await options.pool.connect();
  let broken: Error | undefined;
  try {
    const fold = beginFold(index, fund, await clearShadowTables(client, fund));
    const ends = await endsOf(client, fund, '');
    const early = await foldParts(client, fold, partsOf(options, index, fund, new Map(), ends));
    const late = await exchange(options, client, fold, ends);
    return { counts: fold.counts, differences: [...early, ...late] };
  } catch (error) {
    // Also frees the session's temporary tables and locks.
    broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Under the head's lock: the entries that have come meanwhile, the comparison, and the exchange. */
async function exchange(
  options: RebuildOptions,
  client: pg.ClientBase,
  fold: Fold,
  folded: Ends,
): Promise<Difference[]> {
  const { index, fund } = fold;
  await client.query('BEGIN');
  await client.query(
    // To none first: a timeout that is running is not lengthened by a larger one.
    `SET LOCAL transaction_timeout = 0; SET LOCAL transaction_timeout = ${MAX_REBUILD_MS};
     SET LOCAL statement_timeout = ${MAX_REBUILD_MS};
     SET LOCAL idle_in_transaction_session_timeout = ${MAX_REBUILD_MS}`,
  );
  const ends = await endsOf(client, fund, 'FOR UPDATE');
  const postings = await foldParts(client, fold, partsOf(options, index, fund, folded, ends));
  await finishFold(fold);
  const differences = await compareShadow(client, fund);
  if (differences.length > 0 && options.compareOnly !== true) await swapShadow(client, fund);
  await client.query('COMMIT');
  return [...postings, ...differences];
}

/** Up to where each log has gone into the states in use: the service's own under `''`, the facts' by source. */
type Ends = ReadonlyMap<string, bigint>;

async function endsOf(client: pg.ClientBase, fund: string, lock: '' | 'FOR UPDATE'): Promise<Ends> {
  const head = await client.query<{ sequence: bigint }>(`SELECT sequence FROM head WHERE fund = $1 ${lock}`, [
    fund,
  ]);
  const cursors = await client.query<{ source: string; sequence: bigint }>(
    'SELECT source, sequence FROM cursor WHERE subscriber = $1 AND fund = $2',
    [FACTS, fund],
  );
  return new Map([
    ['', head.rows[0]?.sequence ?? 0n],
    ...cursors.rows.map(({ source, sequence }): [string, bigint] => [source, sequence]),
  ]);
}

function partsOf(
  { readers }: RebuildOptions,
  { model }: ModelIndex,
  fund: string,
  from: Ends,
  to: Ends,
): LogPart[] {
  return Array.from(to, ([source, through]) => {
    const service = source === '' ? model.service : source;
    const reader = readers.find((one) => one.service === service);
    if (reader === undefined)
      throw new RangeError(`Nothing reads the logs of ${service}, whose facts are folded here`);
    return { as: source === '' ? 'own' : 'fact', reader, fund, after: from.get(source) ?? 0n, through };
  });
}

/** Folds logs to their ends, a portion at a time; answers where the books say something else than the log. */
async function foldParts(
  client: pg.ClientBase,
  fold: Fold,
  parts: readonly LogPart[],
): Promise<Difference[]> {
  const differences: Difference[] = [];
  let portion: MergedEntry[] = [];
  const take = async (): Promise<void> => {
    const postings = await foldEntries(fold, portion);
    const own = portion.filter(({ as }) => as === 'own').map(({ entry }) => entry.sequence);
    const [from, through] = [own[0], own.at(-1)];
    if (from !== undefined && through !== undefined) {
      differences.push(...(await comparePostings(client, fold.fund, { from, through }, postings)));
    }
    portion = [];
  };
  for await (const merged of mergeLogs(parts)) {
    portion.push(merged);
    if (portion.length === PORTION) await take();
  }
  if (portion.length > 0) await take();
  return differences;
}
