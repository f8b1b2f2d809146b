import type { LogReader } from './log-reader.ts';
import type { RelayEntry, RelayLog, RelayPlace } from './relay-log.ts';
import { systemTimers, type Timers } from './timers.ts';

const MAX_HEADS_PAGES = 1_000;

/** The relay's side of any log that can be read; lease and positions are in memory, shared by those who share this. */
export function memoryRelayLog(reader: LogReader, timers: Timers = systemTimers): RelayLog {
  const published = new Map<string, bigint>();
  const aside = new Map<string, string>();
  let epoch = 0n;
  let expiresAtMs = Number.NEGATIVE_INFINITY;

  return {
    service: reader.service,
    async takeLease(_holder, leaseMs) {
      if (timers.elapsedMs() < expiresAtMs) return undefined;
      expiresAtMs = timers.elapsedMs() + leaseMs;
      epoch += 1n;
      return epoch;
    },
    async renewLease(held, leaseMs) {
      if (held !== epoch) return false;
      expiresAtMs = timers.elapsedMs() + leaseMs;
      return true;
    },
    async releaseLease(held) {
      if (held === epoch) expiresAtMs = Number.NEGATIVE_INFINITY;
    },
    async behind(limit, funds) {
      const places: RelayPlace[] = [];
      let after: string | undefined;
      for (let page = 0; page < MAX_HEADS_PAGES; page += 1) {
        const { heads, next } = await reader.heads(after);
        for (const { fund, sequence } of heads) {
          const place = { fund, published: published.get(fund) ?? 0n, head: sequence };
          if (place.head > place.published && !aside.has(fund)) places.push(place);
        }
        if (next === undefined) break;
        after = next;
      }
      return places.filter(({ fund }) => funds?.includes(fund) ?? true).slice(0, limit);
    },
    async read(wanted, maxBytes) {
      const read: RelayEntry[] = [];
      let bytes = 0;
      for (const { fund, after, limit } of wanted) {
        const { entries } = await reader.page(fund, after, limit);
        for (const [at, stored] of entries.entries()) {
          bytes += Buffer.byteLength(stored.envelope) + Buffer.byteLength(stored.payload);
          if (bytes > maxBytes && read.length > 0) return read;
          read.push({ fund, sequence: after + BigInt(at) + 1n, stored });
        }
      }
      return read;
    },
    async advance(held, places) {
      if (held !== epoch) return false;
      for (const { fund, sequence } of places) {
        if (sequence > (published.get(fund) ?? 0n)) published.set(fund, sequence);
      }
      return true;
    },
    setAside: async (fund, reason) => void aside.set(fund, reason),
    takeUp: async (fund) => void aside.delete(fund),
    aside: async () => Array.from(aside, ([fund, reason]) => ({ fund, reason })),
  };
}
