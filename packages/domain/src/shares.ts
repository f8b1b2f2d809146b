const MAX_PERCENT_DECIMALS = 6;

/** Quotient rounded to the nearest whole number, halves away from zero; throws RangeError when `d` is 0. */
export function divideHalfUp(n: bigint, d: bigint): bigint {
  if (d === 0n) throw new RangeError('Division by zero');
  const negative = n < 0n !== d < 0n;
  const size = (2n * abs(n) + abs(d)) / (2n * abs(d));
  return negative ? -size : size;
}

/** Quotient rounded towards minus infinity: what may remain after a cut; throws RangeError when `d` is 0. */
export function divideDown(n: bigint, d: bigint): bigint {
  if (d === 0n) throw new RangeError('Division by zero');
  const quotient = n / d;
  return n % d !== 0n && n < 0n !== d < 0n ? quotient - 1n : quotient;
}

/** Quotient rounded towards plus infinity: what must at least be added; throws RangeError when `d` is 0. */
export function divideUp(n: bigint, d: bigint): bigint {
  return -divideDown(-n, d);
}

/** `part` as a percentage of `whole`, half-up at the given decimals ("16.33"); null when `whole` is 0. */
export function percentHalfUp(part: bigint, whole: bigint, decimals: number): string | null {
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > MAX_PERCENT_DECIMALS)
    throw new RangeError(`Decimals of a percentage: 0 to ${MAX_PERCENT_DECIMALS}, not ${decimals}`);
  if (whole === 0n) return null;
  return decimalText(divideHalfUp(part * 100n * 10n ** BigInt(decimals), whole), decimals);
}

/**
 * Parts of `totalMinor` in proportion to `weights` that add up to it exactly: each is its exact share rounded down,
 * and what is left goes one minor unit each to the largest remainders, earlier ones first among equals.
 * Throws RangeError when a weight is negative or all are 0.
 */
export function splitByLargestRemainder(totalMinor: bigint, weights: readonly bigint[]): bigint[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  if (weights.some((weight) => weight < 0n) || whole === 0n)
    throw new RangeError('Weights of a split: none below 0, and not all 0');
  const size = abs(totalMinor);
  const parts = weights.map((weight) => (size * weight) / whole);
  const remainders = weights.map((weight, index) => ({ index, remainder: (size * weight) % whole }));
  remainders.sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  );
  const left = Number(size - parts.reduce((sum, part) => sum + part, 0n));
  for (const { index } of remainders.slice(0, left)) parts[index] = (parts[index] ?? 0n) + 1n;
  return totalMinor < 0n ? parts.map((part) => -part) : parts;
}

/**
 * A rate given as a percentage with up to four decimals, in millionths: "7.00" is 70,000, "0.85" is 8,500.
 * Throws RangeError for any other text.
 */
export function millionthsOf(percent: string): bigint {
  const match = /^(\d{1,3})(?:\.(\d{1,4}))?$/.exec(percent);
  if (match === null) throw new RangeError(`Not a percentage: ${percent.slice(0, 20)}`);
  return BigInt(`${match[1]}${(match[2] ?? '').padEnd(4, '0')}`);
}

/** A scaled whole number as decimal text: (123456n, 2) is "1234.56". */
export function decimalText(scaled: bigint, decimals: number): string {
  const digits = abs(scaled)
    .toString()
    .padStart(decimals + 1, '0');
  const cut = digits.length - decimals;
  const text = decimals === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  return scaled < 0n ? `-${text}` : text;
}

function abs(n: bigint): bigint {
  return n < 0n ? -n : n;
}
