import { migrate } from '@mdtf/postgres';
import { temporaryDatabase } from '@mdtf/testing';
import type pg from 'pg';
import type { StoreUnderTest } from '../src/conformance/harness.ts';
import { createPostgresStore, decodeState, FUND_LOG_MIGRATIONS, type PostgresStore } from '../src/index.ts';

export interface PostgresUnderTest extends StoreUnderTest {
  readonly store: PostgresStore;
  readonly pool: pg.Pool;
}

/** A store in a PostgreSQL database of its own, opened up for the conformance suite. */
export async function postgresUnderTest(): Promise<PostgresUnderTest> {
  const database = await temporaryDatabase();
  const { pool } = database;
  await migrate(pool, FUND_LOG_MIGRATIONS);
  const stores: PostgresStore[] = [];
  const open = (): PostgresStore => {
    const store = createPostgresStore({ pool, service: 'allocation' });
    stores.push(store);
    return store;
  };

  return {
    pool,
    store: open(),
    replica: open,
    async documents(fund) {
      const { rows } = await pool.query('SELECT kind, id, data::text AS data FROM state WHERE fund = $1', [
        fund,
      ]);
      return new Map(rows.map(({ kind, id, data }) => [`${kind}/${id}`, decodeState(data)]));
    },
    async balances(fund) {
      const { rows } = await pool.query('SELECT account, balance FROM account WHERE fund = $1', [fund]);
      return new Map(rows.map(({ account, balance }) => [account, BigInt(balance)]));
    },
    async posted(fund) {
      const { rows } = await pool.query(
        `SELECT account, sum(amount) AS balance
         FROM (SELECT debit AS account, -amount AS amount FROM posting WHERE fund = $1
               UNION ALL SELECT credit, amount FROM posting WHERE fund = $1) moves GROUP BY account`,
        [fund],
      );
      return new Map(rows.map(({ account, balance }) => [account, BigInt(balance)]));
    },
    async countOf(table) {
      const { rows } = await pool.query(`SELECT count(*)::int AS count FROM ${table}`);
      return rows[0].count;
    },
    async [Symbol.asyncDispose]() {
      for (const store of stores) await store[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}
