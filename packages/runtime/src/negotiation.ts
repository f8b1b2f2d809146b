import { invalidField, type Refusal, refuse } from './refusal.ts';

/** The media types that routes can answer in. */
export const MEDIA_TYPES: { readonly [format: string]: string } = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  ics: 'text/calendar; charset=utf-8',
};

/** How many media ranges of one Accept header are looked at. */
export const MAX_RANGES = 20;

/** Chooses among a route's formats: `?format=` wins, then Accept by its weights, the first where the caller does not mind; else 406. */
export function chooseFormat(
  formats: readonly string[],
  asked: unknown,
  accept: string | undefined,
): string | Refusal {
  const [first = 'json'] = formats;
  if (asked !== undefined) {
    if (typeof asked === 'string' && formats.includes(asked)) return asked;
    return invalidField('query.format', {
      en: `must be one of ${formats.join(', ')}`,
      fr: `doit être l’une de ces valeurs : ${formats.join(', ')}`,
    });
  }
  if (accept === undefined || accept === '' || accept === '*/*' || accept === mediaTypeOf(first))
    return first;
  const ranges = accept.split(',', MAX_RANGES).map(parseRange);
  let best: string | undefined;
  let bestWeight = 0;
  for (const format of formats) {
    const weight = weightOf(mediaTypeOf(format), ranges);
    if (weight > bestWeight) [best, bestWeight] = [format, weight];
  }
  return best ?? notAcceptable(formats);
}

interface Range {
  readonly type: string;
  readonly weight: number;
}

function parseRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const given = parameters.find((parameter) => parameter.startsWith('q='));
  const weight = given === undefined ? 1 : Number(given.slice(2));
  return { type, weight: weight >= 0 && weight <= 1 ? weight : 0 };
}

// The most specific range that names a type decides its weight (RFC 9110, 12.5.1).
function weightOf(mediaType: string, ranges: readonly Range[]): number {
  const family = `${mediaType.slice(0, mediaType.indexOf('/'))}/*`;
  for (const name of [mediaType, family, '*/*']) {
    const range = ranges.find(({ type }) => type === name);
    if (range !== undefined) return range.weight;
  }
  return 0;
}

const mediaTypeOf = (format: string): string => (MEDIA_TYPES[format] ?? '').split(';', 1)[0] as string;

function notAcceptable(formats: readonly string[]): Refusal {
  const types = formats.map(mediaTypeOf).join(', ');
  return refuse(
    406,
    'not-acceptable',
    { en: 'No such format', fr: 'Format indisponible' },
    {
      en: `None of the media types in Accept is one this route has: ${types}.`,
      fr: `Aucun des types de média d’Accept n’est offert ici ; le sont : ${types}.`,
    },
  );
}
