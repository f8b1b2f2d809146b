import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';

/** The folder of the published files. */
export const PUBLISHED = fileURLToPath(new URL('../data/published/', import.meta.url));

export type Published = Readonly<Record<string, string>>;

/** The rows of a published CSV file, every value as its text. */
export function publishedRows(file: string): readonly Published[] {
  return parse(readFileSync(`${PUBLISHED}${file}`, 'utf8'), {
    bom: true,
    columns: true,
    relax_column_count: true,
  }) as Published[];
}

/** A published statement: its lines, or its rows of donors with totals. */
export interface Statement {
  readonly id: string;
  readonly lines?: Readonly<Record<string, string | number>>;
  readonly rows?: readonly Published[];
  readonly totals?: Published;
}

/** The published funding statements. */
export function publishedStatements(): readonly Statement[] {
  return JSON.parse(readFileSync(`${PUBLISHED}funding-status-tables.json`, 'utf8')) as Statement[];
}

/** Everything the published figures need: millionths. */
const DECIMALS = 6;
export const ONE = 10n ** BigInt(DECIMALS);

/** A number as text, exponents included, in exact millionths; what is finer is cut off. */
export function millionths(text: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text.trim());
  if (match === null) throw new RangeError(`Not a number: ${text}`);
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const places = DECIMALS - fraction.length + Number(exponent);
  const digits = BigInt(whole + fraction);
  const size = places >= 0 ? digits * 10n ** BigInt(places) : digits / 10n ** BigInt(-places);
  return sign === '-' ? -size : size;
}
