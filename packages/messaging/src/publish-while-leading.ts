import { pauseAfter, type RelayEntry } from '@mdtf/fund-log';
import { lastOf } from './relay-places.ts';
import { notAside, type RunningRelay } from './running-relay.ts';
import { sendEntries } from './send-entries.ts';

/** A look at the log by itself takes at most this part of the time, however many funds there are. */
const LOOKING_PART = 1 / 20;

/** Fewer entries than this that wait to be read are let gather. */
const FEW = 500n;

/**
 * Publishes until the lease is lost or the relay is stopped. While more waits, the next page is read as one is sent;
 * otherwise more is let gather. What was sent is noted meanwhile.
 */
export async function publishWhileLeading(relay: RunningRelay): Promise<void> {
  const { lease, limits, timers, stop, log } = relay;
  const epoch = lease.epoch();
  let lookAtMs = Number.NEGATIVE_INFINITY;
  let noting: Promise<void> = Promise.resolve();

  const look = async (): Promise<void> => {
    const began = timers.elapsedMs();
    relay.aside.clear();
    for (const { fund, reason } of await log.aside()) {
      relay.aside.set(fund, reason);
      // What is read of it meanwhile is not sent: taken up again, it is read from where publishing stands.
      relay.places.forget(fund);
    }
    relay.places.learn(await log.behind(limits.maxKnownFunds));
    const ended = timers.elapsedMs();
    lookAtMs = ended + Math.max(limits.lookIntervalMs, (ended - began) / LOOKING_PART);
  };

  const readNext = async (): Promise<readonly RelayEntry[]> => {
    if (timers.elapsedMs() >= lookAtMs) await look();
    const heardOf = [...relay.heardOf];
    relay.heardOf.clear();
    if (heardOf.length > 0) relay.places.learn(await log.behind(heardOf.length, heardOf));
    const wanted = relay.places.wanted();
    if (wanted.length === 0) return [];
    const entries = await log.read(wanted, limits.maxBytes);
    relay.places.take(entries, wanted);
    return entries;
  };

  const note = async (sent: readonly RelayEntry[]): Promise<void> => {
    const published = Array.from(lastOf(sent), ([fund, sequence]) => ({ fund, sequence }));
    if (epoch === undefined || !(await log.advance(epoch, published))) return lease.lose();
    relay.places.publish(sent);
    relay.published += sent.length;
  };

  const leads = (): boolean => !stop.signal.aborted && epoch !== undefined && lease.epoch() === epoch;

  let reading = readNext();
  const readAhead = (): void => {
    reading = readNext();
    // Awaited later; until then a failure is nobody's.
    reading.catch(() => {});
  };
  while (leads()) {
    const entries = notAside(relay, await reading);
    if (entries.length === 0) {
      await noting;
      await rest(relay, lookAtMs);
      readAhead();
      continue;
    }
    const isNearlyThere = relay.places.untaken() < FEW;
    const beganMs = timers.elapsedMs();
    if (!isNearlyThere) readAhead();
    const sent = await sendEntries(relay, entries, leads);
    await noting;
    if (sent.length > 0) {
      noting = note(sent);
      noting.catch(() => {});
    }
    if (!isNearlyThere) continue;
    await timers.sleep(pauseAfter(timers.elapsedMs() - beganMs, limits.maxPauseMs), stop.signal);
    readAhead();
  }
  await Promise.all([reading, noting]);
}

/** Until it is woken or is to look by itself. */
async function rest(relay: RunningRelay, untilMs: number): Promise<void> {
  const { timers } = relay;
  await timers.sleep(Math.max(0, untilMs - timers.elapsedMs()), relay.wake.signal);
  relay.wake = new AbortController();
}
