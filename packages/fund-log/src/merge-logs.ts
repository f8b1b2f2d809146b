import { readEntry } from './entry.ts';
import type { LogReader, ReadEntry } from './log-reader.ts';

/** Entries of one log of a fund after a sequence, up to and with another; a service's own, or those it takes facts from. */
export interface LogPart {
  readonly as: 'own' | 'fact';
  readonly reader: LogReader;
  readonly fund: string;
  readonly after: bigint;
  readonly through: bigint;
}

const PAGE = 500;

export interface MergedEntry {
  readonly as: LogPart['as'];
  readonly entry: ReadEntry;
}

/**
 * Entries of several logs in the order in which they were recorded, so nearly the order in which they were first
 * handled; each log's own order is kept. Ends early, with a RangeError, when a log is shorter than asked for.
 */
export async function* mergeLogs(parts: readonly LogPart[]): AsyncGenerator<MergedEntry> {
  const logs = parts.map((part) => entriesOf(part));
  const next = await Promise.all(logs.map((log) => log.next()));
  for (;;) {
    let earliest = -1;
    for (const [at, { value }] of next.entries()) {
      if (value === undefined) continue;
      const best = next[earliest]?.value;
      if (best === undefined || value.recordedAt < best.recordedAt) earliest = at;
    }
    const entry = next[earliest]?.value;
    const log = logs[earliest];
    const part = parts[earliest];
    if (entry === undefined || log === undefined || part === undefined) return;
    yield { as: part.as, entry };
    next[earliest] = await log.next();
  }
}

async function* entriesOf({ reader, fund, after, through }: LogPart): AsyncGenerator<ReadEntry, undefined> {
  let at = after;
  while (at < through) {
    const { entries } = await reader.page(fund, at, PAGE);
    if (entries.length === 0)
      throw new RangeError(`The log ${reader.service}/${fund} ends at ${at}, before ${through}`);
    for (const stored of entries) {
      const entry = readEntry(stored);
      if (entry.sequence > through) return undefined;
      yield entry;
      at = entry.sequence;
    }
  }
  return undefined;
}
