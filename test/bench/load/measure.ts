import { createPool } from '@mdtf/postgres';
import type { ServerProcess } from '../stage/server-process.ts';
import type { Stage } from '../stage/stage.ts';
import { type CpuShares, familyOf, watchCpu } from './cpu.ts';
import { runWrk, type WrkResult } from './wrk.ts';

/** One run of load, and what it cost. */
export interface Sample {
  /** Commands acknowledged per second, by each generator. */
  readonly perSecond: readonly number[];
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly failed: number;
  /** Entries in one transaction of one fund, on average. */
  readonly batch: number;
  readonly cpu: CpuShares;
}

export interface Load {
  readonly servers: readonly ServerProcess[];
  readonly script: 'deposits' | 'bulk' | 'allocations';
  /** Of each server. */
  readonly connections: number;
  readonly seconds: number;
  readonly args: readonly string[];
  /** Commands in one request. */
  readonly commands: number;
}

/**
 * Loads the servers at once and counts what came of it. Throws when the log has grown by less than was acknowledged:
 * a figure of commands that are not on disk would be none.
 */
export async function measure(stage: Stage, load: Load): Promise<Sample> {
  const pool = createPool(stage.allocationUrl, { max: 1 });
  try {
    const before = await standing(pool);
    const generators: number[] = [];
    const cpu = watchCpu({
      generator: () => generators,
      server: () => load.servers.map(({ pid }) => pid),
      PostgreSQL: () => familyOf(stage.postgres.pid),
    });
    const results = await Promise.all(
      load.servers.map(({ url }, at) =>
        runWrk({
          ...load,
          url,
          args: load.args.map((arg) => arg.replace('#', `${at}`)),
          onStart: (pid) => generators.push(pid),
        }),
      ),
    );
    const shares = cpu();
    const after = await standing(pool);
    const acknowledged = results.reduce((sum, result) => sum + commandsOf(result, load), 0);
    const grown = after.entries - before.entries;
    if (grown < acknowledged)
      throw new Error(`${acknowledged} commands acknowledged, ${grown} entries on disk`);
    return {
      perSecond: results.map((result) => commandsOf(result, load) / result.seconds),
      p50Ms: Math.max(...results.map(({ p50Ms }) => p50Ms)),
      p99Ms: Math.max(...results.map(({ p99Ms }) => p99Ms)),
      failed: results.reduce((sum, { failed }) => sum + failed, 0),
      batch: grown / Math.max(1, after.transactions - before.transactions),
      cpu: shares,
    };
  } finally {
    await pool.end();
  }
}

function commandsOf({ requests, failed }: WrkResult, { commands }: Load): number {
  return (requests - failed) * commands;
}

/** All entries of the service, and the transactions that made them: a fund's entries of one have one instant. */
async function standing(pool: ReturnType<typeof createPool>) {
  const text = `SELECT (SELECT sum(sequence) FROM head) AS entries,
                       (SELECT count(*) FROM (SELECT DISTINCT fund, recorded_at FROM entry) batch) AS transactions`;
  const { rows } = await pool.query(text);
  return { entries: Number(rows[0].entries), transactions: Number(rows[0].transactions) };
}
