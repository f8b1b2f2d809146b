import { GENESIS, type ReadEntry } from './log-reader.ts';
import type { Cursor } from './store.ts';
import type { Stream, StreamOutcome } from './subscription.ts';

/** The newest version of event types that is understood; 1 where none is given. */
export interface KnownVersions {
  readonly [type: string]: number;
}

/** What of a stream is new, and where it stands afterwards. */
export interface Step {
  readonly cursor: Cursor;
  readonly after: Cursor;
  readonly fresh: readonly ReadEntry[];
  readonly outcome: StreamOutcome;
}

/** Compares a stream with its cursor: skips what was handled, stops at a gap, parks a fork, waits at a newer version. */
export function stepOf(
  cursor: Cursor,
  { fund, entries }: Stream,
  knownVersions: KnownVersions | undefined,
): Step {
  const nothing = { cursor, after: cursor, fresh: [] };
  if (cursor.parkedReason !== undefined) {
    return { ...nothing, outcome: { fund, cursor, state: 'parked', reason: cursor.parkedReason } };
  }
  const unread = chained(entries.filter(({ sequence }) => sequence > cursor.sequence));
  const [first] = unread;
  if (first !== undefined && first.sequence > cursor.sequence + 1n) {
    return { ...nothing, outcome: { fund, cursor, state: 'gap' } };
  }
  if (first !== undefined && first.prevHash !== cursor.leafHash) {
    const after = parked(cursor, `fork: entry ${first.sequence} does not continue what was read`);
    return {
      ...nothing,
      after,
      outcome: { fund, cursor, state: 'parked', reason: after.parkedReason ?? '' },
    };
  }
  const newer = unread.findIndex(({ type, typeVersion }) => typeVersion > (knownVersions?.[type] ?? 1));
  const fresh = newer === -1 ? unread : unread.slice(0, newer);
  const last = fresh.at(-1);
  const after =
    last === undefined ? cursor : { ...resumed(cursor), sequence: last.sequence, leafHash: last.leafHash };
  const state = newer === -1 ? 'following' : 'newer-version';
  return { cursor, after, fresh, outcome: { fund, cursor: after, state } };
}

/** Up to the first that does not continue the one before: where it is next in line, it is told as a fork or a gap. */
function chained(entries: readonly ReadEntry[]): readonly ReadEntry[] {
  const broken = entries.findIndex(({ prevHash }, at) => at > 0 && prevHash !== entries[at - 1]?.leafHash);
  return broken === -1 ? entries : entries.slice(0, broken);
}

/** How often entries are tried before their stream is parked. */
export const MAX_PROJECTION_ATTEMPTS = 5;

/** A cursor after one more failure. */
export function failedOnce(cursor: Cursor, reason: string): Cursor {
  const failed = { ...cursor, attempts: cursor.attempts + 1 };
  return failed.attempts < MAX_PROJECTION_ATTEMPTS ? failed : parked(failed, reason);
}

export function beginning(source: string, fund: string): Cursor {
  return { source, fund, sequence: 0n, leafHash: GENESIS, attempts: 0 };
}

export function parked(cursor: Cursor, reason: string): Cursor {
  return { ...cursor, parkedReason: reason, parkedAt: new Date().toISOString() };
}

export function resumed({ source, fund, sequence, leafHash }: Cursor): Cursor {
  return { source, fund, sequence, leafHash, attempts: 0 };
}
