import { setTimeout as pause } from 'node:timers/promises';
import type { Instant } from '@mdtf/domain';
import { BEGINNING, formatPosition, PLATFORM, type Subscription } from '@mdtf/fund-log';
import type pg from 'pg';

/** How long a report waits until what was recorded before it was asked is in its tables. */
export const MAX_WAIT_MS = 1_000;

// One source's last entry may be younger than what the others promised a moment before; and while a batch holds a log's
// head, the log promises nothing beyond its last entry. Both pass within milliseconds.
const MAX_SAMPLES = 50;
const SAMPLE_PAUSE_MS = 2;

const FOREVER = 'infinity';

const PROGRESS = `
  SELECT source, sequence, recorded_at FROM unnest($2::text[]) AS source, LATERAL (
    SELECT sequence, recorded_at FROM log_progress
    WHERE fund = $1 AND log_progress.source = source.source AND recorded_at <= $3
    ORDER BY recorded_at DESC LIMIT 1) AS last
  ORDER BY source`;

/** When the last was recorded of what the sources had when they were asked. */
const RECORDED_BY_THEN = `
  SELECT max(recorded_at) AS recorded_at FROM unnest($2::text[], $3::bigint[]) AS head (source, sequence), LATERAL (
    SELECT recorded_at FROM log_progress
    WHERE fund = $1 AND log_progress.source = head.source AND log_progress.sequence <= head.sequence
    ORDER BY recorded_at DESC LIMIT 1) AS last`;

interface ProgressRow {
  readonly source: string;
  readonly sequence: bigint;
  readonly recorded_at: Instant;
}

/** How far the logs that the read tables are made from have been read. */
export interface Sources {
  /** The same as `catchUp`, without asking anew; undefined where it is not known yet. */
  completeThrough(fund: string): Instant | undefined;
  /**
   * The instant up to which the tables hold all that any source recorded of a fund and ever will have recorded. What
   * was committed before the call is within it, short of a lag of `MAX_WAIT_MS`; undefined where nothing is known yet.
   */
  catchUp(fund: string): Promise<Instant | undefined>;
  /** The last entry of each source that was recorded by an instant. */
  positions(fund: string, knownAt: Instant): Promise<readonly string[]>;
  /** The last entry of the platform's log, from which names are looked up. */
  platform(): Promise<string>;
}

/** The subscriptions that fill the read tables, looked up when asked: they begin after the service has opened. */
export function createSources(pool: pg.Pool, streams: () => readonly Subscription[]): Sources {
  const tables = (): readonly Subscription[] => streams().filter(({ subscriber }) => subscriber === 'tables');

  async function progress(fund: string, knownAt: Instant): Promise<readonly ProgressRow[]> {
    const values = [fund, tables().map(({ source }) => source), knownAt];
    return (await pool.query<ProgressRow>({ name: 'log_progress', text: PROGRESS, values })).rows;
  }

  const catchUpOnce = (fund: string) =>
    Promise.all(
      tables().map(async (stream) => ({
        source: stream.source,
        ...(await stream.catchUp(fund, MAX_WAIT_MS)),
      })),
    );

  async function recordedByThen(
    fund: string,
    heads: readonly { readonly source: string; readonly sequence: bigint }[],
  ): Promise<Instant> {
    const values = [fund, heads.map(({ source }) => source), heads.map(({ sequence }) => sequence)];
    const query = { name: 'recorded_by_then', text: RECORDED_BY_THEN, values };
    const { rows } = await pool.query<{ recorded_at: Instant | null }>(query);
    return rows[0]?.recorded_at ?? BEGINNING;
  }

  return {
    completeThrough: (fund) =>
      earliestOf(tables().map((stream) => ({ completeThrough: stream.completeThrough(fund) }))),
    async catchUp(fund) {
      const heads = await catchUpOnce(fund);
      let through = earliestOf(heads);
      // What was committed before the call is in the tables by now. What comes while we wait is for those who ask next.
      const newest = await recordedByThen(fund, heads);
      for (let samples = 1; samples < MAX_SAMPLES; samples += 1) {
        if (through === undefined || through >= newest) break;
        await pause(SAMPLE_PAUSE_MS);
        through = earliestOf(await catchUpOnce(fund));
      }
      return through;
    },
    async positions(fund, knownAt) {
      const rows = await progress(fund, knownAt);
      return rows.map(({ source, sequence }) => formatPosition({ service: source, fund, sequence }));
    },
    async platform() {
      const [row] = await progress(PLATFORM, FOREVER);
      return String(row?.sequence ?? 0n);
    },
  };
}

function earliestOf(
  streams: readonly { readonly completeThrough: Instant | undefined }[],
): Instant | undefined {
  const known = streams.flatMap(({ completeThrough }) => completeThrough ?? []);
  return known.length < streams.length ? undefined : known.sort()[0];
}
