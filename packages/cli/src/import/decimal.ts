import { divideHalfUp } from '@mdtf/domain';

/** A number exactly as given: `digits` shifted `decimals` places; decimals below zero come from exponents. */
export interface Decimal {
  readonly digits: bigint;
  readonly decimals: number;
}

const MAX_EXPONENT = 30;
const GIVEN = /^([+-]?)(\d{1,30})(?:\.(\d{0,30}))?(?:[eE]([+-]?\d{1,3}))?$/;

/** Reads a number as published tables print it, "1.849342E+07" included; undefined when it is none. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = GIVEN.exec(text.trim());
  const exponent = Number(match?.[4] ?? 0);
  if (match === null || Math.abs(exponent) > MAX_EXPONENT) return undefined;
  const [, sign, whole = '', fraction = ''] = match;
  const size = BigInt(whole + fraction);
  return { digits: sign === '-' ? -size : size, decimals: fraction.length - exponent };
}

/** The number times 10^`places`, as a whole number rounded half-up: dollars to cents are 2 places. */
export function wholeHalfUp({ digits, decimals }: Decimal, places: number): bigint {
  const shift = places - decimals;
  return shift >= 0 ? digits * 10n ** BigInt(shift) : divideHalfUp(digits, 10n ** BigInt(-shift));
}
