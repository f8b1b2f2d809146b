import type { Language, Localised } from '@mdtf/domain';
import {
  decimalText,
  frenchSpaced,
  minorUnitDigits,
  parseAmount,
  wordMinor,
  wordMoneyOf,
  wordPercent,
} from '@mdtf/domain';

/** Writes numbers in one language. */
export interface Writing {
  /** Minor units without the currency: 15,550.00 or 15 550,00. */
  amount(minor: bigint): string;
  /** Minor units with the currency code: USD 15,550.00 or 15 550,00 USD. */
  money(minor: bigint): string;
  percent(text: string): string;
}

/** The same sentence in both languages, each with its own numbers. French colons keep their no-break space. */
export function inBoth(
  currency: string,
  sentence: { en: (writing: Writing) => string; fr: (writing: Writing) => string },
): Localised {
  return {
    en: sentence.en(writingIn('en', currency)),
    fr: frenchSpaced(sentence.fr(writingIn('fr', currency))),
  };
}

function writingIn(language: Language, currency: string): Writing {
  return {
    amount: (minor) => wordMinor(minor, currency, language),
    money: (minor) => wordMoneyOf(minor, currency, language),
    percent: (text) => wordPercent(text, language),
  };
}

/** Minor units as decimal text with all decimals of the currency: 15550.00. */
export function amountText(minor: bigint, currency: string): string {
  return decimalText(minor, minorUnitDigits(currency));
}

/** Minor units of an amount that a charter sets, half-up where it is finer than the currency allows. */
export function amountSet(text: string, currency: string): bigint {
  const parsed = parseAmount(text, currency);
  if (!parsed.ok) throw new RangeError(`Not an amount: ${text.slice(0, 20)}`);
  return parsed.minor;
}
