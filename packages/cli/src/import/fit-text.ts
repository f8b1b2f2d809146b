import { createHash } from 'node:crypto';

const MAX_ID_LENGTH = 64;
const HASH_LENGTH = 8;

/**
 * An id made of given texts: letters, digits, dots, dashes and underscores stay, the rest becomes dashes. Where anything
 * had to be changed, the beginning of a hash of the texts keeps different ones apart. The same texts make the same id.
 */
export function idFrom(texts: readonly string[]): string {
  const joined = texts.join('-');
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(joined)) return joined;
  const hash = createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, HASH_LENGTH);
  const readable = joined
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[^A-Za-z0-9._]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, MAX_ID_LENGTH - HASH_LENGTH - 1)
    .replace(/-+$/, '');
  return readable === '' ? `x-${hash}` : `${readable}-${hash}`;
}

const ELLIPSIS = '…';

/** Text that a record may carry: control characters become spaces, and what is longer than `max` ends in an ellipsis. */
export function fitText(text: string, max: number): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the control characters are what is replaced
  const clean = text.toWellFormed().replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, ' ');
  if (clean.length <= max) return clean;
  return `${clean
    .slice(0, max - ELLIPSIS.length)
    .toWellFormed()
    .replace(/\uFFFD$/, '')}${ELLIPSIS}`;
}
