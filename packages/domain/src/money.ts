import { isCurrency, minorUnitDigits } from './currencies.ts';
import { decimalText } from './shares.ts';

/** An amount as it stands in commands, events and answers: exact decimal text ("1234.56") and an ISO 4217 code. */
export type Money = { readonly amount: string; readonly currency: string };

/** Largest size of one amount a command may carry, in minor units; totals may exceed it. */
export const MAX_MINOR: bigint = 10n ** 17n;

/** Digits before the point that an amount on the wire may have. */
export const WHOLE_DIGITS_MAX = 15;

const MAX_GIVEN_DECIMALS = 6;
const MAX_GIVEN_EXPONENT = 30;
const AMOUNT = /^(-?)(\d{1,30})(?:\.(\d{1,10}))?$/;
const GIVEN = /^(-?)(\d{1,30})(?:\.(\d{0,30}))?(?:[eE]([+-]?\d{1,3}))?$/;

/** Whole minor units of an amount, exact; throws RangeError when the text or currency is not one or cents are split. */
export function minorOf(money: Money): bigint {
  const digits = minorUnitDigits(money.currency);
  const match = AMOUNT.exec(money.amount);
  if (match === null) throw new RangeError(`Not an amount: ${money.amount.slice(0, 50)}`);
  const given = match[3] ?? '';
  const fraction = given.length > digits ? given.replace(/0+$/, '') : given;
  if (fraction.length > digits)
    throw new RangeError(`${money.amount} is finer than ${money.currency} allows`);
  const minor = BigInt(`${match[2]}${fraction.padEnd(digits, '0')}`);
  return match[1] === '-' ? -minor : minor;
}

/** The wire form of whole minor units, with all decimals of the currency: (-5n, "USD") is "-0.05". */
export function moneyOf(minor: bigint, currency: string): Money {
  return { amount: decimalText(minor, minorUnitDigits(currency)), currency };
}

/** True for an object that `minorOf` accepts and whose size is at most `MAX_MINOR`. */
export function isMoney(value: unknown): value is Money {
  if (typeof value !== 'object' || value === null) return false;
  const { amount, currency } = value as Record<string, unknown>;
  if (typeof amount !== 'string' || typeof currency !== 'string') return false;
  if (!isCurrency(currency) || !AMOUNT.test(amount)) return false;
  const parsed = parseAmount(amount, currency);
  return parsed.ok && parsed.exact;
}

/** Sum in minor units; throws RangeError when an amount is in another currency than `currency`. */
export function sumMinor(amounts: readonly Money[], currency: string): bigint {
  let sum = 0n;
  for (const money of amounts) {
    if (money.currency !== currency) throw new RangeError(`${money.currency} added to ${currency}`);
    sum += minorOf(money);
  }
  return sum;
}

/** The most that a sum may come to in minor units, so that it is still an amount that can be told. */
export function largestSum(currency: string): bigint {
  const digits = minorUnitDigits(currency);
  const known = largestSums.get(digits);
  if (known !== undefined) return known;
  const told = 10n ** BigInt(WHOLE_DIGITS_MAX + digits) - 1n;
  const largest = told < MAX_MINOR ? told : MAX_MINOR;
  largestSums.set(digits, largest);
  return largest;
}

/** By the decimals of a currency. */
const largestSums = new Map<number, bigint>();

/** Why a given text is not an amount. */
export type AmountProblem = 'blank' | 'not-a-number' | 'too-precise' | 'too-large';

/** A given text read as money: the minor units it is accounted in (half-up), the text kept, and whether they are equal. */
export type ParsedAmount =
  | { readonly ok: true; readonly minor: bigint; readonly given: string; readonly exact: boolean }
  | { readonly ok: false; readonly problem: AmountProblem };

/**
 * Reads a number as published tables give it: up to 6 decimals, no separators, also "1.849342E+07".
 * Half-up to the minor unit; never throws on the text.
 */
export function parseAmount(text: string, currency: string): ParsedAmount {
  const given = text.trim();
  if (given === '') return { ok: false, problem: 'blank' };
  const match = GIVEN.exec(given);
  const exponent = Number(match?.[4] ?? 0);
  if (match === null || Math.abs(exponent) > MAX_GIVEN_EXPONENT)
    return { ok: false, problem: 'not-a-number' };
  const { whole, fraction } = shiftPoint(match[2] ?? '', match[3] ?? '', exponent);
  if (fraction.length > MAX_GIVEN_DECIMALS) return { ok: false, problem: 'too-precise' };
  const digits = minorUnitDigits(currency);
  const kept = BigInt(`${whole}${fraction.slice(0, digits).padEnd(digits, '0')}`);
  const size = (fraction[digits] ?? '0') >= '5' ? kept + 1n : kept;
  if (size > MAX_MINOR) return { ok: false, problem: 'too-large' };
  const exact = /^0*$/.test(fraction.slice(digits));
  return { ok: true, minor: match[1] === '-' ? -size : size, given, exact };
}

/** The digits before and after the point once it has moved `exponent` places; zeros that say nothing are dropped. */
function shiftPoint(whole: string, fraction: string, exponent: number): { whole: string; fraction: string } {
  const digits = whole + fraction;
  const point = whole.length + exponent;
  const padded = point < 0 ? '0'.repeat(-point) + digits : digits.padEnd(point, '0');
  const at = Math.max(point, 0);
  return { whole: padded.slice(0, at) || '0', fraction: padded.slice(at).replace(/0+$/, '') };
}
