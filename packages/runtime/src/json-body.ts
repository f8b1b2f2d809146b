import { isUtf8 } from 'node:buffer';
import type { Localised } from '@mdtf/domain';

/** How deep a body may nest. */
export const MAX_DEPTH = 32;

/** A parsed value, or the reason why the bytes are not acceptable JSON, as the rest of a sentence. */
export type Parsed =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: Localised };

const no = (en: string, fr: string): Parsed => ({ ok: false, reason: { en, fr } });

/**
 * Parses bytes as JSON more strictly than JSON.parse: UTF-8 without a byte-order mark, no key twice in an object,
 * no `__proto__`, nesting at most MAX_DEPTH. No bytes at all are undefined.
 */
export function parseJson(bytes: Buffer): Parsed {
  if (bytes.length === 0) return { ok: true, value: undefined };
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return no(
      'begins with a byte-order mark; send plain UTF-8',
      'commence par une marque d’ordre des octets ; envoyez de l’UTF-8 sans marque',
    );
  }
  if (!isUtf8(bytes)) return no('is not valid UTF-8', 'n’est pas de l’UTF-8 valide');
  const text = bytes.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const why = (error as SyntaxError).message.slice(0, 200);
    const at = /at position (\d+)/.exec(why)?.[1];
    return no(
      `is not valid JSON: ${why}`,
      `n’est pas du JSON valide${at === undefined ? '' : ` à la position ${at}`}`,
    );
  }
  const keys = countKeys(value, 1);
  if (keys === TOO_DEEP)
    return no(`nests deeper than ${MAX_DEPTH} levels`, `s’imbrique sur plus de ${MAX_DEPTH} niveaux`);
  if (keys === PROTOTYPE) return no('holds a key `__proto__`', 'contient une clé `__proto__`');
  if (keys === TOO_LARGE)
    return no('holds a number too large to be kept', 'contient un nombre trop grand pour être conservé');
  if (keys !== countKeyTokens(text))
    return no('holds the same key twice in one object', 'contient deux fois la même clé dans un objet');
  // Only an escape can bring in what UTF-8 cannot; neither can be stored, so no field's own rule has to think of it.
  if (text.includes('\\u') && !isStorable(value))
    return no(
      'holds a NUL character or half a surrogate pair',
      'contient un caractère NUL ou une moitié de paire de substitution',
    );
  return { ok: true, value };
}

const TOO_DEEP = -1;
const PROTOTYPE = -2;
const TOO_LARGE = -3;

function countKeys(value: unknown, depth: number): number {
  // What JSON.parse makes of 1e999 has no JSON of its own.
  if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) return TOO_LARGE;
  if (value === null || typeof value !== 'object') return 0;
  if (depth > MAX_DEPTH) return TOO_DEEP;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) {
      const inner = countKeys(item, depth + 1);
      if (inner < 0) return inner;
      count += inner;
    }
    return count;
  }
  const members = value as Record<string, unknown>;
  for (const key of Object.keys(members)) {
    if (key === '__proto__') return PROTOTYPE;
    const inner = countKeys(members[key], depth + 1);
    if (inner < 0) return inner;
    count += inner + 1;
  }
  return count;
}

function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (value === null || typeof value !== 'object') return true;
  return Object.entries(value).every(([key, member]) => isStorable(key) && isStorable(member));
}

/** Counts the strings that stand before a colon in valid JSON text: one per member as written, repeats included. */
function countKeyTokens(text: string): number {
  let count = 0;
  let open = text.indexOf('"');
  while (open !== -1) {
    let close = text.indexOf('"', open + 1);
    while (isEscaped(text, close)) close = text.indexOf('"', close + 1);
    if (close === -1) break;
    let next = close + 1;
    while (text.charCodeAt(next) <= 0x20) next++;
    if (text.charCodeAt(next) === 0x3a) count++;
    open = text.indexOf('"', close + 1);
  }
  return count;
}

function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text.charCodeAt(before) === 0x5c) before--;
  return (at - before) % 2 === 0;
}
