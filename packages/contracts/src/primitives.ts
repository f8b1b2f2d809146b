import { z } from 'zod';
import { message } from './message.ts';

/** The largest amount any one field may carry: 10^17 minor units, so that sums of ninety fit a 64-bit balance. */
export const MAX_AMOUNT_DIGITS = 17;

// NUL cannot be stored by PostgreSQL, other controls hide text from a reader; blanks alone say nothing.
const READABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the control characters are what is refused
  /^[\t\n\r ]*[^\u0000-\u0020\u007f][^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/;

const FORBIDDEN_CHARACTER = message(
  'must not hold control characters or broken Unicode; remove them and send again',
  'ne doit contenir ni caractères de commande ni Unicode mal formé ; retirez-les et renvoyez',
);

const BLANK = message('must not be blank', 'ne doit pas être vide');

/** Text of 1 to `max` characters, not blank, without control characters (line breaks and tabs allowed) or lone surrogates. */
export const text = (max: number) =>
  z
    .string()
    .min(1, { abort: true })
    .check(({ value, issues }) => {
      if (isLonger(value, max))
        issues.push({ code: 'too_big', origin: 'string', maximum: max, inclusive: true, input: value });
    })
    .regex(READABLE, {
      error: ({ input }) => (/^[\t\n\r ]+$/.test(String(input)) ? BLANK : FORBIDDEN_CHARACTER),
    })
    // What is not well-formed has no UTF-8 form, and no pattern in JSON Schema either.
    .refine((value) => value.isWellFormed(), { error: FORBIDDEN_CHARACTER })
    .meta({ maxLength: max });

/** As JSON Schema counts, by code points: a character outside the basic plane is one, though it takes two UTF-16 units. */
function isLonger(value: string, max: number): boolean {
  if (value.length <= max) return false;
  return value.length > 2 * max || [...value].length > max;
}

/** A short name: one line, up to 200 characters. */
export const name = text(200);

/** A paragraph or a page: up to 8,000 characters. Longer texts are documents. */
export const prose = text(8_000);

/** The same text in both languages of the fund. */
export const bilingual = z.strictObject({ en: prose, fr: prose });

/** An identifier chosen by a client or made as a UUIDv7 at the edge. */
export const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, {
  error: message(
    'must be 1 to 64 letters, digits, dots, dashes or underscores, and begin with a letter or digit',
    'doit compter de 1 à 64 lettres, chiffres, points, tirets ou tirets bas, et commencer par une lettre ou un chiffre',
  ),
});

/** A fund's identifier: lower case, fit for a URL and a log's name; `platform` is reserved. */
export const fundId = z.string().regex(/^[a-z][a-z0-9-]{1,38}$/, {
  error: message(
    'must be 2 to 39 lower-case letters, digits or dashes, and begin with a letter',
    'doit compter de 2 à 39 lettres minuscules, chiffres ou tirets, et commencer par une lettre',
  ),
});

/** An ISO 4217 code. */
export const currency = z.string().regex(/^[A-Z]{3}$/, {
  error: message('must be an ISO 4217 code such as USD', 'doit être un code ISO 4217 tel que USD'),
});

const NO_AMOUNT = message(
  'must be a decimal such as "1234.56": no sign, no exponent, at most 15 digits before the point',
  'doit être un nombre décimal tel que "1234.56" : sans signe, sans exposant, 15 chiffres au plus avant le point',
);

const NOT_MORE_THAN_ZERO = message('must be more than zero', 'doit être supérieur à zéro');

const amountText = z.string().regex(/^(0|[1-9]\d{0,14})(\.\d{1,4})?$/, { error: NO_AMOUNT });

/** Money on the wire: a decimal in the currency's own minor unit, zero or more. */
export const money = z
  .strictObject({ amount: amountText, currency })
  .meta({ id: 'Money', description: 'An amount of zero or more, exact to the minor unit of its currency.' });

const positiveAmountText = z
  .string()
  .regex(/^([1-9]\d{0,14}(\.\d{1,4})?|0\.([1-9]\d{0,3}|0[1-9]\d{0,2}|00[1-9]\d?|000[1-9]))$/, {
    error: ({ input }) => (/^0(\.0{1,4})?$/.test(String(input)) ? NOT_MORE_THAN_ZERO : NO_AMOUNT),
  });

