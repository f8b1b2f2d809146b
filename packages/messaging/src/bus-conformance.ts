import { setTimeout } from 'node:timers/promises';
import type { LogReader } from '@mdtf/fund-log';
import { describe, expect, it, vi } from 'vitest';
import { noteReader, noteSource } from '../test/note-taking.ts';
import type { Bus, BusAlarm, Source } from './bus.ts';

/** A form of the bus under test, following fast: heads compared and failures tried again every few milliseconds. */
export interface BusUnderTest {
  /** Also carries what the sources write to whoever follows, until it is disposed of. */
  readonly make: (sources: readonly Source[], onAlarm: (alarm: BusAlarm) => void) => Promise<Bus>;
  /** A name for a source that nobody else uses at the same time. */
  readonly newService: () => Promise<string>;
}

const FUNDS = ['imdp', 'pbf', 'artf'];
const PATIENCE = { timeout: 10_000, interval: 5 };

/** What every form of the bus promises, whatever carries the entries. */
export function busConformance(name: string, { make, newService }: BusUnderTest): void {
  describe(name, () => {
    it('brings every fund’s entries in order, none lost and none twice, while they are being written', async () => {
      const service = await newService();
      await using source = await noteSource(service);
      const reader = noteReader();
      await using bus = await make([source], () => {});
      bus.follow(service, reader.handler);
      const texts = Array.from({ length: 40 }, (_, n) => `note ${n}`);
      for (const text of texts) await Promise.all(FUNDS.map((fund) => source.note(fund, text)));
      await vi.waitFor(
        () => expect(FUNDS.map((fund) => reader.notes(fund).length)).toEqual([40, 40, 40]),
        PATIENCE,
      );
      for (const fund of FUNDS) expect(reader.notes(fund)).toEqual(texts);
    });

    it('brings what was written before anybody followed, of every fund', async () => {
      const service = await newService();
      await using source = await noteSource(service);
      for (const fund of FUNDS) await source.note(fund, 'early');
      const reader = noteReader();
      await using bus = await make([source], () => {});
      bus.follow(service, reader.handler);
      await vi.waitFor(
        () => expect(FUNDS.flatMap(reader.notes)).toEqual(['early', 'early', 'early']),
        PATIENCE,
      );
    });

    it('goes on after a stop where the cursor stands', async () => {
      const service = await newService();
      await using source = await noteSource(service);
      const reader = noteReader();
      await source.note('imdp', 'one');
      {
        await using bus = await make([source], () => {});
        bus.follow(service, reader.handler);
        await vi.waitFor(() => expect(reader.notes('imdp')).toEqual(['one']), PATIENCE);
      }
      await source.note('imdp', 'two');
      expect(reader.notes('imdp')).toEqual(['one']);
      await using bus = await make([source], () => {});
      bus.follow(service, reader.handler);
      await vi.waitFor(() => expect(reader.notes('imdp')).toEqual(['one', 'two']), PATIENCE);
    });

    it('fills a gap when the signal or the message between is lost', async () => {
      const service = await newService();
      await using source = await noteSource(service);
      const deaf = { reader: source.reader };
      const reader = noteReader();
      await using bus = await make([deaf], () => {});
      bus.follow(service, reader.handler);
      for (const text of ['one', 'two', 'three']) await source.note('imdp', text);
      await vi.waitFor(() => expect(reader.notes('imdp')).toEqual(['one', 'two', 'three']), PATIENCE);
    });

    it('carries an entry as large as one may be, among small ones', async () => {
      const service = await newService();
      await using source = await noteSource(service);
      const reader = noteReader();
      await using bus = await make([source], () => {});
      bus.follow(service, reader.handler);
      // Each character takes two bytes of the payload.
      const texts = ['small', '"'.repeat(130_000), 'small', 'é'.repeat(130_000), 'small'];
      for (const text of texts) await source.note('imdp', text);
      await vi.waitFor(() => expect(reader.notes('imdp')).toHaveLength(texts.length), PATIENCE);
      expect(reader.notes('imdp')).toEqual(texts);
    });

    it('skips what comes twice', async () => {
      const service = await newService();
      await using source = await noteSource(service);
      const reader = noteReader();
      await using bus = await make([{ ...source, reader: repeating(source.reader) }], () => {});
      bus.follow(service, reader.handler);
      for (const text of ['one', 'two', 'three']) await source.note('imdp', text);
      await vi.waitFor(() => expect(reader.notes('imdp').length).toBeGreaterThanOrEqual(3), PATIENCE);
      expect(reader.notes('imdp')).toEqual(['one', 'two', 'three']);
    });

    it('does not follow a source that was restored to an earlier copy: parked with an alarm, other funds go on', async () => {
      const service = await newService();
      await using source = await noteSource(service);
      const reader = noteReader();
      const alarms: BusAlarm[] = [];
      await using bus = await make([source], (alarm) => alarms.push(alarm));
      const subscription = bus.follow(service, reader.handler);
      for (const text of ['one', 'two', 'three']) await source.note('imdp', text);
      await vi.waitFor(() => expect(reader.notes('imdp')).toHaveLength(3), PATIENCE);

      await source.exchange([
        { fund: 'imdp', text: 'other one' },
        { fund: 'imdp', text: 'other two' },
        { fund: 'pbf', text: 'untouched' },
      ]);
      await vi.waitFor(
        () => expect(alarms).toMatchObject([{ fund: 'imdp', detail: expect.stringContaining('fork') }]),
        PATIENCE,
      );
      for (const text of ['other three', 'other four']) await source.note('imdp', text);
      await vi.waitFor(() => expect(reader.notes('pbf')).toEqual(['untouched']), PATIENCE);
      expect(reader.notes('imdp')).toEqual(['one', 'two', 'three']);
      expect(subscription.status().find(({ fund }) => fund === 'imdp')?.state).toBe('parked');
    });

    it('parks a fund whose entry cannot be handled, goes on with the others, and resumes where it stopped', async () => {
      const service = await newService();
      await using source = await noteSource(service);
      const reader = noteReader();
      const alarms: BusAlarm[] = [];
      await using bus = await make([source], (alarm) => alarms.push(alarm));
      const subscription = bus.follow(service, reader.handler);
      reader.stumblesOver.add('stone');
      for (const text of ['before', 'stone', 'after']) await source.note('imdp', text);
      await source.note('pbf', 'elsewhere');
      await vi.waitFor(() => expect(alarms).toMatchObject([{ fund: 'imdp' }]), PATIENCE);
      await vi.waitFor(() => expect(reader.notes('pbf')).toEqual(['elsewhere']), PATIENCE);
      expect(reader.notes('imdp')).toEqual(['before']);

      reader.stumblesOver.clear();
      await subscription.resume('imdp');
      await vi.waitFor(() => expect(reader.notes('imdp')).toEqual(['before', 'stone', 'after']), PATIENCE);
    });

    it('goes on with a parked fund that somebody let go on through another process', async () => {
      const service = await newService();
      await using source = await noteSource(service);
      const reader = noteReader();
      const alarms: BusAlarm[] = [];
      await using bus = await make([source], (alarm) => alarms.push(alarm));
      bus.follow(service, reader.handler);
      reader.stumblesOver.add('stone');
      await source.note('imdp', 'stone');
      await vi.waitFor(() => expect(alarms).toMatchObject([{ fund: 'imdp' }]), PATIENCE);

      reader.stumblesOver.clear();
      await reader.handler.resume(service, 'imdp');
      await vi.waitFor(() => expect(reader.notes('imdp')).toEqual(['stone']), PATIENCE);
    });

    it('serves two subscribers of one source, each at its own pace', async () => {
      const service = await newService();
      await using source = await noteSource(service);
      const [one, other] = [noteReader(), noteReader()];
      await using bus = await make([source], () => {});
      bus.follow(service, one.handler);
      other.stumblesOver.add('note');
      bus.follow(service, other.handler);
      await source.note('imdp', 'note');
      await vi.waitFor(() => expect(one.notes('imdp')).toEqual(['note']), PATIENCE);
      expect(other.notes('imdp')).toEqual([]);
    });

    it('says how far a subscriber has come, waits for a place, and knows a place that does not exist', async () => {
      const service = await newService();
      await using source = await noteSource(service);
      const reader = noteReader();
      await using bus = await make([source], () => {});
      const subscription = bus.follow(service, reader.handler);
      const place = (sequence: bigint) => ({ service, fund: 'imdp', sequence });
      expect(await subscription.waitFor(place(1n), 1_000)).toBe('unknown');
      await source.note('imdp', 'one');
      expect(await subscription.waitFor(place(1n), 5_000)).toBe('reached');
      expect(subscription.position('imdp')).toEqual(place(1n));
      expect(await subscription.waitFor({ ...place(1n), service: 'another' }, 1_000)).toBe('unknown');
      reader.stumblesOver.add('two');
      await source.note('imdp', 'two');
      expect(await subscription.waitFor(place(2n), 20)).toBe('lagging');
    });

    it('knows up to when everything that will ever be recorded has been handled', async () => {
      const service = await newService();
      await using source = await noteSource(service);
      const reader = noteReader();
      await using bus = await make([source], () => {});
      const subscription = bus.follow(service, reader.handler);
      await source.note('imdp', 'one');
      const later = new Date().toISOString();
      await vi.waitFor(
        () => expect((subscription.completeThrough('imdp') ?? '') > later).toBe(true),
        PATIENCE,
      );
      expect((subscription.completeThrough('never-heard-of') ?? '') > later).toBe(true);
      reader.stumblesOver.add('two');
      await source.note('imdp', 'two');
      const recorded = new Date().toISOString();
      await vi.waitFor(
        () => expect(subscription.status().find(({ fund }) => fund === 'imdp')?.headSequence).toBe(2n),
        PATIENCE,
      );
      expect((subscription.completeThrough('imdp') ?? '') < recorded).toBe(true);
    });

    it('catches up, when asked, with all that was recorded before', async () => {
      const service = await newService();
      await using source = await noteSource(service);
      const reader = noteReader();
      await using bus = await make([source], () => {});
      const subscription = bus.follow(service, reader.handler);
      await source.note('imdp', 'one');
      const before = new Date().toISOString();
      await setTimeout(2);
      expect(((await subscription.catchUp('imdp', 1_000)).completeThrough ?? '') >= before).toBe(true);
      expect(subscription.position('imdp')).toMatchObject({ sequence: 1n });
      expect(((await subscription.catchUp('never-heard-of', 1_000)).completeThrough ?? '') >= before).toBe(
        true,
      );
      reader.stumblesOver.add('two');
      await source.note('imdp', 'two');
      const recorded = new Date().toISOString();
      expect(((await subscription.catchUp('imdp', 20)).completeThrough ?? '') < recorded).toBe(true);
    });
  });
}

/** A reader that answers each page from one entry earlier than was asked. */
function repeating(reader: LogReader): LogReader {
  return {
    ...reader,
    page: (fund, after, limit) => reader.page(fund, after > 0n ? after - 1n : after, limit + 1),
  };
}
