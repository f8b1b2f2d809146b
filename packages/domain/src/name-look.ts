/**
 * Letters of other scripts, and rarer signs, that are drawn like a commoner one; each pair is the look-alike and what it
 * is taken for. A choice from Unicode's table of confusables: what reads as Latin, and the variants within Arabic.
 */
const LOOK_ALIKES = [
  'АA ВB ЕE ЅS ІI ЇÏ ЈJ КK МM НH ОO РP СC ТT УY ХX ҮY ӀI ԌG ԚQ ԜW аa еe ѕs іi їï јj кk оo рp сc уy хx һh ԁd ԛq ԝw ӏl ѵv ҽe гr',
  'ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ϹC αa γy ηn ιi κk νv οo ρp σo υu ϲc ϳj',
  'ՕO ՍU ՏS օo ոn սu հh ցg զq',
  'ᎠD ᎡR ᎢT ᎪA ᎫJ ᎬE ᎳW ᎷM ᎻH ᎽY ᏀG ᏃZ ᏙV ᏚS ᏞL ᏟC ᏢP ᏦK ᏴB',
  'ɑa ɡg ıi ȷj ʋv ƖI ǀI ꓲI',
  "‐- ‑- ‒- –- —- ―- −- ’' ‘' ʼ' ʻ' ′' `' ´' “\" ”\" „\" «\" »\"",
  'یي ىي کك ہه ھه',
];

const TAKEN_FOR: ReadonlyMap<string, string> = new Map(
  LOOK_ALIKES.flatMap((line) => line.split(' ')).map((pair) => [pair.slice(0, 1), pair.slice(1)] as const),
);

/** What is not seen, or only stretches what is: joiners, direction marks, the soft hyphen, variation selectors, the tatweel. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\u0640]/gu;

/** Signs of one script that many typefaces draw alike; several letters stand for what looks like them. */
const WITHIN_LATIN: readonly (readonly [RegExp, string])[] = [
  [/[I1|]/g, 'l'],
  [/0/g, 'O'],
  [/m/g, 'rn'],
  [/w/g, 'vv'],
];

/** Scripts whose letters are drawn alike, so that a word in two of them is a trap. */
const ALIKE_SCRIPTS = ['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Cherokee'] as const;
const SCRIPT_TESTS = ALIKE_SCRIPTS.map(
  (script) => [script, new RegExp(`\\p{Script=${script}}`, 'u')] as const,
);

/** Longest text compared: the index over it holds no more, and no name differs only after it. */
const MAX_COMPARED = 300;

/** A word in letters of more than one script that can be taken for each other, and these scripts. */
export interface MixedWord {
  readonly word: string;
  readonly scripts: readonly string[];
}

/** The first word of a text that mixes scripts which look alike; undefined when there is none. */
export function mixedWord(text: string): MixedWord | undefined {
  for (const word of text.normalize('NFC').split(/[^\p{L}\p{M}]+/u)) {
    const scripts = SCRIPT_TESTS.filter(([, test]) => test.test(word)).map(([script]) => script);
    if (scripts.length > 1) return { word, scripts };
  }
  return undefined;
}

/**
 * True for a text with characters that change the direction of what follows (U+202A to U+202E, U+2066 to U+2069), or that
 * nobody sees (U+200B, U+2060, U+FEFF, U+00AD): the reader sees another text than the machine. Joiners and marks of
 * direction that right-to-left scripts need are none of them.
 */
export function hidesText(text: string): boolean {
  return /[\u00ad\u200b\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/u.test(text);
}

/** The same name however it is typed: letter case, width, composition and spaces do not count. */
export function plainName(name: string): string {
  return spaced(name.normalize('NFKC').replace(UNSEEN, '')).toLowerCase();
}

/**
 * Under what a name is found by what it looks like: two names share one of their looks when a reader can take the one for
 * the other. At most two, each of at most 300 characters.
 */
export function looksOf(name: string): readonly [string, string] {
  const shown = spaced(
    Array.from(name.normalize('NFKC').replace(UNSEEN, ''), (sign) => TAKEN_FOR.get(sign) ?? sign).join(''),
  );
  const drawn = WITHIN_LATIN.reduce((text, [alike, as]) => text.replace(alike, as), shown);
  return [`read:${bounded(shown.toLowerCase().replaceAll('0', 'o'))}`, `drawn:${bounded(drawn)}`];
}

const spaced = (text: string): string => text.replace(/\s+/gu, ' ').trim();
const bounded = (text: string): string => text.slice(0, MAX_COMPARED).toWellFormed();
