import { describe, expect, it } from 'vitest';
import { agree, deposit, key } from '../test/commands.ts';
import { giving } from '../test/giving.ts';
import { type PostgresUnderTest, postgresUnderTest } from '../test/postgres-under-test.ts';
import { readLog } from './conformance/harness.ts';
import { createCommitter, type Store, StoreFailure } from './index.ts';

const committerOn = (store: Store) =>
  createCommitter({ model: giving, store, limits: { dueIntervalMs: 0, maxBatch: 20 } });

/** Ends all sessions of the log but not those of the test's own pool. */
async function killLogSessions({ pool }: PostgresUnderTest): Promise<number> {
  const { rowCount } = await pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'`,
  );
  return rowCount ?? 0;
}

describe('a log in PostgreSQL', () => {
  it('keeps every acknowledged command once, though its sessions are killed again and again', async () => {
    await using test = await postgresUnderTest();
    await using committer = committerOn(test.store);
    await committer.submit(agree('c1'));
    let finished = false;
    let killed = 0;
    const killing = (async () => {
      // Longer and longer apart: a batch is tried a bounded number of times, and on a busy machine it takes long.
      for (let gapMs = 15; !finished; gapMs *= 1.4) {
        killed += await killLogSessions(test);
        await new Promise((resolve) => setTimeout(resolve, gapMs));
      }
    })();
    const results = await Promise.all(
      // Without keys: only the log itself can tell whether a lost commit took place.
      Array.from({ length: 400 }, (_, n) => committer.submit(deposit('c1', `d${n}`, '1.00'))),
    );
    finished = true;
    await killing;
    expect(killed).toBeGreaterThan(0);
    const accepted = results.filter(({ outcome }) => outcome === 'accepted');
    const log = await readLog(test.store.reader, 'imdp');
    expect(log).toHaveLength(accepted.length + 1);
    expect(new Set(log.map(({ data }) => data.depositId)).size).toBe(log.length);
    expect((await test.balances('imdp')).get('pot')).toBe(BigInt(accepted.length * 100));
    expect(await test.posted('imdp')).toEqual(await test.balances('imdp'));
  });

  it('knows after a lost answer to COMMIT whether it took place', async () => {
    for (const tookPlace of [true, false]) {
      await using test = await postgresUnderTest();
      await using committer = committerOn(losingOneAnswer(test.store, tookPlace));
      await committer.submit(agree('c1'));
      const result = await committer.submit(deposit('c1', 'd1', '1.00', { idempotency: key('k') }));
      expect(result).toMatchObject({ outcome: 'accepted', replayed: false, position: { sequence: 2n } });
      expect(await readLog(test.store.reader, 'imdp')).toHaveLength(2);
    }
  });

  it('cannot be changed: entries and postings are only added', async () => {
    await using test = await postgresUnderTest();
    await using committer = committerOn(test.store);
    await committer.submit(agree('c1'));
    await committer.submit(deposit('c1', 'd1', '1.00'));
    for (const statement of [
      `UPDATE entry SET payload = '{}'`,
      'DELETE FROM entry WHERE sequence = 1',
      'TRUNCATE entry',
      'UPDATE posting SET amount = amount + 1',
      'DELETE FROM posting',
    ]) {
      await expect(test.pool.query(statement)).rejects.toThrow(/append-only/);
    }
  });

  it('does not let an account below zero that may not be, whatever the program thinks', async () => {
    await using test = await postgresUnderTest();
    await using committer = committerOn(test.store);
    await committer.submit(agree('c1'));
    await committer.submit(deposit('c1', 'd1', '1.00'));
    await expect(test.pool.query('UPDATE account SET balance = -1')).rejects.toThrow(/account_not_overdrawn/);
  });

  it('promises a recorded-through that a batch under way cannot break', async () => {
    await using test = await postgresUnderTest();
    await using committer = committerOn(test.store);
    await committer.submit(agree('c1'));
    const [entry] = await readLog(test.store.reader, 'imdp');
    const through = async () => (await test.store.reader.page('imdp', 0n, 1)).head?.recordedThrough ?? '';

    const idle = await through();
    expect(idle > (entry?.recordedAt ?? '')).toBe(true);

    const batch = await test.store.open({ funds: ['imdp'], keys: [], documents: [], accounts: [] });
    const clock = batch.heads.get('imdp')?.clock ?? '';
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await through()).toBe(entry?.recordedAt);
    expect((await test.store.reader.heads()).heads[0]?.recordedThrough).toBe(entry?.recordedAt);
    expect(idle < clock).toBe(true);
    await batch.abandon();
    expect((await through()) > clock).toBe(true);
  });

  it('keeps its promise of recorded-through under load', async () => {
    await using test = await postgresUnderTest();
    await using committer = committerOn(test.store);
    await using other = committerOn(test.replica());
    const promises: { sequence: bigint; through: string }[] = [];
    let finished = false;
    const watching = (async () => {
      while (!finished) {
        const { heads } = await test.store.reader.heads();
        const head = heads.find(({ fund }) => fund === 'imdp');
        if (head !== undefined) promises.push({ sequence: head.sequence, through: head.recordedThrough });
      }
    })();
    for (let round = 0; round < 40; round += 1) {
      await Promise.all([committer, other].map((one, at) => one.submit(agree(`c${round}-${at}`))));
    }
    finished = true;
    await watching;
    const log = await readLog(test.store.reader, 'imdp');
    const broken = promises.filter(({ sequence, through }) =>
      log.some((entry) => entry.sequence > sequence && entry.recordedAt <= through),
    );
    expect(promises.length).toBeGreaterThan(10);
    expect(broken).toEqual([]);
  });

  it('serves more committers than it has sessions', async () => {
    await using test = await postgresUnderTest();
    const committers = Array.from({ length: 12 }, () => committerOn(test.replica()));
    const results = await Promise.all(committers.map((committer, n) => committer.submit(agree(`c${n}`))));
    expect(results.every(({ outcome }) => outcome === 'accepted')).toBe(true);
    for (const committer of committers) await committer[Symbol.asyncDispose]();
  });
});

/** A store that loses the answer to its second commit, after or before the commit itself. */
function losingOneAnswer(store: Store, tookPlace: boolean): Store {
  let commits = 0;
  return {
    ...store,
    async open(request) {
      const batch = await store.open(request);
      return {
        ...batch,
        async commit(write) {
          commits += 1;
          if (commits !== 2) return batch.commit(write);
          if (tookPlace) await batch.commit(write);
          else await batch.abandon();
          throw new StoreFailure('unavailable', 'unknown', new Error('the answer was lost'));
        },
      };
    },
  };
}
