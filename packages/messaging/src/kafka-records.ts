import { decodeEntry, type ReadEntry, readEntry } from '@mdtf/fund-log';
import type { KafkaMessage } from 'kafkajs';

/** Entries of one service taken out of a topic's records. */
export interface RecordedEntries {
  readonly entries: readonly ReadEntry[];
  /** About as much memory as they hold. */
  readonly bytes: number;
  /** Offsets of records that are no entry of this service. */
  readonly unreadable: readonly string[];
}

/** Takes records apart; what is no entry is left out, as the source itself has all that are. */
export function entriesOf(service: string, messages: readonly KafkaMessage[]): RecordedEntries {
  const entries: ReadEntry[] = [];
  const unreadable: string[] = [];
  let bytes = 0;
  for (const message of messages) {
    const entry = entryOf(service, message);
    if (entry === undefined) unreadable.push(message.offset);
    else entries.push(entry);
    bytes += message.value?.length ?? 0;
  }
  return { entries, bytes, unreadable };
}

function entryOf(service: string, { value, headers }: KafkaMessage): ReadEntry | undefined {
  try {
    const traceparent = headers?.traceparent;
    const entry = readEntry(
      decodeEntry(String(value), traceparent === undefined ? undefined : String(traceparent)),
    );
    return entry.service === service ? entry : undefined;
  } catch {
    return undefined;
  }
}
