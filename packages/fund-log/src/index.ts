export { canonicalJson } from './canonical-json.ts';
export type { Command, CommandResult, Idempotency } from './command.ts';
export type {
  Alarm,
  Committer,
  CommitterLimits,
  CommitterOptions,
  IngestResult,
  Reaction,
  ReactionCommand,
} from './committer.ts';
export type { Difference } from './compare-shadow.ts';
export { createCommitter } from './create-committer.ts';
export { createSubscription } from './create-subscription.ts';
export { type Entropy, entropyOf, systemEntropy } from './entropy.ts';
export { CorruptEntry, decodeEntry, encodeEntry, leafHashOf, readEntry } from './entry.ts';
export { serviceActor } from './fold-entry.ts';
export { ingestion } from './ingestion.ts';
export {
  BEGINNING,
  type EntryPage,
  GENESIS,
  type Head,
  type HeadsPage,
  type LogReader,
  MAX_ENTRIES_PAGE,
  MAX_HEADS_PAGE,
  type ReadEntry,
  type StoredEntry,
} from './log-reader.ts';
export type { BatchFigures, LogTelemetry } from './log-telemetry.ts';
export { type MemoryProjectionOptions, memoryProjection } from './memory-projection.ts';
export { memoryRelayLog } from './memory-relay-log.ts';
export {
  createMemoryStore,
  type MemoryStore,
  type MemoryStoreOptions,
  type StorePoint,
} from './memory-store.ts';
export { MAX_PARKED_TOLD, type ParkedStream, parkedStreams, resumeStreams } from './parked-streams.ts';
export { pauseAfter } from './pause.ts';
export { basisText, formatPosition, PLATFORM, type Position, parsePosition } from './position.ts';
export { postgresRelayLog, relayShelf } from './postgres-relay-log.ts';
export { createPostgresStore, FUND_LOG_MIGRATIONS, type PostgresStore } from './postgres-store.ts';
export { type Apply, type ProjectionOptions, projection } from './projection.ts';
export type { KnownVersions } from './projection-step.ts';
export {
  type RebuildCounts,
  type RebuildOptions,
  type RebuildReport,
  rebuild,
  staleFunds,
} from './rebuild.ts';
export {
  type ProjectionReport,
  type RebuildProjectionOptions,
  rebuildProjection,
} from './rebuild-projection.ts';
export {
  MAX_SET_ASIDE,
  type Published,
  type RelayEntry,
  type RelayLog,
  type RelayPlace,
  type RelayWant,
} from './relay-log.ts';
export { decodeState, encodeState } from './state-codec.ts';
export { type Cursor, FACTS, type Store, StoreFailure } from './store.ts';
export type {
  Stream,
  StreamHandler,
  StreamOutcome,
  StreamStatus,
  Subscription,
  SubscriptionLimits,
  SubscriptionOptions,
} from './subscription.ts';
export { systemTimers, type Timers, WOKEN } from './timers.ts';
export { createWakeups, type Growth, type Wakeups } from './wakeups.ts';
