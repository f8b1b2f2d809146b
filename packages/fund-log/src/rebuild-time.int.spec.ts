import { createPool } from '@mdtf/postgres';
import { migratedDatabase } from '@mdtf/testing';
import { expect, it } from 'vitest';
import { agree } from '../test/commands.ts';
import { giving } from '../test/giving.ts';
import {
  createCommitter,
  createPostgresStore,
  createSubscription,
  FUND_LOG_MIGRATIONS,
  projection,
  rebuildProjection,
} from './index.ts';

const TRANSACTION_MS = 300;
const LONGER_S = '0.6';

it('a rebuild of read tables may take longer than any other transaction', async () => {
  await using database = await migratedDatabase(FUND_LOG_MIGRATIONS);
  await using store = createPostgresStore({ pool: database.pool, service: 'allocation' });
  await using committer = createCommitter({ model: giving, store, limits: { dueIntervalMs: 0 } });
  await committer.submit(agree('c1'));
  await database.pool.query('CREATE TABLE received (fund text PRIMARY KEY)');
  {
    const handler = projection({ pool: database.pool, subscriber: 'received', apply: async () => [] });
    await using stream = createSubscription({ reader: store.reader, handler });
    await stream.waitFor({ service: 'allocation', fund: 'imdp', sequence: 1n }, 10_000);
  }
  const pool = createPool(database.url, { max: 2, transactionTimeoutMs: TRANSACTION_MS });
  try {
    const report = await rebuildProjection({
      pool,
      subscriber: 'received',
      applies: { allocation: async () => [{ text: `SELECT pg_sleep(${LONGER_S})` }] },
      tables: ['received'],
      readers: [store.reader],
    });
    expect(report.entries).toBe(1);
  } finally {
    await pool.end();
  }
});
