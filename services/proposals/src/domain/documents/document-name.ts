/** What documents may be, each with the ending that its files have. */
export const DOCUMENT_TYPES: { readonly [mediaType: string]: string } = {
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'text/csv': 'csv',
  'text/plain': 'txt',
};

/** True for text, of which only the encoding can be told from the content. */
export function isText(mediaType: string): boolean {
  return mediaType.startsWith('text/');
}

/** The longest name offered for saving, in characters, its ending aside. */
const MAX_STEM = 120;

// Marks that turn the direction of what follows make "…‮fdp.exe" read as a PDF; letters of any script stay.
const INVISIBLE = /[\p{Cc}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu;

// What separates folders or is special to a system, and what only looks like it.
const SPECIAL = /[/\\:*?"<>|%\u2044\u2215\u2216\u29f5\u29f8\u29f9\ufe68\uff0f\uff1a\uff3c\uff5c]/gu;

const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * The name under which a document is offered for saving: as its sender has it, without folders and marks that nobody
 * sees, and always with the ending of what it is.
 */
export function savingName(given: string, mediaType: string): string {
  const ending = DOCUMENT_TYPES[mediaType] ?? 'bin';
  const plain = given.normalize('NFC').replaceAll(INVISIBLE, '').replaceAll(SPECIAL, '_');
  const bare = plain.toLowerCase().endsWith(`.${ending}`) ? plain.slice(0, -ending.length - 1) : plain;
  const short = [...bare].slice(0, MAX_STEM).join('');
  const stem = short.replaceAll(/^[\s.]+|[\s.]+$/gu, '');
  return `${stem === '' || RESERVED.test(stem) ? `document${stem && `-${stem}`}` : stem}.${ending}`;
}

/** The header that offers a document for saving and never for showing, as RFC 6266 has it. */
export function contentDisposition(name: string): string {
  const ascii = name.replaceAll(/[^\x20-\x7e]|["\\]/gu, '_');
  const exact = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${exact}`;
}
