import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { agree, allocate, command, deposit, key } from '../../test/commands.ts';
import { treasurer, usd } from '../../test/giving.ts';
import { canonicalJson, GENESIS, leafHashOf } from '../index.ts';
import { committerOn, type MakeStore } from './harness.ts';

/** What a command's sender is promised. */
export function commandConformance(make: MakeStore): void {
  describe('an accepted command', () => {
    it('is answered with the position of its entry, and its state and money are there', async () => {
      await using test = await committerOn(make);
      await test.committer.submit(agree('c1'));
      const result = await test.committer.submit(deposit('c1', 'd1', '250.50'));
      expect(result).toEqual({
        outcome: 'accepted',
        replayed: false,
        answer: { depositId: 'd1', receivedMinor: '25050' },
        position: { service: 'allocation', fund: 'imdp', sequence: 2n },
        events: 1,
      });
      const documents = await test.under.documents('imdp');
      expect(documents.get('contribution/c1')).toEqual({
        agreedMinor: 100000n,
        receivedMinor: 25050n,
        reminders: 0,
      });
      expect(documents.get('deposit/d1')).toEqual({ amount: usd('250.50') });
      const balances = await test.under.balances('imdp');
      expect(balances).toEqual(
        new Map([
          ['donor/c1', -25050n],
          ['pot', 25050n],
        ]),
      );
      expect(await test.under.posted('imdp')).toEqual(balances);
    });

    it('is an entry that continues the chain: gapless, hashed over canonical bytes, naming nobody in its envelope', async () => {
      await using test = await committerOn(make);
      await Promise.all([agree('c1'), agree('c2'), agree('c3')].map(test.submit));
      const log = await test.log();
      expect(log.map(({ sequence }) => sequence)).toEqual([1n, 2n, 3n]);
      expect(log.map(({ prevHash }) => prevHash)).toEqual([GENESIS, log[0]?.leafHash, log[1]?.leafHash]);
      expect(log[0]).toMatchObject({ type: 'ContributionAgreed', subject: 'contribution/c1', actor: 'anna' });

      const { entries, head } = await test.under.store.reader.page('imdp', 2n, 10);
      const envelope = entries[0]?.envelope ?? '';
      expect(head).toMatchObject({ sequence: 3n, leafHash: leafHashOf(envelope) });
      expect(canonicalJson(JSON.parse(envelope))).toBe(envelope);
      expect(Object.keys(JSON.parse(envelope))).toEqual([
        'datahash',
        'id',
        'prevhash',
        'recordedat',
        'sequence',
        'source',
        'visibility',
      ]);
    });

    it('carries its causes: who, why, from where, and the trace beside the entry', async () => {
      await using test = await committerOn(make);
      const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
      const provenance = { source: 'ledger 2019', row: 4, given: { amount: '10,00' } };
      const time = '2019-04-01T00:00:00.000Z';
      await test.committer.submit(agree('c1', { traceparent, provenance, time, correlationId: 'chain-1' }));
      const [entry] = await test.log();
      expect(entry).toMatchObject({ traceparent, provenance, time, correlationId: 'chain-1', basis: [] });
      expect(entry?.recordedAt.slice(0, 4)).not.toBe('2019');
    });

    it('without events is answered with the head and writes no entry', async () => {
      await using test = await committerOn(make);
      await test.committer.submit(agree('c1'));
      const result = await test.committer.submit(command('TellTime'));
      expect(result).toMatchObject({ outcome: 'accepted', events: 0, position: { sequence: 1n } });
      expect(await test.log()).toHaveLength(1);
    });
  });

  describe('a refused command', () => {
    it('gets the reason and the head, and leaves nothing behind', async () => {
      await using test = await committerOn(make);
      await test.committer.submit(agree('c1'));
      const result = await test.committer.submit(agree('c1', { amount: usd('7.00') }));
      expect(result).toMatchObject({
        outcome: 'rejected',
        replayed: false,
        rejection: { code: 'already-agreed' },
        position: { sequence: 1n },
      });
      expect(await test.log()).toHaveLength(1);
    });

    it('sees what the commands before it in the same batch have done', async () => {
      await using test = await committerOn(make);
      const results = await Promise.all(
        [
          agree('c1'),
          deposit('c1', 'd1', '100.00'),
          allocate('a1', '60.00'),
          allocate('a2', '60.00'),
          allocate('a3', '40.00'),
        ].map(test.submit),
      );
      expect(results.map(({ outcome }) => outcome)).toEqual([
        'accepted',
        'accepted',
        'accepted',
        'rejected',
        'accepted',
      ]);
      expect((await test.under.balances('imdp')).get('pot')).toBe(0n);
    });

    it('is refused when its entry would be larger than any reader is promised', async () => {
      await using test = await committerOn(make);
      const result = await test.committer.submit(
        agree('c1', { amount: { amount: '1.00', currency: 'USD', note: 'é'.repeat(140_000) } as never }),
      );
      expect(result).toMatchObject({
        outcome: 'rejected',
        rejection: { code: 'entry-too-large', category: 'invalid' },
      });
      expect(await test.log()).toEqual([]);
      expect(await test.under.documents('imdp')).toEqual(new Map());
    });
  });

  describe('a key', () => {
    it('answers the same command once more with what was answered first', async () => {
      await using test = await committerOn(make);
      await test.committer.submit(agree('c1'));
      const first = await test.committer.submit(deposit('c1', 'd1', '10.00', { idempotency: key('k') }));
      const second = await test.committer.submit(deposit('c1', 'd1', '10.00', { idempotency: key('k') }));
      expect(second).toEqual({ ...first, replayed: true });
      expect(await test.log()).toHaveLength(2);
    });

    it('answers a refusal once more, even when the command would pass by now', async () => {
      await using test = await committerOn(make);
      const first = await test.committer.submit(allocate('a1', '1.00', { idempotency: key('k') }));
      expect(first).toMatchObject({ outcome: 'rejected' });
      await test.committer.submit(agree('c1'));
      await test.committer.submit(deposit('c1', 'd1', '10.00'));
      const second = await test.committer.submit(allocate('a1', '1.00', { idempotency: key('k') }));
      expect(second).toEqual({ ...first, replayed: true });
    });

    it('used for other content is refused', async () => {
      await using test = await committerOn(make);
      await test.committer.submit(agree('c1', { idempotency: key('k', 'one') }));
      const reused = await test.committer.submit(agree('c2', { idempotency: key('k', 'two') }));
      expect(reused).toEqual({ outcome: 'key-reused' });
      expect(await test.log()).toHaveLength(1);
    });

    it('twice in one batch is carried out once', async () => {
      await using test = await committerOn(make);
      const results = await Promise.all(
        [
          agree('c1', { idempotency: key('k') }),
          agree('c1', { idempotency: key('k') }),
          agree('c1', { idempotency: key('k', 'other') }),
        ].map(test.submit),
      );
      expect(results.map((result) => ('replayed' in result ? result.replayed : result.outcome))).toEqual([
        false,
        true,
        'key-reused',
      ]);
      expect(await test.log()).toHaveLength(1);
    });

    it('belongs to one actor in one fund', async () => {
      await using test = await committerOn(make);
      const idempotency = key('k');
      const results = await Promise.all(
        [
          agree('c1', { idempotency }),
          agree('c2', { idempotency, actor: treasurer('ben') }),
          agree('c1', { idempotency, fund: 'other' }),
        ].map(test.submit),
      );
      expect(results.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'accepted']);
    });

    it('is forgotten after its time, a bounded number at once', async () => {
      await using test = await committerOn(make);
      for (const name of ['a', 'b', 'c'])
        await test.committer.submit(agree(name, { idempotency: key(name) }));
      const { store } = test.under;
      expect(await store.forgetAnswers(3_600_000, 10)).toBe(0);
      await setTimeout(2);
      expect(await store.forgetAnswers(0, 2)).toBe(2);
      expect(await test.under.countOf('idempotency')).toBe(1);
    });
  });

  describe('a mistake in the program', () => {
    it('fails its own command and no other of the batch', async () => {
      await using test = await committerOn(make);
      const idempotency = key('k');
      const results = await Promise.allSettled(
        [
          agree('c1'),
          command('Fail', {}, { idempotency }),
          deposit('c1', 'd1', '5.00'),
          command('AllocateBlindly', { allocationId: 'a1', amount: usd('6.00') }),
          command('Touch', { contributionId: 'c1', depositId: 'd9', amount: usd('1.00') }),
          command('Peek', { contributionId: 'c1' }),
          command('Unheard'),
          allocate('a2', '5.00'),
        ].map(test.submit),
      );
      expect(results.map(({ status }) => status === 'fulfilled')).toEqual([
        true,
        false,
        true,
        false,
        false,
        false,
        false,
        true,
      ]);
      expect((await test.log()).map(({ type }) => type)).toEqual([
        'ContributionAgreed',
        'DepositReceived',
        'MoneyAllocated',
      ]);
      expect(await test.under.balances('imdp')).toEqual(
        new Map([
          ['allocated/a2', 500n],
          ['donor/c1', -500n],
          ['pot', 0n],
        ]),
      );
      expect((await test.under.documents('imdp')).get('contribution/c1')).toMatchObject({
        receivedMinor: 500n,
      });
      expect(await test.under.countOf('idempotency')).toBe(0);
      expect(test.alarms.map(({ kind }) => kind)).toEqual(Array(5).fill('undecidable'));
    });

    it('that only the database notices fails its own command and no other of the batch', async () => {
      await using test = await committerOn(make);
      const results = await Promise.allSettled(
        [agree('c1'), agree('zero\0byte', { amount: usd('1.00') }), agree('c2')].map(test.submit),
      );
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect((await test.log()).map(({ subject }) => subject)).toEqual([
        'contribution/c1',
        'contribution/c2',
      ]);
    });
  });
}
