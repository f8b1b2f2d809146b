import { minorUnitDigits } from './currencies.ts';
import { type Money, minorOf } from './money.ts';
import { decimalText } from './shares.ts';

/** The languages a fund writes in. */
export type Language = 'en' | 'fr';

const NARROW_SPACE = '\u202f';
const NO_BREAK_SPACE = '\u00a0';

/** Decimal text for people: "1234.5" is "1,234.5" in English and "1 234,5" in French. */
export function wordNumber(decimal: string, language: Language): string {
  const point = decimal.indexOf('.');
  const whole = point < 0 ? decimal : decimal.slice(0, point);
  const first = whole.startsWith('-') ? 1 : 0;
  let grouped = whole;
  for (let at = whole.length - 3; at > first; at -= 3)
    grouped = `${grouped.slice(0, at)}${language === 'en' ? ',' : NARROW_SPACE}${grouped.slice(at)}`;
  return point < 0 ? grouped : `${grouped}${language === 'en' ? '.' : ','}${decimal.slice(point + 1)}`;
}

/** Minor units for people, without the currency: (1555000n, "USD", "fr") is "15 550,00". */
export function wordMinor(minor: bigint, currency: string, language: Language): string {
  return wordNumber(decimalText(minor, minorUnitDigits(currency)), language);
}

/** An amount for people: "USD 15,550.00" in English, "15 550,00 USD" in French. */
export function wordMoney(money: Money, language: Language): string {
  return wordMoneyOf(minorOf(money), money.currency, language);
}

/** The same of minor units; `isCut` says by "…" that a part of a minor unit was left out. Nobody else puts an amount and its currency together. */
export function wordMoneyOf(minor: bigint, currency: string, language: Language, isCut = false): string {
  const number = `${wordMinor(minor, currency, language)}${isCut ? '…' : ''}`;
  return language === 'en' ? `${currency} ${number}` : `${number}${NO_BREAK_SPACE}${currency}`;
}

/** Percent text for people: "16.33" is "16.33 %" in English and "16,33 %" in French. */
export function wordPercent(percent: string, language: Language): string {
  return `${wordNumber(percent, language)}${language === 'en' ? ' ' : NO_BREAK_SPACE}%`;
}
