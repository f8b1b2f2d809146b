import type { Instant } from '@mdtf/domain';
import { GENESIS, type Head, type ReadEntry } from './log-reader.ts';
import type { OfferedEntry } from './offered.ts';
import type { Cursor } from './store.ts';
import type { StreamOutcome, StreamStatus } from './subscription.ts';

/** What a subscription knows of one fund's stream. */
export interface StreamState {
  readonly fund: string;
  cursor: Cursor;
  /** The furthest that the source is known to have come. */
  headSequence: bigint;
  completeThrough: Instant | undefined;
  /** What the source said last. */
  announced: Head | undefined;
  state: StreamStatus['state'];
  reason: string | undefined;
  /** Not before this moment (elapsed ms): after a failure, or for an entry of a newer version. */
  retryAtMs: number;
  /** Entries that came by another way, in order. */
  readonly offered: OfferedEntry[];
  /** Whether it is handled here although it may be another process's turn. */
  called: boolean;
  /** Where it stood when the heads were compared last, while it is another process's turn. */
  watchedAt: bigint | undefined;
}

export function newStream(source: string, fund: string): StreamState {
  return {
    fund,
    cursor: { source, fund, sequence: 0n, leafHash: GENESIS, attempts: 0 },
    headSequence: 0n,
    completeThrough: undefined,
    announced: undefined,
    state: 'following',
    reason: undefined,
    retryAtMs: 0,
    offered: [],
    called: false,
    watchedAt: undefined,
  };
}

/** Takes over a cursor as stored: further or not so far as was thought. */
export function placeAt(stream: StreamState, cursor: Cursor): void {
  stream.cursor = cursor;
  endCall(stream);
  stream.state = cursor.parkedReason === undefined ? 'following' : 'parked';
  stream.reason = cursor.parkedReason;
  completeAsAnnounced(stream);
}

export function isBehind(stream: StreamState, nowMs: number): boolean {
  return (
    stream.headSequence > stream.cursor.sequence && stream.state !== 'parked' && stream.retryAtMs <= nowMs
  );
}

/** Notes how far the source has come. */
export function hearOf(stream: StreamState, head: Head): void {
  if (head.sequence > stream.headSequence) stream.headSequence = head.sequence;
  stream.announced = head;
  completeAsAnnounced(stream);
}

/** What the source promises of its head holds here once all up to that head is handled. */
function completeAsAnnounced(stream: StreamState): void {
  const { announced, cursor } = stream;
  if (announced !== undefined && cursor.sequence >= announced.sequence)
    completeTo(stream, announced.recordedThrough);
}

/** Notes what handling has come to. */
export function advance(stream: StreamState, outcome: StreamOutcome, entries: readonly ReadEntry[]): void {
  if (outcome.cursor !== undefined) {
    const last = entries.find(({ sequence }) => sequence === outcome.cursor?.sequence);
    stream.cursor = outcome.cursor;
    endCall(stream);
    // Others of the same batch, recorded at the same instant, may follow.
    if (last !== undefined) completeTo(stream, justBefore(last.recordedAt));
    completeAsAnnounced(stream);
  }
  stream.state =
    outcome.state === 'parked' || outcome.state === 'newer-version' ? outcome.state : 'following';
  stream.reason = outcome.reason;
}

/** Why a head contradicts what was read from the source earlier; undefined when it does not. */
export function forkOf(
  read: Pick<Cursor, 'sequence' | 'leafHash'>,
  head: Head | undefined,
): string | undefined {
  const sequence = head?.sequence ?? 0n;
  if (sequence < read.sequence)
    return `fork: the source ends at ${sequence}, but ${read.sequence} was read from it`;
  if (head !== undefined && sequence === read.sequence && head.leafHash !== read.leafHash) {
    return `fork: entry ${sequence} of the source is not the one that was read`;
  }
  return undefined;
}

function endCall(stream: StreamState): void {
  if (stream.cursor.sequence >= stream.headSequence) stream.called = false;
}

function completeTo(stream: StreamState, instant: Instant): void {
  if (stream.completeThrough === undefined || instant > stream.completeThrough)
    stream.completeThrough = instant;
}

function justBefore(instant: Instant): Instant {
  return new Date(Date.parse(instant) - 1).toISOString();
}
