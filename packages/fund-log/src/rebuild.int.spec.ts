import { describe, expect, it } from 'vitest';
import { agree, allocate, deposit } from '../test/commands.ts';
import { contribution, giving } from '../test/giving.ts';
import { postgresUnderTest } from '../test/postgres-under-test.ts';
import { sourceLog } from '../test/source-log.ts';
import { createCommitter, type LogReader, rebuild, staleFunds } from './index.ts';

/** A fund with some history: states, facts, money, a deadline carried out. */
async function fundWithHistory() {
  const test = await postgresUnderTest();
  const committer = createCommitter({ model: giving, store: test.store, limits: { dueIntervalMs: 0 } });
  await test.store.setClock('imdp', '2030-01-01T00:00:00.000Z');
  await committer.submit(agree('c1', { due: '2030-01-02T00:00:00.000Z' }));
  const deposits = Array.from({ length: 30 }, (_, n) => deposit('c1', `d${n}`, '10.00'));
  await Promise.all(deposits.map((command) => committer.submit(command)));
  await committer.submit(allocate('a1', '120.00'));
  await test.store.setClock('imdp', '2030-01-03T00:00:00.000Z');
  await committer.carryOutDue();
  const source = sourceLog('committee', 'imdp');
  for (const donor of ['a', 'b', 'a']) await committer.ingest(source.flag(donor));
  const committee: LogReader = {
    service: 'committee',
    heads: async () => ({ heads: [], recordedThrough: '' }),
    page: async (_, after, limit) => ({ entries: source.stored.slice(Number(after), Number(after) + limit) }),
  };
  return {
    ...test,
    committer,
    options: { pool: test.pool, model: giving, readers: [test.store.reader, committee] },
    async [Symbol.asyncDispose]() {
      await committer[Symbol.asyncDispose]();
      await test[Symbol.asyncDispose]();
    },
  };
}

describe('a rebuild', () => {
  it('finds states, facts, balances and books exactly as the commands left them', async () => {
    await using test = await fundWithHistory();
    const report = await rebuild(test.options);
    expect(report).toMatchObject({ funds: 1, entries: 37, postings: 31, differences: 0, told: [] });
  });

  it('names what was changed behind the log’s back and puts it right, and nobody goes on with what they remember', async () => {
    await using test = await fundWithHistory();
    const before = [await test.documents('imdp'), await test.balances('imdp')];
    await test.pool.query(`UPDATE state SET data = '{"receivedMinor":"1n"}' WHERE kind = 'contribution'`);
    await test.pool.query(`DELETE FROM state WHERE id = 'd7'`);
    await test.pool.query(`INSERT INTO state VALUES ('imdp', 'deposit', 'forged', 1, 1, NULL, '{}')`);
    await test.pool.query(`UPDATE account SET balance = balance + 1 WHERE account = 'pot'`);
    const report = await rebuild(test.options);
    expect(report.told.map(({ what, name }) => `${what} ${name}`)).toEqual([
      'state contribution/c1',
      'state deposit/d7',
      'state deposit/forged',
      'account pot',
    ]);
    expect([await test.documents('imdp'), await test.balances('imdp')]).toEqual(before);
    expect(await test.committer.submit(deposit('c1', 'd100', '1.00'))).toMatchObject({
      answer: { receivedMinor: '30100' },
    });
    expect(await rebuild(test.options)).toMatchObject({ differences: 0 });
  });

  it('only compares when asked to', async () => {
    await using test = await fundWithHistory();
    await test.pool.query(`UPDATE account SET balance = balance + 1 WHERE account = 'pot'`);
    expect(await rebuild({ ...test.options, compareOnly: true })).toMatchObject({ differences: 1 });
    expect(await rebuild({ ...test.options, compareOnly: true })).toMatchObject({ differences: 1 });
  });

  it('names postings that the log did not make', async () => {
    await using test = await fundWithHistory();
    await test.pool.query(`ALTER TABLE posting DISABLE TRIGGER posting_append_only`);
    await test.pool.query(`UPDATE posting SET amount = amount + 1 WHERE sequence = 5`);
    const { told } = await rebuild(test.options);
    expect(told).toMatchObject([{ what: 'posting', name: '5' }]);
  });

  it('brings states of an older version up to date', async () => {
    await using test = await fundWithHistory();
    const newer = {
      ...contribution,
      version: 2,
      evolve: (...args: Parameters<typeof contribution.evolve>) => ({
        ...contribution.evolve(...args),
        currency: 'USD',
      }),
    };
    const model = { ...giving, aggregates: [newer, ...giving.aggregates.slice(1)] };
    expect(await staleFunds(test.pool, giving)).toEqual([]);
    expect(await staleFunds(test.pool, model)).toEqual(['imdp']);
    await rebuild({ ...test.options, model });
    expect(await staleFunds(test.pool, model)).toEqual([]);
    expect((await test.documents('imdp')).get('contribution/c1')).toMatchObject({
      currency: 'USD',
      receivedMinor: 30000n,
    });
  });

  it('goes on while commands are carried out, and agrees with all of them', async () => {
    await using test = await fundWithHistory();
    let finished = false;
    let sent = 0;
    const busy = (async () => {
      while (!finished && sent < 2_000) {
        sent += 1;
        await test.committer.submit(deposit('c1', `busy${sent}`, '1.00'));
      }
    })();
    try {
      for (let run = 0; run < 5; run += 1)
        expect(await rebuild(test.options)).toMatchObject({ differences: 0 });
    } finally {
      finished = true;
      await busy;
    }
    expect(sent).toBeGreaterThan(5);
  });
});
