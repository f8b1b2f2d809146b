import type { Language } from '@mdtf/domain';

/** How many ranges of one Accept-Language header are looked at. */
export const MAX_LANGUAGE_RANGES = 20;

/** The language of an answer by Accept-Language (RFC 9110, 12.5.4): the better weight, the earlier named of two alike, English where neither is named. */
export function languageFor(accept: string | undefined): Language {
  if (accept === undefined || accept === '*') return 'en';
  const ranges = accept.split(',', MAX_LANGUAGE_RANGES).map(parseRange);
  const english = wishFor('en', ranges);
  const french = wishFor('fr', ranges);
  const isFrench =
    french.weight > english.weight || (french.weight === english.weight && french.at < english.at);
  return isFrench && french.weight > 0 ? 'fr' : 'en';
}

/** What an answer whose language was chosen says about it. */
export function languageHeaders(language: Language): Readonly<Record<string, string>> {
  return { 'content-language': language, vary: 'accept-language' };
}

interface Range {
  /** The first part of the language tag, in lower case: fr of fr-CH. */
  readonly language: string;
  readonly weight: number;
}

function parseRange(text: string): Range {
  const [tag = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const given = parameters.find((parameter) => parameter.startsWith('q='));
  const weight = given === undefined ? 1 : Number(given.slice(2));
  return { language: tag.split('-', 1)[0] as string, weight: weight >= 0 && weight <= 1 ? weight : 0 };
}

interface Wish {
  readonly weight: number;
  /** Where among the ranges it is named first. */
  readonly at: number;
}

// A range that names the language decides before the one that names all; of several, the heaviest: who takes fr-CH can read French.
function wishFor(language: Language, ranges: readonly Range[]): Wish {
  const named = ranges.filter((range) => range.language === language);
  const fitting = named.length > 0 ? named : ranges.filter((range) => range.language === '*');
  const weight = Math.max(0, ...fitting.map((range) => range.weight));
  const at = named.length > 0 ? ranges.findIndex((range) => range.language === language) : ranges.length;
  return { weight, at };
}
