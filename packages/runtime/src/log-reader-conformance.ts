import { GENESIS, type LogReader, leafHashOf, MAX_HEADS_PAGE, readEntry } from '@mdtf/fund-log';
import { describe, expect, it, vi } from 'vitest';

/** A log to read, and a way to record notes in it. */
export interface LogUnderTest extends AsyncDisposable {
  readonly reader: LogReader;
  note(fund: string, ...texts: readonly string[]): Promise<void>;
}

/** What every way to read a service's logs promises, in process or from afar. */
export function logReaderConformance(name: string, open: () => Promise<LogUnderTest>): void {
  describe(name, () => {
    it('knows no head and no entry of a fund that has no log, and says up to when that holds', async () => {
      await using log = await open();
      expect(await log.reader.page('imdp', 0n, 10)).toEqual({ entries: [] });
      const { heads, recordedThrough, next } = await log.reader.heads();
      expect([heads, next]).toEqual([[], undefined]);
      await vi.waitFor(async () =>
        expect((await log.reader.heads()).recordedThrough > recordedThrough).toBe(true),
      );
    });

    it('gives consecutive entries after a place, as stored, and the head they lead to', async () => {
      await using log = await open();
      await log.note('imdp', 'one', 'two', 'three');
      const { entries, head } = await log.reader.page('imdp', 0n, 10);
      expect(entries.map((entry) => readEntry(entry).data.text)).toEqual(['one', 'two', 'three']);
      expect(readEntry(entries[0] ?? { envelope: '', salt: '', payload: '' }).prevHash).toBe(GENESIS);
      expect(head).toMatchObject({
        fund: 'imdp',
        sequence: 3n,
        leafHash: leafHashOf(entries[2]?.envelope ?? ''),
      });
      const later = await log.reader.page('imdp', 1n, 1);
      expect(later.entries).toEqual([entries[1]]);
      expect(later.head?.sequence).toBe(3n);
      expect((await log.reader.page('imdp', 3n, 10)).entries).toEqual([]);
    });

    it('gives the head alone when no entry is asked for', async () => {
      await using log = await open();
      await log.note('imdp', 'one');
      expect(await log.reader.page('imdp', 0n, 0)).toMatchObject({ entries: [], head: { sequence: 1n } });
    });

    it('gives the heads of all funds in their order, after any of them, and none after all', async () => {
      await using log = await open();
      for (const fund of ['pbf', 'artf', 'imdp']) await log.note(fund, 'one');
      const { heads } = await log.reader.heads();
      expect(heads.map(({ fund }) => fund)).toEqual(['artf', 'imdp', 'pbf']);
      expect(heads[1]).toMatchObject((await headIn(log.reader, 'imdp')) ?? {});
      expect((await log.reader.heads('imdp')).heads.map(({ fund }) => fund)).toEqual(['pbf']);
      const none = await log.reader.heads('~');
      expect(none.heads).toEqual([]);
      expect(Date.parse(none.recordedThrough)).toBeGreaterThan(0);
    });

    it('gives more heads than a page holds page by page', async () => {
      await using log = await open();
      const funds = Array.from({ length: MAX_HEADS_PAGE + 1 }, (_, n) => `f${String(n).padStart(5, '0')}`);
      await Promise.all(funds.map((fund) => log.note(fund, 'one')));
      const first = await log.reader.heads();
      expect([first.heads.length, first.next]).toEqual([MAX_HEADS_PAGE, funds.at(-2)]);
      const second = await log.reader.heads(first.next);
      expect([second.heads.map(({ fund }) => fund), second.next]).toEqual([[funds.at(-1)], undefined]);
    });
  });
}

async function headIn(reader: LogReader, fund: string) {
  const { head } = await reader.page(fund, 0n, 1);
  return head && { fund, sequence: head.sequence, leafHash: head.leafHash };
}
