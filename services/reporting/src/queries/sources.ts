import { setTimeout as pause } from 'node:timers/promises';
import type { Instant } from '@mdtf/domain';
import { formatPosition, type LogReader, PLATFORM, type Subscription } from '@mdtf/fund-log';
import type pg from 'pg';

/** How long a report waits until what was recorded before it was asked is in its tables. */
export const MAX_WAIT_MS = 1_000;

// While a batch holds a log's head, the log promises nothing beyond its last entry; a batch takes milliseconds.
const MAX_SAMPLES = 20;
const SAMPLE_PAUSE_MS = 5;

/** After every fund's id: a page of no heads, only the promise for funds without one. */
const AFTER_ALL_FUNDS = '~';

const PROGRESS = `
  SELECT source, sequence, recorded_at FROM unnest($2::text[]) AS source, LATERAL (
    SELECT sequence, recorded_at FROM log_progress
    WHERE fund = $1 AND log_progress.source = source.source AND recorded_at <= $3
    ORDER BY recorded_at DESC LIMIT 1) AS last
  ORDER BY source`;

interface ProgressRow {
  readonly source: string;
  readonly sequence: bigint;
  readonly recorded_at: Instant;
}

/** How far the logs that the read tables are made from have been read. */
export interface Sources {
  /** Tells of a log that is followed, and how to ask it where it ends. */
  follow(reader: LogReader): void;
  /**
   * The instant up to which the tables hold all that any source recorded of a fund, and ever will have recorded;
   * undefined where that is not known yet. Whatever was committed before the call is within it, short of a lag of
   * `MAX_WAIT_MS`.
   */
  completeThrough(fund: string): Promise<Instant | undefined>;
  /** The last entry of each source that was recorded by an instant. */
  positions(fund: string, knownAt: Instant): Promise<readonly string[]>;
  /** The last entry of the platform's log, from which names are looked up. */
  platform(): Promise<string>;
}

/** The subscriptions that fill the read tables, looked up when asked: they begin after the service opens. */
export function createSources(pool: pg.Pool, streams: () => readonly Subscription[]): Sources {
  const readers = new Map<string, LogReader>();
  const tables = (): readonly Subscription[] => streams().filter(({ subscriber }) => subscriber === 'tables');

  async function progress(fund: string, knownAt: Instant): Promise<readonly ProgressRow[]> {
    const values = [fund, [...readers.keys()], knownAt];
    return (await pool.query<ProgressRow>({ name: 'log_progress', text: PROGRESS, values })).rows;
  }

  async function sample(stream: Subscription, fund: string): Promise<Instant | undefined> {
    const reader = readers.get(stream.source);
    if (reader === undefined) return undefined;
    const { head } = await reader.page(fund, stream.position(fund).sequence, 1);
    if (head === undefined) return throughWithoutHead(reader, fund);
    const known = stream.completeThrough(fund);
    const position = { service: stream.source, fund, sequence: head.sequence };
    const reached = head.sequence === 0n ? 'reached' : await stream.waitFor(position, MAX_WAIT_MS);
    if (reached !== 'reached') return known;
    return known === undefined || head.recordedThrough > known ? head.recordedThrough : known;
  }

  async function earliest(fund: string): Promise<Instant | undefined> {
    const throughs = await Promise.all(tables().map((stream) => sample(stream, fund)));
    if (throughs.length === 0 || throughs.includes(undefined)) return undefined;
    return (throughs as Instant[]).sort()[0];
  }

  return {
    follow(reader) {
      readers.set(reader.service, reader);
    },
    async completeThrough(fund) {
      let through = await earliest(fund);
      for (let samples = 1; samples < MAX_SAMPLES && through !== undefined; samples += 1) {
        const newest = (await progress(fund, 'infinity')).map(({ recorded_at }) => recorded_at);
        const complete = through;
        if (newest.every((recordedAt) => recordedAt <= complete)) break;
        await pause(SAMPLE_PAUSE_MS);
        const next = await earliest(fund);
        if (next !== undefined && next > through) through = next;
      }
      return through;
    },
    async positions(fund, knownAt) {
      const rows = await progress(fund, knownAt);
      return rows.map(({ source, sequence }) => formatPosition({ service: source, fund, sequence }));
    },
    async platform() {
      const [row] = await progress(PLATFORM, 'infinity');
      return String(row?.sequence ?? 0n);
    },
  };
}

/** A head is made before a log's first entry: where there is none after the clock was read, nothing was recorded before. */
async function throughWithoutHead(reader: LogReader, fund: string): Promise<Instant | undefined> {
  const { recordedThrough } = await reader.heads(AFTER_ALL_FUNDS);
  const { head } = await reader.page(fund, 0n, 1);
  return head === undefined ? recordedThrough : undefined;
}
