import { isTransient, withTransaction } from '@mdtf/postgres';
import type pg from 'pg';
import type { ReadEntry } from './log-reader.ts';
import { beginning, failedOnce, type KnownVersions, parked, resumed, stepOf } from './projection-step.ts';
import { int8Array, textArray, timestamptzArray } from './sql-arrays.ts';
import { type CursorRow, cursorOf } from './sql-load.ts';
import type { Cursor } from './store.ts';
import type { Stream, StreamHandler, StreamOutcome } from './subscription.ts';

/**
 * Writes entries of several funds, each fund's in order, into read tables, within the transaction that moves the
 * cursors. What it throws parks the fund after bounded tries.
 */
export type Apply = (client: pg.PoolClient, entries: readonly ReadEntry[]) => Promise<void>;

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
    return await withTransaction(options.pool, (client) => applyAll(options, client, source, streams));
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

async function applyAll(
  options: ProjectionOptions,
  client: pg.PoolClient,
  source: string,
  streams: readonly Stream[],
): Promise<StreamOutcome[]> {
  const funds = streams.map(({ fund }) => fund);
  const before = await lockCursors(options, client, source, funds);
  const steps = streams.map((stream) =>
    stepOf(before.get(stream.fund) ?? beginning(source, stream.fund), stream, options.knownVersions),
  );
  const entries = steps.flatMap(({ fresh }) => fresh);
  if (entries.length > 0) await options.apply(client, entries);
  const moved = steps.filter(({ fresh, after, cursor }) => fresh.length > 0 || after !== cursor);
  await writeCursors(
    options,
    client,
    moved.map(({ cursor, after }) => ({ ...after, expectedSequence: cursor.sequence })),
  );
  return steps.map(({ outcome }) => outcome);
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

async function writeCursors(
  { subscriber }: ProjectionOptions,
  client: pg.PoolClient,
  cursors: readonly (Cursor & { expectedSequence: bigint })[],
): Promise<void> {
  if (cursors.length === 0) return;
  await client.query({
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
  });
}

function changeCursor(
  options: ProjectionOptions,
  source: string,
  fund: string,
  change: (cursor: Cursor) => Cursor,
): Promise<void> {
  return withTransaction(options.pool, async (client) => {
    const cursors = await lockCursors(options, client, source, [fund]);
    const cursor = cursors.get(fund) ?? beginning(source, fund);
    await writeCursors(options, client, [{ ...change(cursor), expectedSequence: cursor.sequence }]);
  });
}
