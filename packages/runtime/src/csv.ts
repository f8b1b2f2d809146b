import { Readable } from 'node:stream';
import type { FileAnswer } from './implementation.ts';
import { MEDIA_TYPES } from './negotiation.ts';

/** A column: how it is headed, and whether its cells are text or plain figures, dates and the like. */
export interface CsvColumn<R> {
  readonly title: string;
  /** Text may be typed by anyone, so it is guarded against being run as a formula. */
  readonly kind: 'text' | 'plain';
  readonly value: (row: R) => string | number | boolean | null | undefined;
}

/** Rows are gathered into pieces of about this many characters. */
export const CSV_PIECE_LENGTH = 64 * 1024;

const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

// What a spreadsheet would run or treat as the beginning of a formula.
const FORMULA = /^[=+\-@\t\r]/;

/** One cell as RFC 4180 has it; a text that begins like a formula gets an apostrophe before it, which spreadsheets hide. */
export function csvCell(value: string | number | boolean | null | undefined, kind: 'text' | 'plain'): string {
  if (value === null || value === undefined) return '';
  let cell = String(value);
  if (kind === 'text' && FORMULA.test(cell)) cell = `'${cell}`;
  return NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The lines of a CSV file with its heading, CRLF at each end, in pieces; memory does not grow with the rows. */
export async function* csvPieces<R>(
  columns: readonly CsvColumn<R>[],
  rows: Iterable<R> | AsyncIterable<R>,
): AsyncGenerator<string> {
  let piece = `${columns.map(({ title }) => csvCell(title, 'text')).join(',')}\r\n`;
  for await (const row of rows) {
    for (let i = 0; i < columns.length; i++) {
      const column = columns[i] as CsvColumn<R>;
      piece += (i === 0 ? '' : ',') + csvCell(column.value(row), column.kind);
    }
    piece += '\r\n';
    if (piece.length >= CSV_PIECE_LENGTH) {
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}

/** A CSV file to download, streamed. */
export function csvAnswer<R>(file: {
  readonly name: string;
  readonly columns: readonly CsvColumn<R>[];
  readonly rows: Iterable<R> | AsyncIterable<R>;
  readonly etag?: string;
}): FileAnswer {
  const answer = {
    stream: Readable.from(csvPieces(file.columns, file.rows)),
    contentType: MEDIA_TYPES.csv as string,
    headers: {
      'content-disposition': `attachment; filename="${file.name.replaceAll(/[^A-Za-z0-9._-]/g, '-')}"`,
    },
  };
  return file.etag === undefined ? answer : { ...answer, etag: file.etag };
}
