import type { BadRow } from './row.ts';
import { MAX_KEPT } from './tally.ts';

/** Bad rows as they are found, each fault of a row once, however many steps come upon it. */
export interface BadRows {
  readonly add: (fault: BadRow) => void;
  /** How many rows have a fault. */
  readonly rows: () => number;
  /** The first `MAX_KEPT` faults. */
  readonly faults: () => readonly BadRow[];
}

/** No bad rows yet. */
export function createBadRows(): BadRows {
  const faults = new Map<string, BadRow>();
  const rows = new Set<string>();
  return {
    add(fault) {
      const row = `${fault.file}:${fault.row}`;
      rows.add(row);
      const key = `${row}:${fault.column}:${fault.reason}`;
      if (faults.size < MAX_KEPT && !faults.has(key)) faults.set(key, fault);
    },
    rows: () => rows.size,
    faults: () => [...faults.values()],
  };
}
