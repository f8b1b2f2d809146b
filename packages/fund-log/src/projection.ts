import { isTransient, type Writing, withTwoRoundTrips } from '@mdtf/postgres';
import type pg from 'pg';
import type { ReadEntry } from './log-reader.ts';
import { beginning, failedOnce, type KnownVersions, parked, resumed, stepOf } from './projection-step.ts';
import { int8Array, textArray, timestamptzArray } from './sql-arrays.ts';
import { type CursorRow, cursorOf } from './sql-load.ts';
import type { Cursor } from './store.ts';
import type { Stream, StreamHandler, StreamOutcome } from './subscription.ts';

/**
 * Answers the statements that write entries of several funds, each fund's in order, into read tables; they are sent
 * together with what moves the cursors, in the same transaction. It may look things up there, or write what it then looks
 * up. What it or they throw parks the fund after bounded tries.
 */
export type Apply = (
  client: pg.PoolClient,
  entries: readonly ReadEntry[],
) => Promise<readonly pg.QueryConfig[]>;

export interface ProjectionOptions {
  readonly pool: pg.Pool;
  /** Whose cursors they are: one name for each set of read tables. */
  readonly subscriber: string;
  readonly apply: Apply;
  readonly knownVersions?: KnownVersions;
}

/** Turns a source's entries into read tables; rows and cursors move in one transaction. */
export function projection(options: ProjectionOptions): StreamHandler {
  const { pool, subscriber } = options;
  return {
    subscriber,
    cursors: async (source) => {
      const text = 'SELECT * FROM cursor WHERE subscriber = $1 AND source = $2 ORDER BY fund';
      return (await pool.query<CursorRow>(text, [subscriber, source])).rows.map(cursorOf);
    },
    handle: (source, streams) => project(options, source, streams),
    park: (source, fund, reason) => changeCursor(options, source, fund, (cursor) => parked(cursor, reason)),
    resume: (source, fund) => changeCursor(options, source, fund, resumed),
  };
}

/** Applies all streams in one transaction; when that fails, in smaller parts, until what fails stands alone. */
async function project(
  options: ProjectionOptions,
  source: string,
  streams: readonly Stream[],
): Promise<StreamOutcome[]> {
  try {
    return await applyAll(options, source, streams);
  } catch (error) {
    // The database's matter, not the entries': nothing was done, and the same may be tried again.
    if (isTransient(error)) throw error;
    const [first] = streams;
    if (first === undefined) return [];
    if (streams.length > 1) return inTurn(streams, (stream) => project(options, source, [stream]));
    if (first.entries.length > 1) return halves(options, source, first);
    return [await failed(options, source, first.fund, error)];
  }
}

async function inTurn<T>(
  items: readonly T[],
  each: (item: T) => Promise<StreamOutcome[]>,
): Promise<StreamOutcome[]> {
  const outcomes: StreamOutcome[] = [];
  for (const item of items) outcomes.push(...(await each(item)));
  return outcomes;
}

async function halves(
  options: ProjectionOptions,
  source: string,
  { fund, entries }: Stream,
): Promise<StreamOutcome[]> {
  const middle = entries.length >> 1;
  const [first] = await project(options, source, [{ fund, entries: entries.slice(0, middle) }]);
  if (first === undefined || first.state !== 'following') return first === undefined ? [] : [first];
  const [second] = await project(options, source, [{ fund, entries: entries.slice(middle) }]);
  return second === undefined ? [first] : [{ ...first, ...second }];
}

async function failed(
  options: ProjectionOptions,
  source: string,
  fund: string,
  error: unknown,
): Promise<StreamOutcome> {
  const reason = error instanceof Error ? error.message : String(error);
  let state: StreamOutcome['state'] = 'failed';
  await changeCursor(options, source, fund, (cursor) => {
    const after = failedOnce(cursor, reason);
    state = after.parkedReason === undefined ? 'failed' : 'parked';
    return after;
  });
  return { fund, state, reason };
}

