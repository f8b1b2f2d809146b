import type { Instant } from '@mdtf/domain';
import { BEGINNING, type Head, type LogReader, MAX_ENTRIES_PAGE, MAX_HEADS_PAGE } from './log-reader.ts';
import { entriesAfter, type MemoryHead, type MemoryTables, shifted } from './memory-tables.ts';

interface MemoryReaderParts {
  readonly service: string;
  readonly tables: MemoryTables;
  readonly clock: () => Instant;
  /** Whether a batch has the fund's head, and may have read the clock already. */
  readonly isHeld: (fund: string) => boolean;
  readonly beforeReading: () => Promise<void>;
}

/** Reads the logs of a memory store as another service would. */
export function memoryReader({
  service,
  tables,
  clock,
  isHeld,
  beforeReading,
}: MemoryReaderParts): LogReader {
  const announced = (head: MemoryHead): Head => {
    const { fund, sequence, leafHash, offsetMs } = head;
    const recorded = head.recordedAt ?? BEGINNING;
    // The millisecond that is passing may still get entries.
    const justBefore = shifted(clock(), offsetMs - 1);
    const recordedThrough = isHeld(fund) || recorded > justBefore ? recorded : justBefore;
    return { fund, sequence, leafHash, recordedThrough };
  };

  return {
    service,
    async heads(after = '') {
      await beforeReading();
      const funds = [...tables.heads.keys()].filter((fund) => fund > after).sort();
      const page = funds.slice(0, MAX_HEADS_PAGE).flatMap((fund) => tables.heads.get(fund) ?? []);
      const next = funds.length > MAX_HEADS_PAGE ? page.at(-1)?.fund : undefined;
      return {
        heads: page.map(announced),
        recordedThrough: shifted(clock(), -1),
        ...(next !== undefined && { next }),
      };
    },
    async page(fund, afterSequence, limit) {
      await beforeReading();
      const head = tables.heads.get(fund);
      if (head === undefined) return { entries: [] };
      const entries = entriesAfter(tables, fund, afterSequence, Math.min(limit, MAX_ENTRIES_PAGE));
      return { entries, head: announced(head) };
    },
  };
}
