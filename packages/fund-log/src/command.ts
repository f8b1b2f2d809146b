import type { Actor, Instant, Provenance, Rejection } from '@mdtf/domain';
import type { Position } from './position.ts';

/** Something asked of one fund, validated and allowed: access is the caller's to check, also before a replay. */
export interface Command {
  readonly fund: string;
  /** The key of its handler in the model: `RecordDeposit`. */
  readonly type: string;
  readonly data: unknown;
  readonly actor: Actor;
  /** When it happened, for records made afterwards; absent: now, by the fund's clock. */
  readonly time?: Instant;
  readonly provenance?: Provenance;
  readonly idempotency?: Idempotency;
  readonly traceparent?: string;
  /** The chain of causes it belongs to; its first entry begins one when absent. */
  readonly correlationId?: string;
  /** The id of the entry that it reacts to. */
  readonly causationId?: string;
}

/** A key of the caller's choice and what was asked under it: SHA-256, hexadecimal, of method, path and canonical body. */
export interface Idempotency {
  readonly key: string;
  readonly fingerprint: string;
}

/**
 * What became of a command; an `accepted` or `rejected` one is on disk before it is told.
 * A command that could not be decided (a programming error) or whose commit cannot be known rejects the promise instead.
 */
export type CommandResult =
  | {
      readonly outcome: 'accepted';
      /** True when the key had been used for the same content before: this is the answer of that time. */
      readonly replayed: boolean;
      readonly answer: unknown;
      /** The answer as JSON, the same to the byte each time; absent without a key, when nobody is told it again. */
      readonly answerText?: string;
      /** Of the last entry; the head when it made none. */
      readonly position: Position;
      readonly events: number;
    }
  | {
      readonly outcome: 'rejected';
      readonly replayed: boolean;
      readonly rejection: Rejection;
      /** The head at the time. */
      readonly position: Position;
    }
  /** The key was used before for other content. */
  | { readonly outcome: 'key-reused' }
  /** Not tried, or surely not committed: the same command may be sent again. */
  | { readonly outcome: 'overloaded'; readonly retryAfterSeconds: number };
