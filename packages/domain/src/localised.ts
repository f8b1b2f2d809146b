import type { Language } from './wording.ts';

/** A text in the fund's two languages. */
export type Localised = { readonly en: string; readonly fr: string };

/** A text of a refusal: in both languages, or in English alone where it has not been put into French. */
export type Said = Localised | string;

/** What is said in one language; what was recorded in English alone is said in English. */
export function textIn(said: Said, language: Language): string {
  if (typeof said === 'string') return said;
  return language === 'fr' ? frenchSpaced(said.fr) : said.en;
}

/** One text made in each language, from parts that are worded by language themselves. */
export function inEach(word: (language: Language) => string): Localised {
  return { en: word('en'), fr: word('fr') };
}

/** French text whose colons, semicolons and quotation marks keep their no-break space. */
export function frenchSpaced(text: string): string {
  return text.replace(/ ([:;?!»])/g, '\u00a0$1').replace(/« /g, '«\u00a0');
}
