import type { RelayEntry, RelayPlace, RelayWant } from '@mdtf/fund-log';
import type { RelayLimits } from './relay.ts';

interface Place {
  /** Up to where entries were read in order to be sent. */
  taken: bigint;
  published: bigint;
  head: bigint;
}

/** What a leader knows of the funds: how far each goes, and how far it was read and published. */
export interface RelayPlaces {
  /** As the database says it; what was read meanwhile stays read. */
  learn(places: readonly RelayPlace[]): void;
  /** A fund goes this far; false when how far it was published is not known. */
  hear(fund: string, head: bigint): boolean;
  /** The next entries to read, the funds taking turns. */
  wanted(): RelayWant[];
  /** Notes what was read of what was wanted. */
  take(entries: readonly RelayEntry[], wanted: readonly RelayWant[]): void;
  /** Entries known to be recorded that were not read yet. */
  untaken(): bigint;
  publish(entries: readonly RelayEntry[]): void;
  forget(fund: string): void;
  /** Entries that are not published. */
  lag(): number;
}

export function createRelayPlaces({ maxRows, maxFunds, maxKnownFunds }: RelayLimits): RelayPlaces {
  const known = new Map<string, Place>();
  // In the order in which it is their turn.
  const behind = new Map<string, Place>();

  const queue = (fund: string, place: Place): void => {
    if (place.head > place.taken) behind.set(fund, place);
    else behind.delete(fund);
  };

  return {
    learn(places) {
      if (known.size > maxKnownFunds) {
        for (const [fund, { published, head }] of known) if (published === head) known.delete(fund);
      }
      for (const { fund, published, head } of places) {
        const place = known.get(fund) ?? { taken: published, published, head };
        if (head > place.head) place.head = head;
        known.set(fund, place);
        queue(fund, place);
      }
    },
    hear(fund, head) {
      const place = known.get(fund);
      if (place === undefined) return false;
      if (head > place.head) place.head = head;
      queue(fund, place);
      return true;
    },
    wanted() {
      const wants: RelayWant[] = [];
      let room = maxRows;
      for (const [fund, place] of behind) {
        const limit = Math.min(room, Number(place.head - place.taken));
        wants.push({ fund, after: place.taken, limit });
        room -= limit;
        if (room === 0 || wants.length === maxFunds) break;
      }
      return wants;
    },
    take(entries, wanted) {
      // Nothing there: the log has lost it again, and the next look says how far it goes.
      if (entries.length === 0) for (const { fund } of wanted) behind.delete(fund);
      for (const [fund, sequence] of lastOf(entries)) {
        const place = known.get(fund);
        if (place === undefined) continue;
        place.taken = sequence;
        // To the end of the line, so that every fund has its turn.
        behind.delete(fund);
        queue(fund, place);
      }
    },
    untaken: () => entriesLeft(behind.values(), 'taken'),
    publish(entries) {
      for (const [fund, sequence] of lastOf(entries)) {
        const place = known.get(fund);
        if (place !== undefined) place.published = sequence;
      }
    },
    forget(fund) {
      known.delete(fund);
      behind.delete(fund);
    },
    lag: () => Number(entriesLeft(known.values(), 'published')),
  };
}

/** Entries from where each fund was taken, or published, to its head. */
function entriesLeft(places: Iterable<Place>, since: 'taken' | 'published'): bigint {
  let left = 0n;
  for (const place of places) left += place.head - place[since];
  return left;
}

/** The last sequence of each fund among entries in order. */
export function lastOf(entries: readonly RelayEntry[]): Map<string, bigint> {
  return new Map(entries.map(({ fund, sequence }) => [fund, sequence]));
}
