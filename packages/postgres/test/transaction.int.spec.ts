import { setTimeout as sleep } from 'node:timers/promises';
import {
  CommitOutcomeUnknown,
  createPool,
  isTransient,
  TransactionAborted,
  withTransaction,
  withTwoRoundTrips,
} from '@mdtf/postgres';
import { type TemporaryDatabase, temporaryDatabase } from '@mdtf/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

let database: TemporaryDatabase;
beforeAll(async () => {
  database = await temporaryDatabase();
  await database.pool.query('CREATE TABLE account (id text PRIMARY KEY, balance int8 CHECK (balance >= 0))');
});
beforeEach(async () => {
  await database.pool.query('TRUNCATE account');
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

const insert = (id: string) => `INSERT INTO account VALUES ('${id}', 0)`;
const accounts = async () =>
  (await database.pool.query<{ id: string }>('SELECT id FROM account ORDER BY id')).rows.map(({ id }) => id);
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a transaction', () => {
  it('keeps everything or, when anything throws, nothing', async () => {
    await withTransaction(database.pool, async (client) => {
      await client.query(insert('kept'));
    });
    const failure = await failureOf(
      withTransaction(database.pool, async (client) => {
        await client.query(insert('lost'));
        throw new Error('changed my mind');
      }),
    );
    expect(failure).toEqual(new Error('changed my mind'));
    expect(await accounts()).toEqual(['kept']);
  });

  it('is not reported as committed when a failed statement in it was swallowed', async () => {
    const work = withTransaction(database.pool, async (client) => {
      await client.query(insert('lost'));
      await client.query(insert('lost')).catch(() => {});
      return 'done';
    });
    expect(await failureOf(work)).toBeInstanceOf(TransactionAborted);
    expect(await accounts()).toEqual([]);
  });

  it('says that the outcome is unknown when the connection is lost during COMMIT', async () => {
    await database.pool.query(`
      CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(5); RETURN NULL; END $$;
      CREATE TABLE slow_commit (id int);
      CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON slow_commit DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION slow();`);
    const outcome = failureOf(
      withTransaction(database.pool, async (client) => {
        await client.query('INSERT INTO slow_commit VALUES (1)');
      }),
    );
    await expect
      .poll(async () => {
        const { rows } = await database.pool.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND query = 'COMMIT' AND state = 'active'`,
        );
        return rows.length;
      })
      .toBe(1);
    expect(await outcome).toBeInstanceOf(CommitOutcomeUnknown);
    expect(isTransient(await outcome)).toBe(true);
  });

  it('passes on what the server refuses at COMMIT', async () => {
    await database.pool.query('CREATE TABLE late (id int UNIQUE DEFERRABLE INITIALLY DEFERRED)');
    const work = withTransaction(database.pool, async (client) => {
      await client.query('INSERT INTO late VALUES (1), (1)');
    });
    expect(await failureOf(work)).toMatchObject({ code: '23505' });
  });

  it('that stands still is ended by the server, which frees its locks, and the process lives on', async () => {
    const pool = createPool(database.url, { max: 1, idleInTransactionTimeoutMs: 200 });
    await pool.query(insert('imdp'));
    const stalled = failureOf(
      withTransaction(pool, async (client) => {
        await client.query("UPDATE account SET balance = 1 WHERE id = 'imdp'");
        await sleep(600);
        await client.query('SELECT 1');
      }),
    );
    await sleep(100);
    await database.pool.query("UPDATE account SET balance = 2 WHERE id = 'imdp'");
    expect(isTransient(await stalled)).toBe(true);
    expect((await pool.query('SELECT balance FROM account')).rows).toEqual([{ balance: 2n }]);
    await pool.end();
  });

  it('of a fully used pool fails as a whole and leaves the pool usable', async () => {
    const pool = createPool(database.url, { max: 2 });
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        failureOf(
          withTransaction(pool, async (client) => {
            await client.query(insert(`fund-${index}`));
            if (index % 2 === 1) throw new Error('odd');
          }),
        ),
      ),
    );
    await pool.end();
    expect(outcomes.filter((outcome) => outcome !== undefined)).toHaveLength(10);
    expect(await accounts()).toHaveLength(10);
  });
});

describe('a second connection of the same pool', () => {
  it('is refused inside a transaction, where it could wait for ever', async () => {
    const nested = withTransaction(database.pool, () => withTransaction(database.pool, async () => {}));
    await expect(nested).rejects.toThrow('a second connection inside a transaction');
    const query = withTransaction(database.pool, () => database.pool.query('SELECT 1'));
    await expect(query).rejects.toThrow('a second connection inside a transaction');
  });

  it('is given to what a transaction began and goes on after its end', async () => {
    let later: Promise<unknown> = Promise.resolve();
    await withTransaction(database.pool, async () => {
      later = sleep(50).then(() => database.pool.query('SELECT 1 AS one'));
    });
    expect(await later).toMatchObject({ rows: [{ one: 1 }] });
  });
});

describe('a transaction in two round trips', () => {
  const reading = async () => undefined;
  const writing = (...texts: readonly string[]) =>
    withTwoRoundTrips(database.pool, {
      read: reading,
      write: async () => ({ statements: texts.map((text) => ({ text })), result: texts.length }),
    });

  it('writes what it answers, in order, with what was read', async () => {
    const result = await withTwoRoundTrips(database.pool, {
      read: async (client) => (await client.query<{ one: number }>('SELECT 1 AS one')).rows[0]?.one,
      write: async (_client, one) => ({
        statements: [{ text: insert('a') }, { text: `UPDATE account SET balance = 5 WHERE id = 'a'` }],
        result: one,
      }),
    });
    expect(result).toBe(1);
    const { rows } = await database.pool.query('SELECT * FROM account');
    expect(rows).toEqual([{ id: 'a', balance: 5n }]);
  });

  it('keeps nothing when a statement fails, and says which failure it was', async () => {
    const failure = await failureOf(writing(insert('a'), insert('a'), insert('b')));
    expect((failure as Error).message).toContain('duplicate key');
    expect(await accounts()).toEqual([]);
    expect(await writing(insert('b'))).toBe(1);
  });

  it('keeps nothing when reading or deciding fails', async () => {
    const changed = new Error('changed my mind');
    const decided = withTwoRoundTrips(database.pool, {
      read: reading,
      write: async (client) => {
        await client.query(insert('lost'));
        throw changed;
      },
    });
    expect(await failureOf(decided)).toBe(changed);
    const read = withTwoRoundTrips(database.pool, {
      read: (client) => client.query('SELECT nothing'),
      write: async () => ({ statements: [{ text: insert('lost') }], result: undefined }),
    });
    expect((await failureOf(read)) as Error).toMatchObject({ code: '42703' });
    expect(await accounts()).toEqual([]);
  });

  it('waits for the disk unless what it writes can be made again', async () => {
    const pool = createPool(database.url, { max: 1, settings: { synchronous_commit: 'on' } });
    const setting = (remade: boolean) =>
      withTwoRoundTrips(
        pool,
        {
          read: reading,
          write: async (client) => {
            const { rows } = await client.query(`SELECT current_setting('synchronous_commit') AS waits`);
            return { statements: [], result: rows[0]?.waits };
          },
        },
        { remade },
      );
    try {
      expect([await setting(true), await setting(false)]).toEqual(['off', 'on']);
    } finally {
      await pool.end();
    }
  });
});
