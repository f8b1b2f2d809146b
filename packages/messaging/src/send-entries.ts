import type { RelayEntry } from '@mdtf/fund-log';
import { EntriesRefused } from './entry-sender.ts';
import { type RunningRelay, setAside } from './running-relay.ts';

/**
 * Sends entries until they are confirmed, the very same again after a failure, for as long as this process leads.
 * Answers those that were confirmed. A fund with an entry that the broker refuses is set aside there.
 */
export async function sendEntries(
  relay: RunningRelay,
  entries: readonly RelayEntry[],
  leads: () => boolean,
): Promise<readonly RelayEntry[]> {
  const { sender, limits, timers, stop, alarm, log } = relay;
  while (leads()) {
    try {
      await sender.send(entries);
      return entries;
    } catch (error) {
      if (error instanceof EntriesRefused) return sendApart(relay, entries, leads, error);
      alarm(`${log.service} is not taken by the broker: ${String(error)}`);
      await timers.sleep(limits.retryMs, stop.signal);
    }
  }
  return [];
}

/** Finds what is refused: each fund by itself, its entries in halves. What comes after a refused entry waits with it. */
async function sendApart(
  relay: RunningRelay,
  entries: readonly RelayEntry[],
  leads: () => boolean,
  refusal: EntriesRefused,
): Promise<readonly RelayEntry[]> {
  const funds = Map.groupBy(entries, ({ fund }) => fund);
  if (funds.size > 1) {
    const sent: RelayEntry[] = [];
    for (const ofFund of funds.values()) sent.push(...(await sendEntries(relay, ofFund, leads)));
    return sent;
  }
  const [first] = entries;
  if (first === undefined) return [];
  if (entries.length === 1) {
    await setAside(relay, first.fund, `entry ${first.sequence} is refused: ${refusal.message}`);
    return [];
  }
  const middle = entries.length >> 1;
  const before = await sendEntries(relay, entries.slice(0, middle), leads);
  if (before.length < middle) return before;
  return [...before, ...(await sendEntries(relay, entries.slice(middle), leads))];
}
