import { randomUUIDv7 } from 'node:crypto';

/** An identifier made at the edge where the client gave none: a UUIDv7, so that new ones sort after old ones. */
export function newId(): string {
  return randomUUIDv7();
}
