import { createReadStream } from 'node:fs';
import { type CsvError, parse } from 'csv-parse';

/** A row as it stands in a file, or why it cannot be taken apart; numbered as a spreadsheet counts. */
export type RawRow =
  | {
      readonly number: number;
      readonly columns: readonly string[];
      readonly values: Readonly<Record<string, string>>;
    }
  | { readonly number: number; readonly broken: string };

const MAX_ROW_BYTES = 1024 * 1024;

/**
 * Reads a CSV file as a stream: a byte-order mark, quoted commas and line breaks, and rows shorter than the header are
 * taken as they come; a row longer than the header is broken. What follows a quotation mark that is never closed cannot
 * be told apart and is one broken row.
 */
export async function* readCsv(path: string): AsyncGenerator<RawRow> {
  let unread: CsvError | undefined;
  const parser = parse({
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_records_with_error: true,
    max_record_size: MAX_ROW_BYTES,
    on_skip: (error) => {
      unread = error;
      return undefined;
    },
  });
  const file = createReadStream(path);
  file.on('error', (error) => parser.destroy(error));
  file.pipe(parser);
  let number = 0;
  let columns: readonly string[] | undefined;
  for await (const record of parser as AsyncIterable<string[]>) {
    number += 1;
    if (columns === undefined) columns = record.map((name) => name.trim());
    else if (!isEmptyLine(record)) yield rowOf(number, columns, record);
  }
  if (unread !== undefined) yield { number: number + 1, broken: reasonOf(unread) };
}

const isEmptyLine = (record: readonly string[]): boolean => record.length === 1 && record[0] === '';

function rowOf(number: number, columns: readonly string[], record: readonly string[]): RawRow {
  const surplus = record.slice(columns.length).filter((text) => text.trim() !== '');
  if (surplus.length > 0)
    return { number, broken: `has ${record.length} values, but the header has ${columns.length}` };
  const values: Record<string, string> = {};
  for (const [at, name] of columns.entries()) values[name] = record[at] ?? '';
  return { number, columns, values };
}

function reasonOf({ code, message }: CsvError): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED')
    return 'has a quotation mark that is never closed: from here on nothing could be read';
  if (code === 'CSV_MAX_RECORD_SIZE')
    return `is longer than ${MAX_ROW_BYTES} bytes, as when a quotation mark is not closed: from here on nothing could be read`;
  return message;
}
