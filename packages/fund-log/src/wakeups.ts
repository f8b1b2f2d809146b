import type { Position } from './position.ts';

/** Tells whoever listens in this process that logs have grown; a lost signal costs time, never an entry. */
export interface Wakeups {
  /** Told after each commit; must not throw and not take long. Answers how to stop listening. */
  listen(listener: (heads: readonly Position[]) => void): () => void;
  signal(heads: readonly Position[]): void;
}

/** Signals within one process, delivered synchronously in the order of listening. */
export function createWakeups(): Wakeups {
  const listeners = new Set<(heads: readonly Position[]) => void>();
  return {
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    signal(heads) {
      for (const listener of listeners) listener(heads);
    },
  };
}
