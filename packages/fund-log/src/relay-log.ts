import type { StoredEntry } from './log-reader.ts';

/** What a relay needs of a service's log: who leads, what is not published yet, and how far publishing has come. */
export interface RelayLog {
  readonly service: string;
  /** Answers a new epoch when nobody holds the lease; undefined while somebody does. */
  takeLease(holder: string, leaseMs: number): Promise<bigint | undefined>;
  /** False when the lease was lost to somebody else. */
  renewLease(epoch: bigint, leaseMs: number): Promise<boolean>;
  /** Lets others lead at once. */
  releaseLease(epoch: bigint): Promise<void>;
  /** Of these funds, or of all, those whose log goes beyond what was published and that are not set aside. */
  behind(limit: number, funds?: readonly string[]): Promise<readonly RelayPlace[]>;
  /** Consecutive entries of several funds, one after the other, fewer than wanted if `maxBytes` says so, but never none. */
  read(wanted: readonly RelayWant[], maxBytes: number): Promise<readonly RelayEntry[]>;
  /** Notes what was published. False, and nothing is noted, when the epoch is over; never goes back. */
  advance(epoch: bigint, published: readonly Published[]): Promise<boolean>;
  /** Publishes no more of a fund until it is taken up again. */
  setAside(fund: string, reason: string): Promise<void>;
  takeUp(fund: string): Promise<void>;
  /** Funds set aside, at most `MAX_SET_ASIDE`. */
  aside(): Promise<readonly { readonly fund: string; readonly reason: string }[]>;
}

/** How far a fund's log was published, and how far it goes. */
export interface RelayPlace {
  readonly fund: string;
  readonly published: bigint;
  readonly head: bigint;
}

export interface RelayWant {
  readonly fund: string;
  readonly after: bigint;
  readonly limit: number;
}

export interface Published {
  readonly fund: string;
  readonly sequence: bigint;
}

/** An entry to be published. */
export interface RelayEntry {
  readonly fund: string;
  readonly sequence: bigint;
  readonly stored: StoredEntry;
}

export const MAX_SET_ASIDE = 1_000;
