import type { Context } from '@mdtf/domain';
import { describe, expect, it } from 'vitest';
import { agree, allocate, command, deposit } from '../../test/commands.ts';
import { committerOn, type MakeStore } from './harness.ts';

const MAY_20 = '2030-05-20T07:00:00.000Z';
const MAY_21 = '2030-05-21T07:00:00.000Z';
const MAY_22 = '2030-05-22T07:00:00.000Z';
const MAY_30 = '2030-05-30T00:00:00.000Z';

/** What the fund's clock promises. */
export function clockConformance(make: MakeStore): void {
  describe('the fund’s clock', () => {
    it('gives one instant to all entries of a batch and a later one to the next', async () => {
      await using test = await committerOn(make);
      await Promise.all([agree('c1'), agree('c2')].map(test.submit));
      await test.committer.submit(agree('c3'));
      await test.committer.submit(agree('c4'));
      const [one, two, three, four] = (await test.log()).map(({ recordedAt }) => recordedAt);
      expect(one).toBe(two);
      expect(three && two && three > two).toBe(true);
      expect(four && three && four > three).toBe(true);
    });

    it('is both times of a live entry', async () => {
      await using test = await committerOn(make);
      await test.under.store.setClock('imdp', MAY_20);
      const result = await test.committer.submit(command('TellTime'));
      const { now, time, backDated } = (result as { answer: Context }).answer;
      expect(now.slice(0, 16)).toBe(MAY_20.slice(0, 16));
      expect({ time, backDated }).toEqual({ time: now, backDated: false });
    });

    it('can be set before the first entry, and afterwards only forward', async () => {
      await using test = await committerOn(make);
      const { store } = test.under;
      await store.setClock('imdp', '2007-11-16T09:00:00.000Z');
      await test.committer.submit(agree('c1'));
      expect((await test.log())[0]?.recordedAt.slice(0, 16)).toBe('2007-11-16T09:00');
      await store.setClock('imdp', '2007-12-03T09:00:00.000Z');
      await expect(store.setClock('imdp', '2007-11-30T09:00:00.000Z')).rejects.toThrow(RangeError);
      expect((await store.clock('imdp')).slice(0, 16)).toBe('2007-12-03T09:00');
      await test.committer.submit(agree('c2'));
      expect((await test.log())[1]?.time.slice(0, 16)).toBe('2007-12-03T09:00');
    });

    it('refuses what is given as happening later than now', async () => {
      await using test = await committerOn(make);
      await test.under.store.setClock('imdp', MAY_20);
      const result = await test.committer.submit(agree('c1', { time: MAY_21 }));
      expect(result).toMatchObject({
        outcome: 'rejected',
        rejection: { code: 'time-not-come', category: 'invalid' },
      });
    });

    it('says up to when everything that will ever be recorded is there', async () => {
      await using test = await committerOn(make);
      await test.under.store.setClock('quiet', MAY_20);
      await test.committer.submit(agree('c1'));
      const before = await test.under.store.reader.heads();
      await test.committer.submit(agree('c2'));
      const recorded = (await test.log())[1]?.recordedAt ?? '';
      const head = before.heads.find(({ fund }) => fund === 'imdp');
      expect(head?.sequence).toBe(1n);
      expect(head && head.recordedThrough < recorded).toBe(true);
      expect(before.recordedThrough < recorded).toBe(true);
      const quiet = before.heads.find(({ fund }) => fund === 'quiet');
      expect(quiet).toMatchObject({ sequence: 0n });
      expect(quiet?.recordedThrough.slice(0, 15)).toMatch(/^2030-05-20T0[67]/);
    });
  });

  describe('what falls due', () => {
    it('is carried out before the first command after it: effective when due, recorded now', async () => {
      await using test = await committerOn(make);
      const { store } = test.under;
      await store.setClock('imdp', MAY_20);
      await test.committer.submit(agree('c1', { due: MAY_21 }));
      await test.committer.submit(agree('c2'));
      expect((await test.log()).map(({ type }) => type)).toEqual([
        'ContributionAgreed',
        'ContributionAgreed',
      ]);
      await store.setClock('imdp', '2030-05-21T07:00:05.000Z');
      await test.committer.submit(deposit('c1', 'd1', '1.00'));
      const [reminder, received] = (await test.log()).slice(2);
      expect(reminder).toMatchObject({
        type: 'ReminderSent',
        time: MAY_21,
        actor: 'service:allocation',
        visibility: 'parties',
      });
      expect(reminder?.recordedAt).toBe(received?.recordedAt);
      expect(received?.time).toBe(received?.recordedAt);
    });

    it('comes in the order of the instants, also when one thing makes the next fall due', async () => {
      await using test = await committerOn(make);
      const { store } = test.under;
      await store.setClock('imdp', MAY_20);
      await test.committer.submit(agree('late', { due: MAY_22 }));
      await test.committer.submit(agree('early', { due: MAY_21 }));
      await store.setClock('imdp', MAY_30);
      expect(await test.committer.carryOutDue()).toBe(1);
      const reminders = (await test.log()).slice(2);
      expect(
        reminders.map(({ subject, time }) => `${time.slice(8, 10)} ${subject.slice('contribution/'.length)}`),
      ).toEqual(['21 early', '22 early', '22 late', '23 early', '23 late', '24 late']);
      expect(await test.committer.carryOutDue()).toBe(0);
    });

    it('is bounded in one batch, and nothing is decided on the fund before all of it is carried out', async () => {
      await using test = await committerOn(make, { limits: { maxDue: 4 } });
      const { store } = test.under;
      await store.setClock('imdp', MAY_20);
      for (const id of ['c1', 'c2', 'c3']) await test.committer.submit(agree(id, { due: MAY_21 }));
      await store.setClock('imdp', MAY_30);
      await Promise.all([
        test.committer.submit(agree('c4')),
        test.committer.submit(agree('c5', { fund: 'other' })),
      ]);
      const types = (await test.log()).map(({ type }) => type);
      expect(types.slice(3)).toEqual([...Array(9).fill('ReminderSent'), 'ContributionAgreed']);
    });

    it('and cannot be carried out is told to a person and holds up nothing else', async () => {
      await using test = await committerOn(make);
      const { store } = test.under;
      await store.setClock('imdp', MAY_20);
      await test.committer.submit(agree('undecidable', { due: MAY_21 }));
      await test.committer.submit(agree('c2', { due: MAY_21 }));
      await store.setClock('imdp', MAY_30);
      expect(await test.committer.submit(allocate('a1', '1.00'))).toMatchObject({ outcome: 'rejected' });
      expect(await test.committer.submit(agree('c3'))).toMatchObject({ outcome: 'accepted' });
      const types = (await test.log()).map(({ type }) => type);
      expect(types.filter((type) => type === 'ReminderSent')).toHaveLength(3);
      expect(test.alarms.map(({ kind }) => kind)).toEqual(['undecidable']);
    });
  });
}
