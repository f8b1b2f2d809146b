import { type Follower, park, placeAll, streamOf } from './follower.ts';
import type { Head } from './log-reader.ts';
import { forkOf, hearOf, isBehind } from './stream.ts';

const MAX_HEADS_PAGES = 1_000;

/** Finds new funds, lost tails, forks and how complete a subscriber is: the one mechanism that relies on no signal. */
export async function compareHeads(follower: Follower): Promise<void> {
  // Perhaps a person has let it go on, through another process or in the database.
  if (Array.from(follower.streams.values()).some(({ state }) => state === 'parked')) await placeAll(follower);
  // As they stood before the source was asked: what is read afterwards may be newer than its answer.
  const read = Array.from(follower.streams, ([fund, { cursor }]) => ({ fund, cursor }));
  const heads = await readHeads(follower);
  for (const head of heads.values()) hearOf(streamOf(follower, head.fund), head);
  for (const { fund, cursor } of read) {
    const fork = forkOf(cursor, heads.get(fund));
    if (fork !== undefined && streamOf(follower, fund).state !== 'parked') await park(follower, fund, fork);
  }
  follower.headsAtMs = follower.timers.elapsedMs();
  await watchOthers(follower);
}

/**
 * Funds that another process handles are left to it as long as they move from one comparison to the next; one that is
 * behind and stands still is taken over, so that nothing waits for a process that is gone.
 */
async function watchOthers(follower: Follower): Promise<void> {
  const { streams, timers, isOwn } = follower;
  const behind = () =>
    Array.from(streams.values()).filter(
      (stream) => !stream.called && isBehind(stream, timers.elapsedMs()) && !isOwn(stream.fund),
    );
  if (behind().length === 0) return;
  await placeAll(follower);
  for (const stream of behind()) {
    if (stream.watchedAt === stream.cursor.sequence) stream.called = true;
    stream.watchedAt = stream.cursor.sequence;
  }
}

async function readHeads(follower: Follower): Promise<Map<string, Head>> {
  const heads = new Map<string, Head>();
  let after: string | undefined;
  for (let page = 0; page < MAX_HEADS_PAGES; page += 1) {
    const next = await follower.reader.heads(after);
    for (const head of next.heads) heads.set(head.fund, head);
    // Of the first page: the earliest, so true for all of them.
    if (page === 0) follower.throughWithoutHead = next.recordedThrough;
    if (next.next === undefined) break;
    after = next.next;
  }
  return heads;
}
