import { readFile, stat } from 'node:fs/promises';
import type { Table } from './profile.ts';
import type { RawRow } from './read-csv.ts';

const MAX_JSON_BYTES = 64 * 1024 * 1024;

/** Reads the rows of a JSON file: an array of flat objects, or what `json` picks out of it; numbered from 1. */
export async function* readJson(path: string, json: Table['json'] = {}): AsyncGenerator<RawRow> {
  const { size } = await stat(path);
  if (size > MAX_JSON_BYTES) {
    yield { number: 1, broken: `the file is larger than ${MAX_JSON_BYTES} bytes; give it as CSV` };
    return;
  }
  let document: unknown;
  try {
    document = JSON.parse((await readFile(path, 'utf8')).replace(/^\uFEFF/, ''));
  } catch (error) {
    yield { number: 1, broken: `the file is not JSON: ${(error as Error).message}` };
    return;
  }
  let number = 0;
  for (const row of rowsIn(document, json)) {
    number += 1;
    yield isObject(row) ? rowOf(number, row) : { number, broken: 'is not an object' };
  }
}

function rowsIn(document: unknown, { where = {}, at }: NonNullable<Table['json']>): readonly unknown[] {
  const wanted = Object.entries(where);
  const picked = listOf(document).filter((record) =>
    wanted.every(([name, value]) => isObject(record) && record[name] === value),
  );
  return at === undefined ? picked : picked.flatMap((record) => (isObject(record) ? listOf(record[at]) : []));
}

const listOf = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function rowOf(number: number, row: Readonly<Record<string, unknown>>): RawRow {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(row)) {
    if (typeof value === 'string') values[name] = value;
    else if (typeof value === 'number' || typeof value === 'boolean') values[name] = String(value);
  }
  return { number, columns: Object.keys(row), values };
}