function applyAll(
  options: ProjectionOptions,
  source: string,
  streams: readonly Stream[],
): Promise<StreamOutcome[]> {
  const funds = streams.map(({ fund }) => fund);
  const read = (client: pg.PoolClient) => lockCursors(options, client, source, funds);
  const write = (client: pg.PoolClient, before: ReadonlyMap<string, Cursor>) =>
    writingOf(options, client, streams, (fund) => before.get(fund) ?? beginning(source, fund));
  return withTwoRoundTrips(options.pool, { read, write }, { remade: true });
}

async function writingOf(
  options: ProjectionOptions,
  client: pg.PoolClient,
  streams: readonly Stream[],
  cursorOfFund: (fund: string) => Cursor,
): Promise<Writing<StreamOutcome[]>> {
  const steps = streams.map((stream) => stepOf(cursorOfFund(stream.fund), stream, options.knownVersions));
  const entries = steps.flatMap(({ fresh }) => fresh);
  const applied = entries.length > 0 ? await options.apply(client, entries) : [];
  const moved = steps.filter(({ fresh, after, cursor }) => fresh.length > 0 || after !== cursor);
  const cursors = moved.map(({ cursor, after }) => ({ ...after, expectedSequence: cursor.sequence }));
  return {
    statements: [...applied, ...writeCursors(options, cursors)],
    result: steps.map(({ outcome }) => outcome),
  };
}

async function lockCursors(
  { subscriber }: ProjectionOptions,
  client: pg.PoolClient,
  source: string,
  funds: readonly string[],
): Promise<Map<string, Cursor>> {
  const { rows } = await client.query<CursorRow>({
    name: 'projection_lock_cursors',
    text: `SELECT * FROM cursor WHERE subscriber = $1 AND source = $2 AND fund = ANY ($3::text[])
           ORDER BY fund FOR UPDATE`,
    values: [subscriber, source, textArray(funds)],
  });
  return new Map(rows.map((row) => [row.fund, cursorOf(row)]));
}

function writeCursors(
  { subscriber }: ProjectionOptions,
  cursors: readonly (Cursor & { expectedSequence: bigint })[],
): pg.QueryConfig[] {
  if (cursors.length === 0) return [];
  const write = {
    name: 'projection_write_cursors',
    // The expected sequences stop two processes that both saw no cursor yet.
    text: `WITH moved AS (
             INSERT INTO cursor AS c (subscriber, fund, source, sequence, leaf_hash, attempts, parked_reason, parked_at)
             SELECT $1, * FROM unnest($2::text[], $3::text[], $4::bigint[], $5::text[], $6::bigint[], $7::text[], $8::timestamptz[])
             ON CONFLICT (subscriber, fund, source) DO UPDATE
             SET sequence = excluded.sequence, leaf_hash = excluded.leaf_hash, attempts = excluded.attempts,
                 parked_reason = excluded.parked_reason, parked_at = excluded.parked_at
             WHERE (c.fund, c.sequence) IN (SELECT * FROM unnest($2::text[], $9::bigint[]))
             RETURNING 1)
           SELECT expect_rows((SELECT count(*) FROM moved), $10, 'cursors')`,
    values: [
      subscriber,
      textArray(cursors.map(({ fund }) => fund)),
      textArray(cursors.map(({ source }) => source)),
      int8Array(cursors.map(({ sequence }) => sequence)),
      textArray(cursors.map(({ leafHash }) => leafHash)),
      int8Array(cursors.map(({ attempts }) => attempts)),
      textArray(cursors.map(({ parkedReason }) => parkedReason)),
      timestamptzArray(cursors.map(({ parkedAt }) => parkedAt)),
      int8Array(cursors.map(({ expectedSequence }) => expectedSequence)),
      cursors.length,
    ],
  };
  return [write];
}

function changeCursor(
  options: ProjectionOptions,
  source: string,
  fund: string,
  change: (cursor: Cursor) => Cursor,
): Promise<void> {
  return withTwoRoundTrips(options.pool, {
    read: (client) => lockCursors(options, client, source, [fund]),
    async write(_client, cursors) {
      const cursor = cursors.get(fund) ?? beginning(source, fund);
      const changed = { ...change(cursor), expectedSequence: cursor.sequence };
      return { statements: writeCursors(options, [changed]), result: undefined };
    },
  });
}
