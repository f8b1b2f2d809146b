import type { ReadEntry, Subscription } from '@mdtf/fund-log';

/** Within it the group is told that this member lives, however long others take. */
const HEARTBEAT_MS = 500;
/** Longer is nobody waited for: what has no room then is read from the source later. */
const MAX_WAITS = 10;

/** Subscriptions that had no room for long: not waited for again until they have. */
const overrun = new WeakSet<Subscription>();

/** Offers entries when there is room for them, waiting a while for it; one that stands still holds nobody up for long. */
export async function offerTo(
  subscription: Subscription,
  entries: readonly ReadEntry[],
  bytes: number,
  heartbeat: () => Promise<void>,
): Promise<void> {
  const waits = overrun.has(subscription) ? 0 : MAX_WAITS;
  let room = await subscription.whenRoom(0);
  for (let wait = 0; !room && wait < waits; wait += 1) {
    await heartbeat();
    room = await subscription.whenRoom(HEARTBEAT_MS);
  }
  if (room) overrun.delete(subscription);
  else overrun.add(subscription);
  subscription.offer(entries, bytes);
}
