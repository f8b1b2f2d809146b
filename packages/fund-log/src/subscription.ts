import type { Instant } from '@mdtf/domain';
import type { LogReader, ReadEntry } from './log-reader.ts';
import type { Position } from './position.ts';
import type { Cursor } from './store.ts';
import type { Timers } from './timers.ts';
import type { Wakeups } from './wakeups.ts';

/** Follows one source's logs, all its funds, each in order and exactly once as far as its handler's cursors go. */
export interface Subscription extends AsyncDisposable {
  readonly source: string;
  readonly subscriber: string;
  /**
   * Entries that arrived by another way (a bus), holding about so many bytes: handled at once when they continue what
   * was handled, skipped below that, kept within bounds beyond a gap. Nothing rests on them; the source has them all.
   */
  offer(entries: readonly ReadEntry[], bytes?: number): void;
  /** Waits, at most so long, until more may be offered without being dropped; false when there is no room by then. */
  whenRoom(timeoutMs: number): Promise<boolean>;
  /** How far this subscriber has come. */
  position(fund: string): Position;
  /** Everything that the source will ever have recorded up to this instant has been handled; undefined: nothing known. */
  completeThrough(fund: string): Instant | undefined;
  /**
   * Asks the source how far a fund has come now and waits at most so long until all that is handled: what had been
   * committed before the call is handled then, unless time ran out.
   */
  catchUp(fund: string, timeoutMs: number): Promise<CaughtUp>;
  /** Whether a position of this source has been handled, waiting for it; `unknown` when the source has not come so far. */
  waitFor(position: Position, timeoutMs: number): Promise<'reached' | 'lagging' | 'unknown'>;
  status(): readonly StreamStatus[];
  /** Lets a parked stream go on. */
  resume(fund: string): Promise<void>;
}

/** How far a fund's stream has come when somebody has waited for it. */
export interface CaughtUp {
  /** Where the source's log ended when it was asked; 0: it had none of the fund. */
  readonly sequence: bigint;
  /** As of the subscription. */
  readonly completeThrough: Instant | undefined;
}

/** One fund's stream, for operators and readiness. */
export interface StreamStatus {
  readonly fund: string;
  readonly sequence: bigint;
  readonly headSequence: bigint;
  readonly completeThrough?: Instant;
  readonly state: 'following' | 'newer-version' | 'parked';
  readonly reason?: string;
}

/** What is done with the entries; keeps the cursors. Two exist: `ingestion` into a committer, `projection` into tables. */
export interface StreamHandler {
  readonly subscriber: string;
  cursors(source: string): Promise<readonly Cursor[]>;
  /** Handles consecutive entries of several funds; each fund's outcome by itself. Throws only when nothing was done. */
  handle(source: string, streams: readonly Stream[]): Promise<readonly StreamOutcome[]>;
  park(source: string, fund: string, reason: string): Promise<void>;
  resume(source: string, fund: string): Promise<void>;
}

export interface Stream {
  readonly fund: string;
  readonly entries: readonly ReadEntry[];
}

/** Where a stream stands after handling. */
export interface StreamOutcome {
  readonly fund: string;
  /** After the last entry that was handled; absent when none was. */
  readonly cursor?: Cursor;
  /** `gap`: it stands elsewhere than was thought, so its cursor is read anew. */
  readonly state: 'following' | 'gap' | 'newer-version' | 'failed' | 'parked';
  readonly reason?: string;
}

export interface SubscriptionOptions {
  readonly reader: LogReader;
  readonly handler: StreamHandler;
  readonly wakeups?: Wakeups;
  readonly timers?: Timers;
  readonly limits?: Partial<SubscriptionLimits>;
  /** Pure: an entry of an older version in the newest form. */
  readonly upcast?: (entry: ReadEntry) => ReadEntry;
  /**
   * Whether a fund's entries are first of all this process's, where several share one subscriber's cursors. Another's
   * fund is handled when somebody waits for it, or when it does not move between two comparisons of heads.
   */
  readonly isOwn?: (fund: string) => boolean;
  /** Told of forks, parked streams and a source that does not answer. */
  readonly onAlarm?: (alarm: {
    readonly source: string;
    readonly fund?: string;
    readonly detail: string;
  }) => void;
}

/** Every bound of a subscription. */
export interface SubscriptionLimits {
  /** Between comparisons with the source's heads. */
  readonly headsIntervalMs: number;
  /** Entries of one fund in one page. */
  readonly maxPage: number;
  /** Entries handled in one transaction. */
  readonly maxBatch: number;
  /** Entries offered by another way and not handled yet; past it they are read from the source. */
  readonly maxOffered: number;
  /** The same, of one fund. */
  readonly maxOfferedPerFund: number;
  /** The same, in bytes. */
  readonly maxOfferedBytes: number;
  /** Between two transactions at most, while nobody waits for the second and little has come for it. */
  readonly maxPauseMs: number;
  /** Between tries when the source or the database does not answer, and for entries of a newer version. */
  readonly retryMs: number;
}
