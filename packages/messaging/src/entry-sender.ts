import type { RelayEntry } from '@mdtf/fund-log';

/** Brings entries to the broker. One send at a time. */
export interface EntrySender extends AsyncDisposable {
  /**
   * Resolves when the broker has confirmed all of them. Throws EntriesRefused when it will never take them as they are;
   * after anything else some may have been stored, and the very same are to be sent again.
   */
  send(entries: readonly RelayEntry[]): Promise<void>;
}

/** The broker refuses what was sent, at least one entry of it, for what it is: too large, or malformed in its eyes. */
export class EntriesRefused extends Error {
  override readonly name = 'EntriesRefused';
}

/** The broker confirmed fewer partitions than were sent to. */
export class UnconfirmedPartitions extends Error {
  override readonly name = 'UnconfirmedPartitions';
}
