import type { Invariant } from './outcome.ts';

/** Of what one service hears of another. */
export const streams: readonly Invariant[] = [
  {
    name: 'no stream is parked, and each is read to its end',
    *check({ services, databases }) {
      for (const { name, follows } of services) {
        const { cursors } = databases.get(name)?.tables ?? { cursors: new Map() };
        for (const { source, fund, parkedReason } of cursors.values()) {
          if (parkedReason !== undefined) yield `${name} has parked ${source}/${fund}: ${parkedReason}`;
        }
        for (const source of Object.keys(follows)) {
          for (const { fund, sequence } of databases.get(source)?.tables.heads.values() ?? []) {
            const read = cursors.get(`${source}/${fund}`)?.sequence ?? 0n;
            if (read !== sequence) yield `${name} has read ${source}/${fund} to ${read} of ${sequence}`;
          }
        }
      }
    },
  },
  {
    name: 'nothing was asked that the program could not decide',
    *check({ alarms }) {
      for (const { kind, fund, detail } of alarms)
        if (kind !== 'unavailable') yield `${kind} ${fund ?? ''} ${detail}`;
    },
  },
];