/** Money that is more than zero. */
export const positiveMoney = z
  .strictObject({ amount: positiveAmountText, currency })
  .meta({ id: 'PositiveMoney', description: 'An amount of more than zero.' });

/** Money that may be less than zero, in answers and corrections. */
export const signedMoney = z
  .strictObject({ amount: z.string().regex(/^-?(0|[1-9]\d{0,17})(\.\d{1,4})?$/), currency })
  .meta({ id: 'SignedMoney', description: 'An amount that may be below zero.' });

// Every date that exists from 1900-01-01 to 2199-12-31, so that the published contract says all that is checked.
const YEAR = String.raw`(19|20|21)\d\d`;
const LEAP_DAY = `((19|20|21)(0[48]|[2468][048]|[13579][26])|2000)-02-29`;
const OTHER_DAY = String.raw`${YEAR}-((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|1\d|2[0-8]))`;
const DAY = `(${OTHER_DAY}|${LEAP_DAY})`;

/** A calendar date, ISO 8601, of the years 1900 to 2199. */
export const date = z
  .string()
  .regex(new RegExp(`^${DAY}$`), {
    error: message(
      'must be a date that exists, such as 2008-05-20, of the years 1900 to 2199',
      'doit être une date qui existe, telle que 2008-05-20, des années 1900 à 2199',
    ),
  })
  .meta({ format: 'date' });

/** An instant, RFC 3339 in UTC with milliseconds at most. */
export const instant = z
  .string()
  .regex(new RegExp(String.raw`^${DAY}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,3})?Z$`), {
    error: message(
      'must be an RFC 3339 instant in UTC that exists, such as 2008-05-20T07:00:00Z, of the years 1900 to 2199',
      'doit être un instant RFC 3339 en UTC qui existe, tel que 2008-05-20T07:00:00Z, des années 1900 à 2199',
    ),
  })
  .meta({ format: 'date-time' });

/** A whole number in a query, written with digits alone. */
export const wholeNumber = (min: number, max: number) =>
  z.preprocess(
    (given: number | string) =>
      typeof given === 'string' && /^\d{1,15}$/.test(given) ? Number(given) : given,
    z.int().min(min).max(max),
  );

/** An ISO 3166-1 alpha-2 country code. */
export const country = z.string().regex(/^[A-Z]{2}$/, {
  error: message('must be an ISO 3166-1 code of two letters', 'doit être un code ISO 3166-1 de deux lettres'),
});

/** A rate as a decimal percentage with up to four decimals, such as "1" or "0.85". */
export const percent = z.string().regex(/^(100(\.0{1,4})?|[1-9]?\d(\.\d{1,4})?)$/, {
  error: message(
    'must be a percentage between 0 and 100 such as "1" or "7.00"',
    'doit être un pourcentage entre 0 et 100 tel que "1" ou "7.00"',
  ),
});

/** A SHA-256 in lower-case hexadecimal. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, {
  error: message(
    'must be a SHA-256 of 64 hexadecimal digits in lower case',
    'doit être un SHA-256 de 64 chiffres hexadécimaux en minuscules',
  ),
});

/** A document referred to from a record: a reference, and its hash where the file is known. */
export const documentReference = z
  .strictObject({ reference: text(300), date: date.optional(), sha256: sha256.optional() })
  .meta({ id: 'DocumentReference' });

/** The most a list holds unless its declaration says otherwise. */
export const MAX_LIST = 200;

/** A bounded list; the bound is part of the contract. */
export const list = <T extends z.ZodType>(item: T, max: number = MAX_LIST) => z.array(item).max(max);

/** Where a back-dated record comes from: the source, its row and the values as given there. */
export const provenance = z
  .strictObject({
    source: text(300),
    row: z.int().min(1).max(100_000_000).optional(),
    document: text(300).optional(),
    given: z.record(z.string().max(100), z.string().max(8_000)).optional(),
  })
  .meta({ id: 'Provenance' });
