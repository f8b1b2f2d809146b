import { FUND_LOG_MIGRATIONS } from '@mdtf/fund-log';
import { migratedDatabase } from '@mdtf/testing';
import { describe, expect, it, vi } from 'vitest';
import { type Child, startChild } from '../test/child.ts';
import { connectionUnderTest, freshService } from '../test/kafka-under-test.ts';
import { type NoteService, noteService } from '../test/note-service.ts';
import { createRelay, readTopic, topicOf } from './index.ts';

/** Longer than it may take; how long it took is measured. */
const PATIENCE = { timeout: 20_000, interval: 10 };
const HAND_OVER_MS = 10_000;
const brokers = () => connectionUnderTest().brokers.join(',');
const printed = (child: Child, text: string) =>
  vi.waitFor(() => expect(child.lines.join('\n')).toContain(text), PATIENCE);

/** How long it takes until a text is in the topic, in milliseconds. */
async function untilPublished({ service }: NoteService, text: string): Promise<number> {
  const began = performance.now();
  await vi.waitFor(async () => {
    const records = await readTopic(connectionUnderTest(), topicOf(service));
    expect(records.some(({ value }) => value.includes(text))).toBe(true);
  }, PATIENCE);
  return performance.now() - began;
}

/** The sequences of a fund in its topic, where each is for the first time. */
async function publishedOf({ service }: NoteService, fund: string): Promise<number[]> {
  const records = await readTopic(connectionUnderTest(), topicOf(service));
  const sequences = records
    .filter(({ key }) => key === fund)
    .map(({ value }) => Number(JSON.parse(JSON.parse(value).envelope).sequence));
  return [...new Set(sequences)];
}

describe('two relays of one service', () => {
  it.each(['SIGKILL', 'SIGSTOP'] as const)(
    'hand over within ten seconds after %s, nothing lost, each fund in order; the one that comes back does no harm',
    async (signal) => {
      await using notes = await noteService(await freshService());
      const start = () => startChild('relay-process.ts', [notes.service, notes.url, brokers()]);
      await using first = start();
      await printed(first, 'leads with epoch 1');
      await using second = start();
      let count = 0;
      const write = async (times: number) => {
        for (let n = 0; n < times; n += 1) await notes.note('imdp', `note ${count + n + 1}.`);
        count += times;
      };
      await write(50);
      await untilPublished(notes, 'note 50.');

      first.kill(signal);
      await write(50);
      expect(await untilPublished(notes, 'note 100.')).toBeLessThan(HAND_OVER_MS);
      await printed(second, 'leads with epoch 2');

      first.kill('SIGCONT');
      await write(50);
      await untilPublished(notes, 'note 150.');
      if (signal === 'SIGSTOP') await printed(first, 'does not lead');
      expect(await publishedOf(notes, 'imdp')).toEqual(Array.from({ length: 150 }, (_, n) => n + 1));
    },
  );
});

describe('two replicas of one follower', () => {
  it('share the funds, double nothing and lose nothing, and take over within ten seconds when one is killed', async () => {
    await using notes = await noteService(await freshService(6));
    await using follower = await migratedDatabase(FUND_LOG_MIGRATIONS);
    await follower.pool.query(
      `CREATE TABLE note (fund text, sequence bigint, text text, handled_by integer, handled_at timestamptz DEFAULT clock_timestamp(), PRIMARY KEY (fund, sequence))`,
    );
    await using _relay = createRelay({ connection: connectionUnderTest(), ...notes });
    const funds = Array.from({ length: 24 }, (_, n) => `fund-${n}`);
    const write = (text: string) => Promise.all(funds.map((fund) => notes.note(fund, text)));
    const rows = async () =>
      (
        await follower.pool.query<{ fund: string; sequence: bigint; handled_by: number; text: string }>(
          'SELECT * FROM note ORDER BY fund, sequence',
        )
      ).rows;
    const start = () =>
      startChild('replica-process.ts', [
        `reader-${notes.service}`,
        notes.service,
        notes.url,
        follower.url,
        brokers(),
      ]);

    await using first = start();
    await using second = start();
    let rounds = 0;
    // Until the group has settled, and each has its part.
    await vi.waitFor(async () => {
      rounds += 1;
      await write(`round ${rounds}`);
      const recent = (await rows()).filter(({ sequence }) => Number(sequence) > rounds - 3);
      expect(new Set(recent.map(({ handled_by }) => handled_by)).size).toBe(2);
    }, PATIENCE);

    first.kill('SIGKILL');
    const began = performance.now();
    for (let n = 0; n < 20; n += 1) await write(`after ${n}`);
    await vi.waitFor(async () => expect(await rows()).toHaveLength(funds.length * (rounds + 20)), PATIENCE);
    expect(performance.now() - began).toBeLessThan(HAND_OVER_MS);
    expect([...first.lines, ...second.lines].filter((line) => line.includes('alarm'))).toEqual([]);
    const sequences = new Set((await rows()).map(({ fund, sequence }) => `${fund}/${sequence}`));
    expect(sequences.size).toBe(funds.length * (rounds + 20));
  });
});
