import { createHash } from 'node:crypto';
import type { Row } from './row.ts';

/** One command made of a row or a group, as it is sent in bulk. */
export interface ImportCommand {
  readonly path: string;
  readonly body: unknown;
  readonly time?: string;
  readonly provenance: Provenance;
  readonly idempotencyKey: string;
  /** The fund whose services must have caught up before the next step; `platform` for what all funds share. */
  readonly fund: string;
  /** The record it creates or the thing it changes: no two rows may mean the same. */
  readonly record: string;
  readonly from: Pick<Row, 'file' | 'number'>;
}

export interface Provenance {
  readonly source: string;
  readonly row: number;
  readonly given: Readonly<Record<string, string>>;
}

/**
 * The key of a command: the same for the same command of the same profile, whatever its file is called and wherever in
 * it the row stands. So a second run repeats nothing, and one that was cut short goes on.
 */
export function keyOf(profile: string, path: string, body: unknown, time: string | undefined): string {
  const content = JSON.stringify([profile, path, body ?? null, time ?? null]);
  return `import-${createHash('sha256').update(content).digest('base64url')}`;
}

/** The key for asking again what an earlier run was refused, since a refusal is kept with its key too. */
export const keyForAskingAgain = (key: string, now: string): string => `${key}-${Date.parse(now)}`;
