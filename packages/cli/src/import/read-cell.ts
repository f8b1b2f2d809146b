import { isLocalDate, minorUnitDigits, plainName } from '@mdtf/domain';
import { parseDecimal, wholeHalfUp } from './decimal.ts';
import type { Column } from './profile.ts';
import type { Cell } from './row.ts';

/** A cell, the reason why its text cannot be read, or nothing where a blank is allowed. */
export type ReadCell = (text: string | undefined) => Cell | { readonly reason: string } | undefined;

type Parse = (text: string) => Cell | string;

const MAX_TEXT_LENGTH = 100_000;

/** How the texts of a column are read; amounts come out in the minor unit of `currency`. */
export function cellReader(column: Column, currency: string): ReadCell {
  const parse = parserOf(column, currency);
  return (text = '') => {
    const isBlank = text.trim() === '';
    const given = isBlank && column.blank !== undefined ? column.blank : text;
    if (isBlank && column.blank === undefined) return column.optional ? undefined : { reason: 'is blank' };
    if (given.length > MAX_TEXT_LENGTH) return { reason: `has more than ${MAX_TEXT_LENGTH} characters` };
    if (given.includes('\uFFFD')) return { reason: 'has characters that are not UTF-8' };
    const cell = parse(given);
    return typeof cell === 'string' ? { reason: cell } : cell;
  };
}

function parserOf(column: Column, currency: string): Parse {
  switch (column.kind) {
    case 'text':
      return (given) => ({ kind: 'text', given });
    case 'name':
      return (given) => ({ kind: 'text', given, alike: plainName(given) });
    case 'integer':
      return parseInteger;
    case 'decimal':
      return amountParser(minorUnitDigits(currency) + (column.scale ?? 0));
    case 'us-date-time':
      return parseUsDateTime;
    case 'iso-date':
      return parseIsoDate;
    case 'counts':
      return countsParser(column.parts ?? []);
    case 'boolean':
      return parseBoolean;
  }
}

const parseInteger: Parse = (given) => {
  const number = Number(given.trim());
  if (!/^-?\d{1,15}$/.test(given.trim()) || !Number.isSafeInteger(number)) return 'is not a whole number';
  return { kind: 'integer', given: given.trim(), number };
};

const MAX_MINOR_DIGITS = 17;

function amountParser(places: number): Parse {
  return (given) => {
    const decimal = parseDecimal(given);
    if (decimal === undefined) return 'is not a number';
    const minor = wholeHalfUp(decimal, places);
    if (minor.toString().replace('-', '').length > MAX_MINOR_DIGITS) return 'is too large an amount';
    return { kind: 'decimal', given: given.trim(), minor };
  };
}

const US_DATE_TIME = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))? ?([AP]M))?$/i;

const parseUsDateTime: Parse = (given) => {
  const match = US_DATE_TIME.exec(given.trim());
  if (match === null) return 'is not a date such as 12/31/2018 11:59:59 PM';
  const [, month = '', day = '', year = '', hour = '12', minute = '00', second = '00', half = 'AM'] = match;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const isTime = Number(hour) >= 1 && Number(hour) <= 12 && Number(minute) < 60 && Number(second) < 60;
  if (!isLocalDate(date) || !isTime) return 'is a date or time that does not exist';
  const hours = (Number(hour) % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
  const instant = `${date}T${String(hours).padStart(2, '0')}:${minute}:${second}.000Z`;
  return { kind: 'date', given: given.trim(), date, instant };
};

const ISO_DATE = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.*)?$/;

const parseIsoDate: Parse = (given) => {
  const date = ISO_DATE.exec(given.trim())?.[1];
  if (date === undefined || !isLocalDate(date)) return 'is not a date such as 2018-12-31';
  return { kind: 'date', given: given.trim(), date, instant: `${date}T00:00:00.000Z` };
};

const COUNT_SEPARATOR = '##';

function countsParser(parts: readonly string[]): Parse {
  return (given) => {
    const texts = given.trim().split(COUNT_SEPARATOR);
    if (texts.length !== parts.length) return `is not ${parts.length} counts joined by ${COUNT_SEPARATOR}`;
    const counts: Record<string, number> = {};
    for (const [at, part] of parts.entries()) {
      const text = (texts[at] ?? '').trim();
      if (!/^\d{0,12}$/.test(text)) return `has a count of ${part} that is not a whole number`;
      counts[part] = Number(text);
    }
    return { kind: 'counts', given: given.trim(), counts };
  };
}

const parseBoolean: Parse = (given) => {
  const text = given.trim().toLowerCase();
  if (!/^(true|false|yes|no|1|0)$/.test(text)) return 'is neither true nor false';
  return { kind: 'boolean', given: given.trim(), value: /^(true|yes|1)$/.test(text) };
};
