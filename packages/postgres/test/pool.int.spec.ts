import { createPool, isTransient } from '@mdtf/postgres';
import { type TemporaryDatabase, temporaryDatabase } from '@mdtf/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let database: TemporaryDatabase;
beforeAll(async () => {
  database = await temporaryDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

async function one(sql: string): Promise<unknown> {
  const { rows } = await database.pool.query<{ value: unknown }>(`SELECT ${sql} AS value`);
  return rows[0]?.value;
}

describe('values from the database', () => {
  it.each([
    ['9007199254740993::int8', 9007199254740993n],
    ['array[1, NULL, -9223372036854775808]::int8[]', [1n, null, -9223372036854775808n]],
    ["'2008-05-20 09:00:00.25+02'::timestamptz", '2008-05-20T07:00:00.250Z'],
    ["array['2008-05-20 09:00+02', NULL]::timestamptz[]", ['2008-05-20T07:00:00.000Z', null]],
    ["'2008-05-20'::date", '2008-05-20'],
    ['1234.560::numeric', '1234.560'],
    ['\'{"a": [1]}\'::jsonb', { a: [1] }],
    ['NULL::timestamptz', null],
  ])('%s arrives exactly', async (sql, value) => {
    expect(await one(sql)).toEqual(value);
  });
});

describe('a session', () => {
  it.each([
    ['transaction_timeout', '10s'],
    ['idle_in_transaction_session_timeout', '3s'],
    ['statement_timeout', '10s'],
    ['TimeZone', 'UTC'],
    ['tcp_keepalives_idle', '5'],
  ])('has %s = %s', async (setting, value) => {
    expect(await one(`current_setting('${setting}')`)).toBe(value);
  });

  it('takes further settings of the server, blanks and backslashes included', async () => {
    const settings = { enable_seqscan: 'off', 'mdtf.note': String.raw`a \b c` };
    const pool = createPool(database.url, { max: 1, settings });
    const { rows } = await pool.query(
      `SELECT current_setting('enable_seqscan') AS scan, current_setting('mdtf.note') AS note`,
    );
    await pool.end();
    expect(rows).toEqual([{ scan: 'off', note: settings['mdtf.note'] }]);
  });

  it('refuses a setting whose name would smuggle in another', () => {
    expect(() => createPool(database.url, { settings: { 'a=1 -c b': '2' } })).toThrow(RangeError);
  });

  it('that is killed while nobody uses it is replaced, and the owner told', async () => {
    const lost: Error[] = [];
    const pool = createPool(database.url, { max: 1, onError: (error) => lost.push(error) });
    const { rows } = await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await database.pool.query('SELECT pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
    await expect.poll(() => lost.length).toBe(1);
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await pool.end();
  });
});

it('a caller does not wait for ever when all connections are taken', async () => {
  const pool = createPool(database.url, { max: 1, acquireTimeoutMs: 100 });
  const taken = await pool.connect();
  const error = await pool.query('SELECT 1').catch((caught: unknown) => caught);
  taken.release();
  await pool.end();
  expect(isTransient(error)).toBe(true);
});

it('a server that does not answer is a transient failure', async () => {
  const pool = createPool('postgresql://nobody@127.0.0.1:1/none');
  const error = await pool.query('SELECT 1').catch((caught: unknown) => caught);
  await pool.end();
  expect(isTransient(error)).toBe(true);
});
