import { postgresRelayLog, relayShelf } from '@mdtf/fund-log';
import { describe, expect, it, vi } from 'vitest';
import { keptSender } from '../test/kept-sender.ts';
import { type NoteService, noteService } from '../test/note-service.ts';
import type { BusAlarm } from './bus.ts';
import type { Relay, RelayLimits } from './relay.ts';
import { runRelay } from './run-relay.ts';

const PATIENCE = { timeout: 10_000, interval: 5 };
const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1);

function relayOf(
  { pool, service, wakeups }: NoteService,
  limits: Partial<RelayLimits> = {},
  alarms: BusAlarm[] = [],
) {
  const kept = keptSender();
  const relay = runRelay({
    log: postgresRelayLog({ pool, service }),
    sender: kept.sender,
    wakeups,
    limits: { lookIntervalMs: 20, retryMs: 5, leaseMs: 500, ...limits },
    onAlarm: (alarm) => alarms.push(alarm),
  });
  return Object.assign(relay, { kept });
}

const leads = (relay: Relay) => vi.waitFor(() => expect(relay.status().leader).toBe(true), PATIENCE);

describe('a relay', () => {
  it('publishes every fund’s entries in order, those from before it began and those to come', async () => {
    await using notes = await noteService('committee');
    const funds = ['imdp', 'pbf', 'artf'];
    for (const fund of funds) await notes.note(fund, 'before');
    await using relay = relayOf(notes, { maxRows: 7 });
    for (let n = 2; n <= 30; n += 1) await Promise.all(funds.map((fund) => notes.note(fund, `note ${n}`)));
    await vi.waitFor(() => expect(relay.status()).toMatchObject({ published: 90, lag: 0 }), PATIENCE);
    for (const fund of funds) expect(relay.kept.of(fund)).toEqual(upTo(30));
  });

  it('finds by itself what another process of the service has recorded', async () => {
    await using notes = await noteService('committee');
    await using relay = relayOf({ ...notes, wakeups: { listen: () => () => {}, signal: () => {} } });
    await leads(relay);
    await notes.note('imdp', 'one');
    await vi.waitFor(() => expect(relay.kept.of('imdp')).toEqual([1]), PATIENCE);
  });

  it('sends the very same again when the broker did not confirm it', async () => {
    await using notes = await noteService('committee');
    await using relay = relayOf(notes);
    await leads(relay);
    relay.kept.goAway();
    await notes.note('imdp', 'one');
    await vi.waitFor(() => expect(relay.kept.sends.length).toBeGreaterThan(3), PATIENCE);
    await notes.note('imdp', 'two');
    relay.kept.comeBack();
    await vi.waitFor(() => expect(relay.kept.of('imdp')).toEqual([1, 2]), PATIENCE);
    for (const sent of relay.kept.sends.slice(1, -1)) expect(sent).toEqual(relay.kept.sends[0]);
  });

  it('goes on after a stop where it stood, and may repeat, but never skips', async () => {
    await using notes = await noteService('committee');
    for (let n = 1; n <= 5; n += 1) await notes.note('imdp', 'note');
    {
      await using relay = relayOf(notes);
      await vi.waitFor(() => expect(relay.status().published).toBe(5), PATIENCE);
    }
    await notes.note('imdp', 'six');
    await using relay = relayOf(notes);
    await vi.waitFor(() => expect(relay.kept.of('imdp')).toEqual([6]), PATIENCE);
  });

  it('leads alone; another takes over at once when it ends, and when it is silent, after the lease', async () => {
    await using notes = await noteService('committee');
    const first = relayOf(notes);
    await leads(first);
    await using second = relayOf(notes);
    await notes.note('imdp', 'one');
    await vi.waitFor(() => expect(first.kept.of('imdp')).toEqual([1]), PATIENCE);
    expect(second.status().leader).toBe(false);
    await first[Symbol.asyncDispose]();
    await leads(second);
    await notes.note('imdp', 'two');
    await vi.waitFor(() => expect(second.kept.of('imdp')).toEqual([2]), PATIENCE);
    expect(second.status().epoch).toBe(2n);
  });

  it('notes nothing with an old epoch: what it sent too late is sent again by whoever leads now', async () => {
    await using notes = await noteService('committee');
    const log = postgresRelayLog(notes);
    const stale = await log.takeLease('stale', 1);
    await notes.note('imdp', 'one');
    await vi.waitFor(async () => expect(await log.takeLease('new', 60_000)).toBe(2n), PATIENCE);
    expect(await log.advance(stale ?? 0n, [{ fund: 'imdp', sequence: 1n }])).toBe(false);
    expect(await log.renewLease(stale ?? 0n, 60_000)).toBe(false);
    await log.releaseLease(stale ?? 0n);
    expect(await log.takeLease('third', 60_000)).toBeUndefined();
    expect(await log.behind(10)).toEqual([{ fund: 'imdp', published: 0n, head: 1n }]);
    expect(await log.advance(2n, [{ fund: 'imdp', sequence: 1n }])).toBe(true);
    expect(await log.behind(10)).toEqual([]);
  });

  it('never takes back how far a fund was published', async () => {
    await using notes = await noteService('committee');
    const log = postgresRelayLog(notes);
    for (const text of ['one', 'two', 'three']) await notes.note('imdp', text);
    const epoch = (await log.takeLease('one', 60_000)) ?? 0n;
    await log.advance(epoch, [{ fund: 'imdp', sequence: 3n }]);
    await log.advance(epoch, [{ fund: 'imdp', sequence: 1n }]);
    expect(await log.behind(10)).toEqual([]);
  });

  it('sets a fund aside whose entry the broker refuses, says so, and goes on with the others', async () => {
    await using notes = await noteService('committee');
    const alarms: BusAlarm[] = [];
    for (const text of ['one', 'two', 'three', 'four']) {
      for (const fund of ['imdp', 'pbf']) await notes.note(fund, text);
    }
    await using relay = relayOf(notes, { leaseMs: 5_000, lookIntervalMs: 60_000 }, alarms);
    relay.kept.refuses.add('imdp/3');
    await vi.waitFor(() => expect(relay.kept.of('pbf')).toEqual(upTo(4)), PATIENCE);
    await vi.waitFor(() => expect(relay.status().aside).toMatchObject([{ fund: 'imdp' }]), PATIENCE);
    expect(alarms).toMatchObject([{ fund: 'imdp', detail: expect.stringContaining('entry 3') }]);
    expect(relay.kept.of('imdp')).toEqual([1, 2]);

    relay.kept.refuses.clear();
    await relay.takeUp('imdp');
    await vi.waitFor(() => expect(relay.kept.of('imdp')).toEqual(upTo(4)), PATIENCE);
  });

  it('publishes nothing of a fund that an operator has set aside through another process, and all of it afterwards', async () => {
    await using notes = await noteService('committee');
    await notes.note('imdp', 'goes');
    await using relay = relayOf(notes);
    await vi.waitFor(() => expect(relay.kept.of('imdp')).toEqual([1]), PATIENCE);
    const shelf = relayShelf(notes.pool);
    await shelf.setAside('imdp', 'looked into');
    await vi.waitFor(
      () => expect(relay.status().aside).toEqual([{ fund: 'imdp', reason: 'looked into' }]),
      PATIENCE,
    );
    await notes.note('imdp', 'kept back');
    await notes.note('pbf', 'goes');
    await vi.waitFor(() => expect(relay.kept.of('pbf')).toEqual([1]), PATIENCE);
    expect(relay.kept.of('imdp')).toEqual([1]);
    await shelf.takeUp('imdp');
    await vi.waitFor(() => expect(relay.kept.of('imdp')).toEqual(upTo(2)), PATIENCE);
  });

  it('sends no more at once than it may, in entries and in bytes, and a larger entry by itself', async () => {
    await using notes = await noteService('committee');
    for (let n = 0; n < 6; n += 1) await notes.note('imdp', 'x'.repeat(n === 2 ? 20_000 : 100));
    await using relay = relayOf(notes, { maxRows: 2, maxBytes: 8_000 });
    await vi.waitFor(() => expect(relay.kept.of('imdp')).toEqual(upTo(6)), PATIENCE);
    const sizes = relay.kept.sends.map((sent) => sent.map(({ sequence }) => Number(sequence)));
    expect(sizes).toEqual([[1, 2], [3], [4, 5], [6]]);
  });
});
