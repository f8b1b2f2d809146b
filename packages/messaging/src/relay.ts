import type { RelayLog, Timers, Wakeups } from '@mdtf/fund-log';
import type { BusAlarm } from './bus.ts';
import type { EntrySender } from './entry-sender.ts';

/**
 * Publishes one service's log, each fund's entries in order, each at least once. Of several processes of a service one
 * does so; another takes over when its lease ends.
 */
export interface Relay extends AsyncDisposable {
  /** Publishes no more of a fund until it is taken up again, whichever process leads. Others go on. */
  setAside(fund: string, reason?: string): Promise<void>;
  takeUp(fund: string): Promise<void>;
  status(): RelayStatus;
}

export interface RelayStatus {
  readonly leader: boolean;
  /** Of this process's last time of leading. */
  readonly epoch: bigint | undefined;
  /** Entries known to be recorded and not published; 0 where another process leads. */
  readonly lag: number;
  /** Since this process began. */
  readonly published: number;
  readonly aside: readonly { readonly fund: string; readonly reason: string }[];
}

/** Every bound of a relay. */
export interface RelayLimits {
  /** How long a leader leads without renewing. */
  readonly leaseMs: number;
  /** Between tries to lead, and between looks at the log by itself while leading. */
  readonly lookIntervalMs: number;
  /** Between tries when the broker or the database does not answer. */
  readonly retryMs: number;
  /** Between two sends at most, while little has come for the second. */
  readonly maxPauseMs: number;
  /** Entries in one send. */
  readonly maxRows: number;
  /** Bytes of envelopes and payloads in one send; one entry may have more. As sent, quoted, it is up to twice as much. */
  readonly maxBytes: number;
  /** Funds in one send. */
  readonly maxFunds: number;
  /** Funds remembered with how far they were published. */
  readonly maxKnownFunds: number;
}

export interface RelayParts {
  readonly log: RelayLog;
  readonly sender: EntrySender;
  readonly wakeups?: Wakeups;
  readonly timers?: Timers;
  readonly limits?: Partial<RelayLimits>;
  readonly onAlarm?: (alarm: BusAlarm) => void;
}

export const RELAY_LIMITS: RelayLimits = {
  leaseMs: 5_000,
  lookIntervalMs: 500,
  retryMs: 500,
  maxPauseMs: 50,
  maxRows: 2_000,
  maxBytes: 768 * 1024,
  maxFunds: 500,
  maxKnownFunds: 100_000,
};
