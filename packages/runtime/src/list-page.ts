import { isInstant, isLocalDate } from '@mdtf/domain';
import { invalidField, type Refusal } from './refusal.ts';

/** A page of a list as it is answered. */
export interface ListPage<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
}

/** How long one part of a cursor may be. */
export const MAX_CURSOR_PART_LENGTH = 200;

/** An opaque cursor: the sort key of the last item of a page. */
export function encodeCursor(key: readonly string[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** What a part of a sort key is: a cursor comes from outside, and the database takes a day for nothing else. */
export type CursorPart = 'text' | 'instant' | 'day' | 'sequence' | 'count';

/**
 * The sort key in a cursor, with as many parts, each of its kind, as the list is sorted by; undefined where there is no
 * cursor; 400 if it is none of ours.
 */
export function decodeCursor(
  cursor: string | undefined,
  ...parts: readonly CursorPart[]
): readonly string[] | undefined | Refusal {
  if (cursor === undefined) return undefined;
  const key = parseKey(cursor);
  const fits = key?.length === parts.length && parts.every((part, at) => IS_PART[part](key[at] ?? ''));
  return fits ? key : invalidField('query.cursor', NO_CURSOR);
}

/** The largest numbers that the database counts with, in eight bytes and in four. */
const MAX_SEQUENCE = 2n ** 63n - 1n;
const MAX_COUNT = 2n ** 31n - 1n;

const IS_PART: Readonly<Record<CursorPart, (part: string) => boolean>> = {
  text: () => true,
  // In the calendar of the database no year is 0.
  instant: (part) => isInstant(part) && !part.startsWith('0000'),
  day: (part) => isLocalDate(part) && !part.startsWith('0000'),
  sequence: (part) => isWhole(part, MAX_SEQUENCE),
  count: (part) => isWhole(part, MAX_COUNT),
};

const isWhole = (part: string, max: bigint): boolean =>
  /^(0|[1-9]\d{0,18})$/.test(part) && BigInt(part) <= max;

const NO_CURSOR = {
  en: 'must be the nextCursor of the page before',
  fr: 'doit être le nextCursor de la page précédente',
};

function parseKey(cursor: string): readonly string[] | undefined {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(key) && key.every(isPart) ? key : undefined;
  } catch {
    return undefined;
  }
}

const isPart = (part: unknown): part is string =>
  typeof part === 'string' &&
  part.length <= MAX_CURSOR_PART_LENGTH &&
  part.isWellFormed() &&
  !part.includes('\0');

/** A page from up to `limit + 1` rows: the one too many only tells that there are more. */
export function pageOf<R, T>(
  rows: readonly R[],
  limit: number,
  shape: { readonly key: (row: R) => readonly string[]; readonly item: (row: R) => T },
): ListPage<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items: shown.map(shape.item), nextCursor: more ? encodeCursor(shape.key(last)) : null };
}
