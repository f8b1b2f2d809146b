import { isTransient } from '@mdtf/postgres';
import { StoreFailure } from './store.ts';

// Another batch was in the way, or this one lost what it held: the same work may succeed at once.
const CONFLICTS = new Set([
  '40001', // serialization failure, also of expect_rows
  '40P01', // deadlock
  '55P03', // lock not available in time
  '57014', // statement too long, waiting for a lock
  '25P03', // idle in transaction for too long
  '25P04', // transaction open for too long
]);

/** What a failed statement before the commit means; everything is rolled back. */
export function failureOf(error: unknown): StoreFailure {
  if (error instanceof StoreFailure) return error;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && CONFLICTS.has(code)) return new StoreFailure('conflict', 'no', error);
  return new StoreFailure(isTransient(error) ? 'unavailable' : 'refused', 'no', error);
}

/** The connection was not there, so nothing was written. */
export function unavailable(error: unknown): StoreFailure {
  return new StoreFailure('unavailable', 'no', error);
}

/** Whether the server itself said so, and not a connection that broke. */
export function isServersAnswer(error: unknown): boolean {
  const { severity, code } = error as { severity?: unknown; code?: unknown };
  return typeof severity === 'string' && typeof code === 'string';
}
