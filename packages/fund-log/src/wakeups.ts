import { readOwnEntry } from './entry.ts';
import type { ReadEntry } from './log-reader.ts';
import type { Position } from './position.ts';
import type { EntryWrite } from './store.ts';

/** What a commit has added: where the logs now end, and the entries themselves, taken apart only for who wants them. */
export interface Growth {
  readonly heads: readonly Position[];
  readonly entries: () => WrittenEntries;
}

/** Entries just written, and about as much memory as they hold. */
export interface WrittenEntries {
  readonly entries: readonly ReadEntry[];
  readonly bytes: number;
}

/** Tells whoever listens in this process that logs have grown; a lost signal costs time, never an entry. */
export interface Wakeups {
  /** Told after each commit; must not throw and not take long. Answers how to stop listening. */
  listen(listener: (growth: Growth) => void): () => void;
  signal(growth: Growth): void;
}

/** The growth of a commit; its entries are taken apart once, when the first asks for them. */
export function growth(heads: readonly Position[], written: readonly EntryWrite[]): Growth {
  let known: WrittenEntries | undefined;
  const takeApart = (): WrittenEntries => ({
    entries: written.map(readOwnEntry),
    bytes: written.reduce((sum, { envelope, payload }) => sum + envelope.length + payload.length, 0),
  });
  return {
    heads,
    entries: () => {
      known ??= takeApart();
      return known;
    },
  };
}

/** Signals within one process, delivered synchronously in the order of listening. */
export function createWakeups(): Wakeups {
  const listeners = new Set<(growth: Growth) => void>();
  return {
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    signal(growth) {
      for (const listener of listeners) listener(growth);
    },
  };
}
