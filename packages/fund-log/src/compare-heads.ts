import { type Follower, park, streamOf } from './follower.ts';
import type { Head } from './log-reader.ts';
import { forkOf, hearOf } from './stream.ts';

const MAX_HEADS_PAGES = 1_000;

/** Finds new funds, lost tails, forks and how complete a subscriber is: the one mechanism that relies on no signal. */
export async function compareHeads(follower: Follower): Promise<void> {
  // As they stood before the source was asked: what is read afterwards may be newer than its answer.
  const read = Array.from(follower.streams, ([fund, { cursor }]) => ({ fund, cursor }));
  const heads = await readHeads(follower);
  for (const head of heads.values()) hearOf(streamOf(follower, head.fund), head);
  for (const { fund, cursor } of read) {
    const fork = forkOf(cursor, heads.get(fund));
    if (fork !== undefined && streamOf(follower, fund).state !== 'parked') await park(follower, fund, fork);
  }
  follower.headsAtMs = follower.timers.elapsedMs();
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
