import type pg from 'pg';
import { describe, expect, it, vi } from 'vitest';
import { agree, deposit } from '../test/commands.ts';
import { giving } from '../test/giving.ts';
import { postgresUnderTest } from '../test/postgres-under-test.ts';
import {
  type Apply,
  createCommitter,
  createSubscription,
  createWakeups,
  formatPosition,
  ingestion,
  projection,
  type ReadEntry,
  rebuildProjection,
} from './index.ts';

const PATIENCE = { timeout: 10_000, interval: 10 };
const limits = { headsIntervalMs: 50, retryMs: 10 };

/** A read table of what each fund has received. */
async function receivedTable() {
  const test = await postgresUnderTest();
  await test.pool.query('CREATE TABLE received (fund text, id text, amount text, PRIMARY KEY (fund, id))');
  const wakeups = createWakeups();
  const committer = createCommitter({
    model: giving,
    store: test.store,
    wakeups,
    limits: { dueIntervalMs: 0 },
  });
  const stumblesOver = new Set<string>();
  const apply: Apply = async (_client: pg.PoolClient, entries: readonly ReadEntry[]) => {
    return entries.flatMap(({ fund, type, data }) => {
      if (stumblesOver.has(data.depositId)) throw new Error(`stumbled over ${data.depositId}`);
      if (type !== 'DepositReceived') return [];
      const values = [fund, data.depositId, data.amount.amount];
      return [{ text: 'INSERT INTO received VALUES ($1, $2, $3)', values }];
    });
  };
  const follow = () =>
    createSubscription({
      reader: test.store.reader,
      handler: projection({ pool: test.pool, subscriber: 'received', apply }),
      wakeups,
      limits,
    });
  const received = async (fund = 'imdp'): Promise<string[]> => {
    const { rows } = await test.pool.query('SELECT id FROM received WHERE fund = $1 ORDER BY id', [fund]);
    return rows.map(({ id }) => id);
  };
  return {
    ...test,
    committer,
    wakeups,
    apply,
    stumblesOver,
    follow,
    received,
    async [Symbol.asyncDispose]() {
      await committer[Symbol.asyncDispose]();
      await test[Symbol.asyncDispose]();
    },
  };
}

describe('a projection', () => {
  it('shows each entry once, also when two processes write the same tables', async () => {
    await using test = await receivedTable();
    await using one = test.follow();
    await using _other = test.follow();
    await test.committer.submit(agree('c1'));
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => test.committer.submit(deposit('c1', `d${100 + n}`, '1.00'))),
    );
    expect(await one.waitFor({ service: 'allocation', fund: 'imdp', sequence: 51n }, 10_000)).toBe('reached');
    expect(await test.received()).toHaveLength(50);
    const { rows } = await test.pool.query(`SELECT sequence FROM cursor WHERE subscriber = 'received'`);
    expect(rows).toEqual([{ sequence: 51n }]);
  });

  it('keeps rows and cursor together: what stumbles leaves neither, and stops its own fund alone', async () => {
    await using test = await receivedTable();
    await using stream = test.follow();
    test.stumblesOver.add('d2');
    for (const fund of ['imdp', 'pbf']) await test.committer.submit(agree('c1', { fund }));
    const deposits = ['d1', 'd2', 'd3'].map((id) => deposit('c1', id, '1.00'));
    await Promise.all(deposits.map((command) => test.committer.submit(command)));
    await test.committer.submit(deposit('c1', 'd4', '1.00', { fund: 'pbf' }));
    await vi.waitFor(
      () => expect(stream.status().find(({ fund }) => fund === 'imdp')?.state).toBe('parked'),
      PATIENCE,
    );
    await vi.waitFor(async () => expect(await test.received('pbf')).toEqual(['d4']), PATIENCE);
    expect(await test.received()).toEqual(['d1']);
    expect(stream.position('imdp').sequence).toBe(2n);

    test.stumblesOver.clear();
    await stream.resume('imdp');
    await vi.waitFor(async () => expect(await test.received()).toEqual(['d1', 'd2', 'd3']), PATIENCE);
  });

  it('can be filled anew from the log, and is then the same', async () => {
    await using test = await receivedTable();
    await using stream = test.follow();
    await test.committer.submit(agree('c1'));
    for (const id of ['d1', 'd2', 'd3']) await test.committer.submit(deposit('c1', id, '1.00'));
    await stream.waitFor({ service: 'allocation', fund: 'imdp', sequence: 4n }, 10_000);
    const rebuild = () =>
      rebuildProjection({
        pool: test.pool,
        subscriber: 'received',
        applies: { allocation: test.apply },
        tables: ['received'],
        readers: [test.store.reader],
      });
    expect(await rebuild()).toEqual({ entries: 4, differences: { received: { onlyInUse: 0, onlyNew: 0 } } });
    await test.pool.query(
      `UPDATE received SET amount = '9.99' WHERE id = 'd2'; DELETE FROM received WHERE id = 'd3'`,
    );
    expect(await rebuild()).toMatchObject({ differences: { received: { onlyInUse: 1, onlyNew: 2 } } });
    expect(await rebuild()).toMatchObject({ differences: { received: { onlyInUse: 0, onlyNew: 0 } } });
    await test.committer.submit(deposit('c1', 'd4', '1.00'));
    await stream.waitFor({ service: 'allocation', fund: 'imdp', sequence: 5n }, 10_000);
    expect(await test.received()).toEqual(['d1', 'd2', 'd3', 'd4']);
  });
});

describe('two services', () => {
  it('follow each other: facts are folded, reactions carried out once, and the basis says how far they had come', async () => {
    await using source = await receivedTable();
    await using target = await receivedTable();
    // The same model under two names: the second reacts to the first's deposits with an agreement of its own.
    const model = { ...giving, service: 'reporting' };
    const store = { ...target.store, service: 'reporting' };
    await using committer = createCommitter({ model, store, limits: { dueIntervalMs: 0 } });
    const reaction = (entry: ReadEntry) =>
      entry.type === 'DepositReceived'
        ? { fund: entry.fund, type: 'AgreeContribution', data: agree(entry.data.depositId).data }
        : undefined;
    await using stream = createSubscription({
      reader: source.store.reader,
      handler: ingestion(committer, store, reaction),
      wakeups: source.wakeups,
      limits,
    });
    await source.committer.submit(agree('c1'));
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => source.committer.submit(deposit('c1', `d${n}`, '1.00'))),
    );
    expect(await stream.waitFor({ service: 'allocation', fund: 'imdp', sequence: 21n }, 10_000)).toBe(
      'reached',
    );
    const { rows } = await target.pool.query('SELECT payload FROM entry ORDER BY sequence');
    const payloads = rows.map(({ payload }) => JSON.parse(payload));
    expect(payloads.map(({ subject }) => subject)).toEqual(
      Array.from({ length: 20 }, (_, n) => `contribution/d${n}`),
    );
    expect(payloads.every(({ causationid }) => causationid !== undefined)).toBe(true);
    expect(payloads.at(-1).basis).toBe(
      formatPosition({ service: 'allocation', fund: 'imdp', sequence: 21n }),
    );
  });
});
