import type { Instant, Provenance, Visibility } from '@mdtf/domain';
import type { Position } from './position.ts';

/** One entry as stored, sent and served: the bytes that are hashed, never re-encoded. */
export interface StoredEntry {
  /** Canonical JSON; SHA-256 of a zero byte and these bytes is the leaf hash. */
  readonly envelope: string;
  /** 16 bytes, base64. */
  readonly salt: string;
  /** CloudEvents 1.0 JSON; SHA-256 of salt and these bytes is in the envelope. */
  readonly payload: string;
  /** Travels beside the entry and is never hashed. */
  readonly traceparent?: string;
}

/** One entry taken apart, for those who act on it. */
export interface ReadEntry {
  readonly service: string;
  readonly fund: string;
  readonly sequence: bigint;
  readonly id: string;
  /** When it was written down, by the fund's clock. */
  readonly recordedAt: Instant;
  /** When it happened. */
  readonly time: Instant;
  /** As the domain names it: `DepositReceived`. */
  readonly type: string;
  readonly typeVersion: number;
  readonly subject: string;
  readonly actor: string;
  // biome-ignore lint/suspicious/noExplicitAny: its shape follows from service, type and version; the reader knows it
  readonly data: any;
  readonly correlationId: string;
  readonly causationId?: string;
  /** The positions of other services' logs that the decision rested on. */
  readonly basis: readonly Position[];
  readonly provenance?: Provenance;
  readonly visibility: Visibility;
  readonly traceparent?: string;
  /** SHA-256, hexadecimal, of this entry and of the one before it. */
  readonly leafHash: string;
  readonly prevHash: string;
}

/** Where a fund's log ends. */
export interface Head {
  readonly fund: string;
  readonly sequence: bigint;
  /** Of the last entry; `GENESIS` when there is none. */
  readonly leafHash: string;
  /** No entry will ever be recorded at or before this instant that is not at or below `sequence`. */
  readonly recordedThrough: Instant;
}

/** A page of heads in the order of fund ids. */
export interface HeadsPage {
  readonly heads: readonly Head[];
  /** The same promise as a head's, for every fund that has no head yet (and no clock of its own). */
  readonly recordedThrough: Instant;
  /** Give it as `after` for the next page; absent on the last. */
  readonly next?: string;
}

/** Consecutive entries of one fund, and its head read after them. */
export interface EntryPage {
  readonly entries: readonly StoredEntry[];
  /** Absent when the fund has no log here. */
  readonly head?: Head;
}

/** One service's logs, to read: in process, from its database, or over HTTP. */
export interface LogReader {
  readonly service: string;
  heads(after?: string): Promise<HeadsPage>;
  /** At most `limit` entries after a sequence, fewer if their size says so, none only at the end. */
  page(fund: string, afterSequence: bigint, limit: number): Promise<EntryPage>;
}

/** Before anything was recorded. */
export const BEGINNING: Instant = '0001-01-01T00:00:00.000Z';

/** The leaf hash before a log's first entry. */
export const GENESIS = '0'.repeat(64);

/** Bytes of an envelope at most. */
export const MAX_ENVELOPE_BYTES = 16 * 1024;

/** Bytes of a payload at most. */
export const MAX_PAYLOAD_BYTES = 256 * 1024;

/** Heads on one page. */
export const MAX_HEADS_PAGE = 1_000;

/** Entries on one page. */
export const MAX_ENTRIES_PAGE = 1_000;
