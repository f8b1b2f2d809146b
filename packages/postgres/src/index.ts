export { allOf } from './all-of.ts';
export { freePort } from './embedded/port.ts';
export { isAlive } from './embedded/process-life.ts';
export { EmbeddedRefusal, type EmbeddedRefusalCode } from './embedded/refusal.ts';
export { type EmbeddedOptions, type EmbeddedPostgres, startEmbedded } from './embedded.ts';
export { CommitOutcomeUnknown, isTransient, TransactionAborted } from './failure.ts';
export { InvalidMigration, type MigrationSource, migrate, NewerSchema } from './migrate.ts';
export { createPool, type PoolOptions } from './pool.ts';
export {
  type Isolation,
  type TransactionOptions,
  WITHOUT_WAITING_FOR_THE_DISK,
  type Writing,
  withTransaction,
  withTwoRoundTrips,
} from './transaction.ts';
export { instantOf, valueTypes } from './values.ts';
