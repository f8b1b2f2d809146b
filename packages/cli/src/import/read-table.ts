import { basename } from 'node:path';
import type { Column, Table } from './profile.ts';
import { cellReader, type ReadCell } from './read-cell.ts';
import { type RawRow, readCsv } from './read-csv.ts';
import { readJson } from './read-json.ts';
import type { BadRow, Cell, Cells, Row } from './row.ts';

/** A file that cannot be read at all, or lacks a column; the message says which and why. */
export class UnusableFile extends Error {
  override readonly name = 'UnusableFile';
}

/** What a reading of files says beside the rows. */
export interface ReadingNotes {
  readonly bad: (row: BadRow) => void;
  readonly ignoredColumns: (file: string, columns: readonly string[]) => void;
}

const MAX_VALUE_SHOWN = 200;

/** Reads a table's files row by row in their order; rows that cannot be used are told to `notes` and left out. */
export async function* readTable(
  table: Table,
  currency: string,
  files: readonly string[],
  notes: ReadingNotes,
): AsyncGenerator<Row> {
  const readers = Object.entries(table.columns).map(
    ([name, column]): NamedReader => ({ name, column, read: cellReader(column, currency) }),
  );
  for (const path of files) {
    const file = basename(path);
    const raws = path.toLowerCase().endsWith('.json') ? readJson(path, table.json) : readCsv(path);
    let columns: readonly string[] | undefined;
    for await (const raw of raws) {
      if ('broken' in raw) {
        notes.bad({ file, row: raw.number, column: '', value: '', reason: raw.broken });
        continue;
      }
      if (columns === undefined) {
        columns = raw.columns;
        checkColumns(file, columns, table);
        const ignored = columns.filter((name) => !(name in table.columns));
        if (ignored.length > 0) notes.ignoredColumns(file, ignored);
      }
      const row = readRow(file, raw, readers, notes);
      if (row !== undefined) yield row;
    }
  }
}

interface NamedReader {
  readonly name: string;
  readonly column: Column;
  readonly read: ReadCell;
}

function readRow(
  file: string,
  raw: Extract<RawRow, { values: object }>,
  readers: readonly NamedReader[],
  notes: ReadingNotes,
): Row | undefined {
  const cells: Record<string, Cell> = {};
  let isGood = true;
  for (const { name, read } of readers) {
    const text = raw.values[name];
    const cell = read(text);
    if (cell === undefined) continue;
    if ('reason' in cell) {
      isGood = false;
      const value = (text ?? '').slice(0, MAX_VALUE_SHOWN);
      notes.bad({ file, row: raw.number, column: name, value, reason: cell.reason });
    } else {
      cells[name] = cell;
    }
  }
  return isGood ? { file, number: raw.number, cells: cells satisfies Cells } : undefined;
}

function checkColumns(file: string, there: readonly string[], { columns }: Table): void {
  const missing = Object.entries(columns)
    .filter(([name, { optional, blank }]) => !optional && blank === undefined && !there.includes(name))
    .map(([name]) => name);
  if (missing.length > 0)
    throw new UnusableFile(`${file} has no column ${missing.join(', ')}; it has ${there.join(', ')}.`);
}
