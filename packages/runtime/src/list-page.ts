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

/** The sort key in a cursor, of as many parts as the list is sorted by; undefined where there is no cursor; 400 if it is none of ours. */
export function decodeCursor(
  cursor: string | undefined,
  parts: number,
): readonly string[] | undefined | Refusal {
  if (cursor === undefined) return undefined;
  const key = parseKey(cursor);
  if (key?.length === parts) return key;
  return invalidField('query.cursor', NO_CURSOR);
}

/** Why a cursor is refused. */
export const NO_CURSOR = {
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
