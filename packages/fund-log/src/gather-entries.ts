import { readEntry } from './entry.ts';
import { type Follower, isDue, park } from './follower.ts';
import type { ReadEntry } from './log-reader.ts';
import { gapBeforeOffered, hasRoom, takeOffered } from './offered.ts';
import { hearOf, type StreamState } from './stream.ts';
import type { Stream } from './subscription.ts';
import { WOKEN } from './timers.ts';

/** Pages asked for at a time: the source may be far away. */
const MAX_READS_AT_ONCE = 8;

/** The next entries of the funds that are behind, about as many as one transaction handles; each fund in its turn. */
export async function gatherEntries(follower: Follower): Promise<Stream[]> {
  const due = nextInTurn(follower);
  const batch: Stream[] = [];
  for (let at = 0; at < due.length; at += MAX_READS_AT_ONCE) {
    const some = due.slice(at, at + MAX_READS_AT_ONCE);
    const read = await Promise.all(some.map((stream) => nextEntries(follower, stream)));
    for (const [n, entries] of read.entries()) {
      const fund = some[n]?.fund;
      if (fund !== undefined && entries.length > 0) batch.push({ fund, entries });
    }
  }
  return batch;
}

function nextInTurn(follower: Follower): StreamState[] {
  const { streams, limits } = follower;
  const due: StreamState[] = [];
  let expected = 0;
  for (const stream of streams.values()) {
    if (expected >= limits.maxBatch) break;
    if (!isDue(follower, stream)) continue;
    due.push(stream);
    expected += Math.min(limits.maxPage, Number(stream.headSequence - stream.cursor.sequence));
  }
  for (const stream of due) {
    // To the end of the line, so that every fund has its turn.
    streams.delete(stream.fund);
    streams.set(stream.fund, stream);
  }
  return due;
}

/** What was offered if it comes next, otherwise a page of the source's log. */
async function nextEntries(follower: Follower, stream: StreamState): Promise<readonly ReadEntry[]> {
  const { reader, limits, upcast } = follower;
  const taken = takeOffered(stream, limits.maxPage, follower.offered);
  if (follower.room !== undefined && hasRoom(follower.offered, limits)) {
    follower.room.abort(WOKEN);
    follower.room = undefined;
  }
  if (taken.length > 0) return upcast === undefined ? taken : readAll(follower, stream, taken, upcast);
  const limit = Math.min(limits.maxPage, gapBeforeOffered(stream) ?? limits.maxPage);
  const { entries, head } = await reader.page(stream.fund, stream.cursor.sequence, limit);
  if (head !== undefined) hearOf(stream, head);
  // Signalled and then not there: the source has lost it again, which comparing heads will tell.
  if (entries.length === 0) stream.headSequence = stream.cursor.sequence;
  return readAll(follower, stream, entries, (stored) => {
    const entry = readEntry(stored);
    return upcast?.(entry) ?? entry;
  });
}

/** Takes entries apart, up to the first that is none: that one parks its fund when its turn comes. */
async function readAll<T>(
  follower: Follower,
  { fund }: StreamState,
  all: readonly T[],
  read: (one: T) => ReadEntry,
): Promise<ReadEntry[]> {
  const entries: ReadEntry[] = [];
  for (const one of all) {
    try {
      entries.push(read(one));
    } catch (error) {
      if (entries.length === 0) await park(follower, fund, String(error));
      break;
    }
  }
  return entries;
}
