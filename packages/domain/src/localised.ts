import type { Language } from './wording.ts';

/** A text in the fund's two languages. */
export type Localised = { readonly en: string; readonly fr: string };

/** A text in one language; one that was stored before texts had both is English, and is read so. */
export function textIn(text: Localised | string, language: Language): string {
  if (typeof text === 'string') return text;
  return language === 'fr' ? frenchSpaced(text.fr) : text.en;
}

/** One text made in each language, from parts that are worded by language themselves. */
export function inEach(word: (language: Language) => string): Localised {
  return { en: word('en'), fr: word('fr') };
}

/** French text whose colons, semicolons and quotation marks keep their no-break space. */
export function frenchSpaced(text: string): string {
  return text.replace(/ ([:;?!»])/g, '\u00a0$1').replace(/« /g, '«\u00a0');
}
