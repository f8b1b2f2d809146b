import type { Instant, Model, Provenance } from '@mdtf/domain';
import type { Command, CommandResult } from './command.ts';
import type { Entropy } from './entropy.ts';
import type { ReadEntry } from './log-reader.ts';
import type { LogTelemetry } from './log-telemetry.ts';
import type { Store } from './store.ts';
import type { Timers } from './timers.ts';
import type { Wakeups } from './wakeups.ts';

/** The one way into a service's logs. */
export interface Committer extends AsyncDisposable {
  /** Resolves once the outcome is on disk; see `CommandResult`. */
  submit(command: Command): Promise<CommandResult>;
  /** Folds another service's entry into this one's facts and carries out its reaction, exactly once, in order. */
  ingest(entry: ReadEntry, reaction?: Reaction): Promise<IngestResult>;
  /** Sets a stream of facts aside, for a person to look at. */
  park(source: string, fund: string, reason: string): Promise<void>;
  /** Lets a parked stream of facts go on from where it stands. */
  resume(source: string, fund: string): Promise<void>;
  /** Carries out what has fallen due; done by itself every `dueIntervalMs`. Answers the number of funds touched. */
  carryOutDue(): Promise<number>;
  /** Commands and entries waiting. */
  readonly waiting: number;
}

/** What a service does because of another's entry: a command to one of its own logs, in the service's name. */
export interface ReactionCommand {
  readonly fund: string;
  readonly type: string;
  readonly data: unknown;
  /** Absent: as the entry has it when it was back-dated, otherwise now. */
  readonly time?: Instant;
  readonly provenance?: Provenance;
}

/** Another service's entry in, a command out; pure. */
export type Reaction = (entry: ReadEntry) => ReactionCommand | undefined;

/** What became of another service's entry. */
export type IngestResult =
  | { readonly outcome: 'applied' }
  /** Facts folded and the cursor moved; a rule refused the reaction, which is kept for operators. */
  | { readonly outcome: 'refused' }
  /** At or below the cursor. */
  | { readonly outcome: 'skipped' }
  /** Entries between the cursor and this one are missing. */
  | { readonly outcome: 'gap'; readonly after: bigint }
  /** Of a newer version than this service knows; to be offered again after its upgrade. */
  | { readonly outcome: 'newer' }
  /** It could not be handled, or is no continuation of what was read before; parked when that will not change. */
  | { readonly outcome: 'failed'; readonly parked: boolean; readonly reason: string }
  | { readonly outcome: 'parked'; readonly reason: string }
  | { readonly outcome: 'overloaded'; readonly retryAfterSeconds: number };

export interface CommitterOptions {
  readonly model: Model;
  readonly store: Store;
  readonly wakeups?: Wakeups;
  readonly timers?: Timers;
  readonly entropy?: Entropy;
  readonly limits?: Partial<CommitterLimits>;
  /** The newest version of other services' event types that is understood here; 1 where none is given. */
  readonly knownVersions?: { readonly [type: string]: number };
  /** Told of each batch; nobody is by default. */
  readonly telemetry?: LogTelemetry;
  /** Told of what a person should look at: a command that cannot be decided, a parked stream, a lost connection. */
  readonly onAlarm?: (alarm: Alarm) => void;
}

/** Every bound of a committer. */
export interface CommitterLimits {
  /** Commands and entries waiting at most; past it `overloaded`. */
  readonly maxQueued: number;
  /** Items in one transaction. */
  readonly maxBatch: number;
  /** How long an item may wait before its transaction; past it `overloaded`. */
  readonly maxWaitMs: number;
  /** Times one batch is tried, counting all parts it is split into as one each. */
  readonly maxAttempts: number;
  /** Due documents carried out per fund in one transaction. */
  readonly maxDue: number;
  /** How often an entry is tried before its stream is parked. */
  readonly maxIngestAttempts: number;
  /** Documents kept in memory. */
  readonly maxCachedDocuments: number;
  /** Between looks at what has fallen due without a command coming; 0: never by itself. */
  readonly dueIntervalMs: number;
  /** How long an idempotency key is remembered. */
  readonly keepAnswersMs: number;
  /** Between rounds of forgetting older ones; 0: never. */
  readonly forgetIntervalMs: number;
}

export interface Alarm {
  readonly kind: 'undecidable' | 'parked' | 'unavailable';
  readonly fund?: string;
  readonly detail: string;
  readonly cause?: unknown;
}
