import type { ReadEntry } from './log-reader.ts';
import type { StreamState } from './stream.ts';
import type { SubscriptionLimits } from './subscription.ts';

/** How much was offered to a subscription and not taken yet, of all its streams. */
export interface OfferedTotal {
  entries: number;
  bytes: number;
  /** Streams that have as many as one may have. */
  readonly crowded: Set<StreamState>;
}

export interface OfferedEntry {
  readonly entry: ReadEntry;
  /** About as much memory as it holds. */
  readonly bytes: number;
}

/** Whether nothing more is taken in for now. */
export function isFull({ entries, bytes, crowded }: OfferedTotal, limits: SubscriptionLimits): boolean {
  return entries >= limits.maxOffered || bytes >= limits.maxOfferedBytes || crowded.size > 0;
}

/** Whether there is room again for some time, so that whoever waits is not woken for one entry. */
export function hasRoom(total: OfferedTotal, limits: SubscriptionLimits): boolean {
  const { entries, bytes, crowded } = total;
  for (const stream of crowded) {
    if (stream.offered.length <= limits.maxOfferedPerFund / 2) crowded.delete(stream);
  }
  return entries <= limits.maxOffered / 2 && bytes <= limits.maxOfferedBytes / 2 && crowded.size === 0;
}

/** Keeps an offered entry for its turn; what is handled already, comes twice or has no room is not kept. */
export function keepOffered(
  stream: StreamState,
  offered: OfferedEntry,
  { total, limits, nowMs }: { total: OfferedTotal; limits: SubscriptionLimits; nowMs: number },
): void {
  const last = stream.offered.at(-1)?.entry.sequence ?? stream.cursor.sequence;
  if (offered.entry.sequence <= last) return;
  // What stands still must not take the room of what moves; it is read from the source when it goes on.
  if (stream.state !== 'following' || stream.retryAtMs > nowMs) return;
  if (total.entries >= limits.maxOffered || total.bytes >= limits.maxOfferedBytes) return;
  if (stream.offered.length >= limits.maxOfferedPerFund) return;
  stream.offered.push(offered);
  total.entries += 1;
  total.bytes += offered.bytes;
  if (stream.offered.length >= limits.maxOfferedPerFund) total.crowded.add(stream);
}

/**
 * The offered entries that continue the cursor, at most so many; what has been handled is dropped, what is beyond a gap
 * stays. One that does not continue the chain is dropped with all after it: only the source itself can tell of a fork.
 */
export function takeOffered(stream: StreamState, limit: number, total: OfferedTotal): ReadEntry[] {
  const { offered, cursor } = stream;
  const handled = offered.findIndex(({ entry }) => entry.sequence > cursor.sequence);
  dropFirst(stream, handled === -1 ? offered.length : handled, total);
  const taken: ReadEntry[] = [];
  let { sequence, leafHash } = cursor;
  for (const { entry } of offered) {
    if (taken.length >= limit || entry.sequence !== sequence + 1n) break;
    if (entry.prevHash !== leafHash) {
      dropFirst(stream, offered.length, total);
      return taken;
    }
    taken.push(entry);
    ({ sequence, leafHash } = entry);
  }
  dropFirst(stream, taken.length, total);
  return taken;
}

/** How many entries are missing between the cursor and the first that was offered; undefined when none was. */
export function gapBeforeOffered({ offered, cursor }: StreamState): number | undefined {
  const [first] = offered;
  return first === undefined ? undefined : Number(first.entry.sequence - cursor.sequence - 1n);
}

/** Gives up the room of a stream that stands still. */
export function dropOffered(stream: StreamState, total: OfferedTotal): void {
  dropFirst(stream, stream.offered.length, total);
}

function dropFirst({ offered }: StreamState, count: number, total: OfferedTotal): void {
  for (const { bytes } of offered.splice(0, count)) {
    total.entries -= 1;
    total.bytes -= bytes;
  }
}
