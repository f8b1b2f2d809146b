import { describe, expect, it } from 'vitest';
import { agree } from '../../test/commands.ts';
import { giving, usd } from '../../test/giving.ts';
import { sourceLog } from '../../test/source-log.ts';
import { type Committer, createCommitter, formatPosition, type Reaction, type ReadEntry } from '../index.ts';
import { committerOn, type MakeStore } from './harness.ts';

const ingestAll = (committer: Committer, entries: readonly ReadEntry[]) =>
  Promise.all(entries.map((entry) => committer.ingest(entry)));

const agreeing =
  (contributionId: string, fund = 'imdp'): Reaction =>
  () => ({ fund, type: 'AgreeContribution', data: { contributionId, amount: usd('1.00') } });

/** What other services' entries become here. */
export function factConformance(make: MakeStore): void {
  describe('another service’s entries', () => {
    it('are folded into facts, each once, in order', async () => {
      await using test = await committerOn(make);
      const source = sourceLog('committee', 'imdp');
      const entries = [source.flag('a'), source.flag('b'), source.flag('a')];
      const results = await ingestAll(test.committer, [...entries, ...entries]);
      expect(results.map(({ outcome }) => outcome)).toEqual([
        'applied',
        'applied',
        'applied',
        'skipped',
        'skipped',
        'skipped',
      ]);
      expect((await test.under.documents('imdp')).get('donor-flag/a')).toEqual({
        reason: 'checked',
        times: 2,
      });
      const [cursor] = await test.under.store.factCursors('committee');
      expect(cursor).toMatchObject({
        fund: 'imdp',
        sequence: 3n,
        leafHash: entries[2]?.leafHash,
        attempts: 0,
      });
      expect(await test.log()).toEqual([]);
    });

    it('are not taken in beyond a gap', async () => {
      await using test = await committerOn(make);
      const source = sourceLog('committee', 'imdp');
      const [first, second, third] = [source.flag('a'), source.flag('b'), source.flag('c')];
      expect(await test.committer.ingest(third)).toEqual({ outcome: 'gap', after: 0n });
      await ingestAll(test.committer, [first, second, third]);
      expect((await test.under.store.factCursors('committee'))[0]?.sequence).toBe(3n);
    });

    it('with another past than the one known are a fork: parked with an alarm, until a person lets it go on', async () => {
      await using test = await committerOn(make);
      const source = sourceLog('committee', 'imdp');
      const restored = sourceLog('committee', 'imdp', 2);
      await test.committer.ingest(source.flag('a'));
      restored.flag('a', 'something else');
      const forked = restored.flag('b');
      expect(await test.committer.ingest(forked)).toMatchObject({ outcome: 'failed', parked: true });
      expect(test.alarms.map(({ kind }) => kind)).toEqual(['parked']);
      const next = source.flag('b');
      expect(await test.committer.ingest(next)).toMatchObject({ outcome: 'parked' });
      expect((await test.under.store.factCursors('committee'))[0]).toMatchObject({ sequence: 1n });
      await test.committer.resume('committee', 'imdp');
      expect(await test.committer.ingest(next)).toEqual({ outcome: 'applied' });
    });

    it('of a newer version wait, and are taken in after the upgrade', async () => {
      await using test = await committerOn(make);
      const source = sourceLog('committee', 'imdp');
      const entry = source.append({ type: 'DonorFlagged', data: { donor: 'a', reason: 'new' }, version: 2 });
      expect(await test.committer.ingest(entry)).toEqual({ outcome: 'newer' });
      const store = test.under.replica();
      await using upgraded = createCommitter({ model: giving, store, knownVersions: { DonorFlagged: 2 } });
      expect(await upgraded.ingest(entry)).toEqual({ outcome: 'applied' });
    });

    it('that cannot be handled are parked after bounded tries, and stop their own fund alone', async () => {
      await using test = await committerOn(make, { limits: { maxIngestAttempts: 2 } });
      const source = sourceLog('committee', 'imdp');
      const [poison, after] = [source.flag('a', 'poison'), source.flag('b')];
      const [first] = await ingestAll(test.committer, [poison, after]);
      expect(first).toMatchObject({ outcome: 'failed', parked: false });
      expect((await test.under.store.factCursors('committee'))[0]).toMatchObject({
        sequence: 0n,
        attempts: 1,
      });
      expect(await test.committer.ingest(poison)).toMatchObject({ outcome: 'failed', parked: true });
      expect(await test.committer.ingest(poison)).toMatchObject({ outcome: 'parked' });
      expect(await test.committer.ingest(sourceLog('committee', 'other').flag('a'))).toEqual({
        outcome: 'applied',
      });
      expect((await test.under.documents('imdp')).size).toBe(0);
    });
  });

  describe('a reaction', () => {
    it('is carried out in the transaction that moves the cursor, in the service’s name, as caused by the entry', async () => {
      await using test = await committerOn(make);
      const source = sourceLog('committee', 'imdp');
      const entry = source.flag('a');
      expect(await test.committer.ingest(entry, agreeing('c1'))).toEqual({ outcome: 'applied' });
      expect(await test.committer.ingest(entry, agreeing('c1'))).toEqual({ outcome: 'skipped' });
      expect(await test.log()).toMatchObject([
        { actor: 'service:allocation', causationId: entry.id, correlationId: entry.correlationId },
      ]);
    });

    it('that a rule refuses is kept for operators, and the stream goes on', async () => {
      await using test = await committerOn(make);
      const source = sourceLog('committee', 'imdp');
      await test.committer.submit(agree('c1'));
      expect(await test.committer.ingest(source.flag('a'), agreeing('c1'))).toEqual({ outcome: 'refused' });
      expect(await test.under.countOf('refused_reaction')).toBe(1);
      expect((await test.under.documents('imdp')).get('donor-flag/a')).toBeDefined();
      expect(await test.committer.ingest(source.flag('b'), agreeing('c2'))).toEqual({ outcome: 'applied' });
    });

    it('that cannot be decided leaves the facts as they were', async () => {
      await using test = await committerOn(make);
      const entry = sourceLog('committee', 'imdp').flag('a');
      const mistaken: Reaction[] = [
        () => ({ fund: 'imdp', type: 'Fail', data: {} }),
        () => {
          throw new Error('a mistake in the reaction');
        },
      ];
      for (const reaction of mistaken) {
        expect(await test.committer.ingest(entry, reaction)).toMatchObject({
          outcome: 'failed',
          parked: false,
        });
      }
      expect((await test.under.documents('imdp')).size).toBe(0);
      expect(await test.committer.ingest(entry, agreeing('c1'))).toEqual({ outcome: 'applied' });
      expect((await test.under.documents('imdp')).get('donor-flag/a')).toEqual({
        reason: 'checked',
        times: 1,
      });
    });

    it('may go to another log', async () => {
      await using test = await committerOn(make);
      const entry = sourceLog('committee', 'imdp').flag('a');
      expect(await test.committer.ingest(entry, agreeing('c1', 'platform'))).toEqual({ outcome: 'applied' });
      expect(await test.log('platform')).toMatchObject([
        { subject: 'contribution/c1', causationId: entry.id },
      ]);
    });

    it('to what was recorded afterwards happened at the time given for it, with the same provenance', async () => {
      await using test = await committerOn(make);
      const source = sourceLog('committee', 'imdp');
      const time = '2018-03-01T00:00:00.000Z';
      const provenance = { source: 'paper' };
      const data = { donor: 'a', reason: 'old' };
      await test.committer.ingest(
        source.append({ type: 'DonorFlagged', data, time, provenance }),
        agreeing('c1'),
      );
      await test.committer.ingest(source.append({ type: 'DonorFlagged', data, time }), agreeing('c2'));
      const ahead = { data, provenance, time: '2999-01-01T00:00:00.000Z' };
      await test.committer.ingest(source.append({ type: 'DonorFlagged', ...ahead }), agreeing('c3'));
      const [first, second, third] = await test.log();
      expect(first).toMatchObject({ time, provenance });
      expect(second?.time).toBe(second?.recordedAt);
      expect(third).toMatchObject({ time: third?.recordedAt, provenance });
    });
  });

  describe('a decision', () => {
    it('names the positions of the facts it rested on, of its fund and of the platform', async () => {
      await using test = await committerOn(make);
      const ofFund = sourceLog('committee', 'imdp');
      const ofPlatform = sourceLog('committee', 'platform');
      await ingestAll(test.committer, [ofFund.flag('a'), ofFund.flag('b'), ofPlatform.flag('a')]);
      const result = await test.committer.submit(agree('c1', { donor: 'a' }));
      expect(result).toMatchObject({ answer: { flags: 2 } });
      const [entry] = await test.log();
      expect(entry?.basis.map(formatPosition)).toEqual(['committee/imdp/2', 'committee/platform/1']);
    });

    it('sees newer facts of the platform as soon as they are committed, by whichever process', async () => {
      await using test = await committerOn(make);
      await using other = createCommitter({
        model: giving,
        store: test.under.replica(),
        limits: { dueIntervalMs: 0 },
      });
      const platform = sourceLog('committee', 'platform');
      for (let times = 1; times <= 3; times += 1) {
        await other.ingest(platform.flag('a'));
        const result = await test.committer.submit(agree(`c${times}`, { donor: 'a' }));
        expect(result).toMatchObject({ answer: { flags: times } });
      }
      expect((await test.log()).map(({ basis }) => basis.map(formatPosition).join())).toEqual([
        'committee/platform/1',
        'committee/platform/2',
        'committee/platform/3',
      ]);
    });

    it('sees the platform’s facts of its own batch', async () => {
      await using test = await committerOn(make);
      const entry = sourceLog('committee', 'platform').flag('a');
      const [before, , after] = await Promise.all([
        test.committer.submit(agree('c1', { donor: 'a' })),
        test.committer.ingest(entry),
        test.committer.submit(agree('c2', { donor: 'a' })),
      ]);
      expect([before, after]).toMatchObject([{ answer: { flags: 0 } }, { answer: { flags: 1 } }]);
      expect((await test.log()).map(({ basis }) => basis.length)).toEqual([0, 1]);
    });
  });
}
