import pg from 'pg';

const OID = { int8: 20, date: 1082, timestamp: 1114, timestamptz: 1184 } as const;
const ARRAY_OID = { text: 1009, int8: 1016, date: 1182, timestamp: 1115, timestamptz: 1185 } as const;
const TIMESTAMPTZ = /^(\d{4})-(\d\d)-(\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00(?::00)?$/;

type Parse = (text: string) => unknown;

/**
 * PostgreSQL's text of a `timestamptz` in a UTC session as `2008-05-20T07:00:00.000Z`.
 * Microseconds are cut, never rounded up into the future; `infinity` and years outside 0001-9999 throw a RangeError.
 */
export function instantOf(text: string): string {
  const match = TIMESTAMPTZ.exec(text);
  if (match === null) throw new RangeError(`not an instant of the years 0001 to 9999 in UTC: ${text}`);
  const [, year, month, day, clock, fraction = ''] = match;
  return `${year}-${month}-${day}T${clock}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
}

const asText: Parse = (text) => text;

const parseTextArray = driverParser(ARRAY_OID.text) as (text: string) => readonly (string | null)[];

const elements =
  (parse: Parse): Parse =>
  (text) =>
    parseTextArray(text).map((element) => (element === null ? null : parse(element)));

const parsers = new Map<number, Parse>([
  [OID.int8, BigInt],
  [OID.timestamptz, instantOf],
  [OID.date, asText],
  [OID.timestamp, asText],
  [ARRAY_OID.int8, elements(BigInt)],
  [ARRAY_OID.timestamptz, elements(instantOf)],
  [ARRAY_OID.date, elements(asText)],
  [ARRAY_OID.timestamp, elements(asText)],
]);

/**
 * How column values arrive: `int8` as bigint, `timestamptz` as RFC 3339 text with milliseconds, `date` and `timestamp`
 * as PostgreSQL's text, `numeric` as text, one-dimensional arrays of these alike. No JavaScript Date anywhere.
 */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : parsers.get(oid)) ??
    driverParser(oid, format)) as pg.CustomTypesConfig['getTypeParser'],
};

function driverParser(oid: number, format?: 'text' | 'binary'): unknown {
  return pg.types.getTypeParser(oid, format);
}
