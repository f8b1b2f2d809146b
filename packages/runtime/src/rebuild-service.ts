import { type LogReader, rebuild, rebuildProjection, staleFunds } from '@mdtf/fund-log';
import type pg from 'pg';
import type { ServiceDefinition } from './service-host.ts';

/** What a rebuild of one service folded, and what differed, in words. */
export interface RebuiltService {
  readonly name: string;
  readonly funds: number;
  readonly entries: number;
  readonly postings: number;
  /** Entries that went into read tables; 0 where a service has none. */
  readonly projected: number;
  readonly differences: number;
  readonly told: readonly string[];
}

/** Folds one service's states, facts, balances and read tables anew from the logs; changes nothing when it only compares. */
export async function rebuildService(
  { name, model, projections = {}, readTables = [] }: ServiceDefinition,
  pool: pg.Pool,
  subscriber: string,
  readers: readonly LogReader[],
  compareOnly: boolean,
): Promise<RebuiltService> {
  const states = await rebuild({ pool, model, readers, compareOnly });
  const tables =
    readTables.length === 0
      ? { entries: 0, differences: {} }
      : await rebuildProjection({
          pool,
          subscriber,
          applies: projections,
          tables: readTables,
          readers,
          compareOnly,
        });
  const differing = Object.entries(tables.differences).filter(([, d]) => d.onlyInUse + d.onlyNew > 0);
  return {
    name,
    funds: states.funds,
    entries: states.entries,
    postings: states.postings,
    projected: tables.entries,
    differences: states.differences + differing.reduce((sum, [, d]) => sum + d.onlyInUse + d.onlyNew, 0),
    told: [
      ...states.told.map((difference) => JSON.stringify(difference)),
      ...differing.map(
        ([table, d]) => `${table}: ${d.onlyInUse} rows only in use, ${d.onlyNew} only in the logs`,
      ),
    ],
  };
}

/** Folds anew the funds whose stored documents another version of the code has folded; answers which they were. */
export async function refoldStale(
  { model }: Pick<ServiceDefinition, 'model'>,
  pool: pg.Pool,
  readers: readonly LogReader[],
): Promise<readonly string[]> {
  const funds = await staleFunds(pool, model);
  if (funds.length > 0) await rebuild({ pool, model, readers, funds });
  return funds;
}
