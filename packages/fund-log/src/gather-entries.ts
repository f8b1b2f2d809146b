import { readEntry } from './entry.ts';
import { type Follower, isDue, park } from './follower.ts';
import type { ReadEntry, StoredEntry } from './log-reader.ts';
import { gapBeforeOffered, hasRoom, takeOffered } from './offered.ts';
import { hearOf, type StreamState } from './stream.ts';
import type { Stream } from './subscription.ts';

/** The next entries of the funds that are behind, about as many as one transaction handles; each fund in its turn. */
export async function gatherEntries(follower: Follower): Promise<Stream[]> {
  const { streams, limits } = follower;
  const batch: Stream[] = [];
  let gathered = 0;
  for (const stream of [...streams.values()]) {
    if (gathered >= limits.maxBatch) break;
    if (!isDue(follower, stream)) continue;
    // To the end of the line, so that every fund has its turn.
    streams.delete(stream.fund);
    streams.set(stream.fund, stream);
    const entries = await nextEntries(follower, stream);
    if (entries.length > 0) batch.push({ fund: stream.fund, entries });
    gathered += entries.length;
  }
  return batch;
}

/** What was offered if it comes next, otherwise a page of the source's log. */
async function nextEntries(follower: Follower, stream: StreamState): Promise<ReadEntry[]> {
  const { reader, limits, upcast } = follower;
  const taken = takeOffered(stream, limits.maxPage, follower.offered);
  if (follower.room !== undefined && hasRoom(follower.offered, limits)) {
    follower.room.abort();
    follower.room = undefined;
  }
  if (taken.length > 0) return upcast === undefined ? taken : taken.map(upcast);
  const limit = Math.min(limits.maxPage, gapBeforeOffered(stream) ?? limits.maxPage);
  const { entries, head } = await reader.page(stream.fund, stream.cursor.sequence, limit);
  if (head !== undefined) hearOf(stream, head);
  // Signalled and then not there: the source has lost it again, which comparing heads will tell.
  if (entries.length === 0) stream.headSequence = stream.cursor.sequence;
  return readAll(follower, stream.fund, entries);
}

/** Takes entries apart, up to the first that is none: that one parks its fund when its turn comes. */
async function readAll(
  follower: Follower,
  fund: string,
  stored: readonly StoredEntry[],
): Promise<ReadEntry[]> {
  const entries: ReadEntry[] = [];
  for (const one of stored) {
    try {
      const entry = readEntry(one);
      entries.push(follower.upcast?.(entry) ?? entry);
    } catch (error) {
      if (entries.length === 0) await park(follower, fund, String(error));
      break;
    }
  }
  return entries;
}
