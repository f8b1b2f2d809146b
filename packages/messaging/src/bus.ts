import type { LogReader, StreamHandler, Subscription, Wakeups } from '@mdtf/fund-log';

/** A service whose logs others follow. */
export interface Source {
  readonly reader: LogReader;
  /** Told after each of its commits, where it runs in this process. */
  readonly wakeups?: Wakeups;
}

/**
 * Brings every service's entries to those who follow it: each fund's in order, each at least once, none lost.
 * Handlers keep the cursors and so make it exactly once. All forms of the bus pass one conformance suite.
 */
export interface Bus extends AsyncDisposable {
  /** Begins to follow a source by name; RangeError when nobody has announced it. The bus ends it with itself. */
  follow(source: string, handler: StreamHandler): Subscription;
  /** The log of a source, to read at will; RangeError when nobody has announced it. */
  reader(source: string): LogReader;
}

/** What a person should look at: a fork, a parked stream, a source that does not answer. */
export interface BusAlarm {
  readonly source: string;
  readonly fund?: string;
  readonly detail: string;
}
