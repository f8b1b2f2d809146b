import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { agree, deposit, key } from '../../test/commands.ts';
import { anna, giving } from '../../test/giving.ts';
import { createCommitter } from '../index.ts';
import { committerOn, type MakeStore } from './harness.ts';

/** What is promised to many who ask at once, of one process or of several. */
export function crowdConformance(make: MakeStore): void {
  describe('many at once', () => {
    it('keep the order in which they came, fund by fund, over many funds', async () => {
      await using test = await committerOn(make, { limits: { maxBatch: 7 } });
      const commands = Array.from({ length: 60 }, (_, n) => agree(`c${n}`, { fund: `fund-${n % 5}` }));
      await Promise.all(commands.map(test.submit));
      for (let fund = 0; fund < 5; fund += 1) {
        const log = await test.log(`fund-${fund}`);
        expect(log.map(({ subject }) => Number(subject.slice('contribution/c'.length)))).toEqual(
          Array.from({ length: 12 }, (_, n) => n * 5 + fund),
        );
      }
    });

    it('by two processes on one fund leave one gapless log, no key answered twice, and books that balance', async () => {
      await using test = await committerOn(make, { limits: { maxBatch: 10 } });
      await using other = createCommitter({
        model: giving,
        store: test.under.replica(),
        limits: { dueIntervalMs: 0, maxBatch: 10 },
      });
      await test.committer.submit(agree('c1'));
      const results = await Promise.all(
        Array.from({ length: 120 }, (_, n) => {
          const committer = n % 2 === 0 ? test.committer : other;
          // Each key is sent to both.
          const id = `d${n >> 1}`;
          return committer.submit(deposit('c1', id, '1.00', { actor: anna, idempotency: key(id) }));
        }),
      );
      expect(results.filter((result) => result.outcome === 'accepted' && !result.replayed)).toHaveLength(60);
      expect(results.filter((result) => result.outcome === 'accepted' && result.replayed)).toHaveLength(60);
      const log = await test.log();
      expect(log.map(({ sequence }) => Number(sequence))).toEqual(
        Array.from({ length: 61 }, (_, n) => n + 1),
      );
      expect(log.slice(1).every((entry, at) => entry.prevHash === log[at]?.leafHash)).toBe(true);
      expect((await test.under.balances('imdp')).get('pot')).toBe(6000n);
      expect(await test.under.posted('imdp')).toEqual(await test.under.balances('imdp'));
      expect((await test.under.documents('imdp')).get('contribution/c1')).toMatchObject({
        receivedMinor: 6000n,
      });
    });

    it('past the bound are told so at once, and nothing of them is done', async () => {
      await using test = await committerOn(make, { limits: { maxQueued: 3 } });
      const results = await Promise.all(
        Array.from({ length: 5 }, (_, n) => test.committer.submit(agree(`c${n}`))),
      );
      expect(results.map(({ outcome }) => outcome)).toEqual([
        'accepted',
        'accepted',
        'accepted',
        'overloaded',
        'overloaded',
      ]);
      expect(await test.log()).toHaveLength(3);
    });

    it('while somebody else holds the fund go together once it is free, in their order, each key looked up', async () => {
      const works: number[] = [];
      await using test = await committerOn(make, {
        telemetry: { batchDone: (batch) => works.push(batch.works) },
      });
      await using other = createCommitter({
        model: giving,
        store: test.under.replica(),
        limits: { dueIntervalMs: 0 },
      });
      const give = (id: string) => deposit('c1', id, '1.00', { idempotency: key(id) });
      await test.committer.submit(agree('c1'));
      await other.submit(give('d1'));
      const holder = test.under.replica();
      const held = await holder.open({ funds: ['imdp'], documents: [], accounts: [], keys: [] });
      const first = [give('d2'), give('d3')].map(test.submit);
      await setTimeout(50);
      const later = [give('d1'), give('d4'), agree('x', { fund: 'another' }), give('d5')].map(test.submit);
      await held.abandon();
      const results = await Promise.all([...first, ...later]);
      const told = results.map((result) =>
        result.outcome === 'accepted' ? [Number(result.position.sequence), result.replayed] : result,
      );
      expect(told).toEqual([
        [3, false],
        [4, false],
        [2, true],
        [5, false],
        [1, false],
        [6, false],
      ]);
      // Another fund is not held, so that its command and all after it are for the next transaction.
      expect(works).toEqual([1, 4, 2]);
      expect((await test.under.balances('imdp')).get('pot')).toBe(500n);
    });
  });
}
