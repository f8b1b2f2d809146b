import type { RelayEntry } from '@mdtf/fund-log';
import { EntriesRefused, type EntrySender } from '../src/entry-sender.ts';

/** A broker in memory: keeps what was sent in the order of its coming, and can be away, refuse, or be slow. */
export function keptSender() {
  const kept: RelayEntry[] = [];
  const refuses = new Set<string>();
  const sends: RelayEntry[][] = [];
  let away = false;
  let gate: Promise<void> | undefined;

  const sender: EntrySender = {
    async send(entries) {
      sends.push([...entries]);
      await gate;
      if (away) throw new Error('The broker is away');
      const refused = entries.find(({ fund, sequence }) => refuses.has(`${fund}/${sequence}`));
      if (refused !== undefined) throw new EntriesRefused('too large');
      kept.push(...entries);
    },
    async [Symbol.asyncDispose]() {},
  };
  return {
    sender,
    sends,
    refuses,
    goAway: () => {
      away = true;
    },
    comeBack: () => {
      away = false;
    },
    /** Sends wait until what is answered is called. */
    hold(): () => void {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return () => {
        gate = undefined;
        resolve();
      };
    },
    /** The sequences kept of a fund, in the order of their coming. */
    of: (fund: string): number[] =>
      kept.filter((one) => one.fund === fund).map(({ sequence }) => Number(sequence)),
  };
}
