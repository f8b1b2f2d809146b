import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { agree, deposit } from '../test/commands.ts';
import { giving } from '../test/giving.ts';
import { memoryUnderTest } from '../test/memory-under-test.ts';
import { committerOn } from './conformance/harness.ts';
import { createCommitter } from './index.ts';

it('records nothing that joined a batch as earlier than it was asked', async () => {
  let nowMs = Date.parse('2026-05-20T09:00:00.000Z');
  await using test = await committerOn(() =>
    memoryUnderTest({
      clock: () => new Date(nowMs).toISOString(),
      // Between the lock and the look for those that joined.
      at: (point) => {
        if (point === 'load') nowMs += 7_000;
      },
    }),
  );
  await using other = createCommitter({
    model: giving,
    store: test.under.replica(),
    limits: { dueIntervalMs: 0 },
  });
  await test.submit(agree('c1'));
  await other.submit(deposit('c1', 'd1', '1.00'));
  const held = await test.under.store.open({ funds: ['imdp'], documents: [], accounts: [], keys: [] });
  const first = test.submit(deposit('c1', 'd2', '1.00'));
  await setTimeout(20);
  const joining = test.submit(deposit('c1', 'd3', '1.00'));
  const lockedAtMs = nowMs;
  await held.abandon();
  await Promise.all([first, joining]);
  const recorded = (await test.log()).slice(-2).map(({ recordedAt }) => Date.parse(recordedAt));
  for (const each of recorded) expect(each).toBeGreaterThanOrEqual(lockedAtMs + 7_000);
});
