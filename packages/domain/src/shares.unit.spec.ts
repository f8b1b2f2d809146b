import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decimalText,
  divideDown,
  divideHalfUp,
  divideUp,
  millionthsOf,
  percentHalfUp,
  splitByLargestRemainder,
} from './index.ts';

const whole = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
const divisor = whole.filter((d) => d !== 0n);
const sum = (parts: readonly bigint[]) => parts.reduce((total, part) => total + part, 0n);
const size = (n: bigint) => (n < 0n ? -n : n);

describe('rounding', () => {
  it.each([
    [1n, 2n, 1n],
    [-1n, 2n, -1n],
    [1n, -2n, -1n],
    [-1n, -2n, 1n],
    [49n, 100n, 0n],
    [50n, 100n, 1n],
    [149n, 100n, 1n],
    [0n, 7n, 0n],
  ])('half-up: %s / %s is %s', (n, d, rounded) => {
    expect(divideHalfUp(n, d)).toBe(rounded);
  });

  it('half-up is at most half away, and a reversal rounds like what it reverses', () => {
    fc.assert(
      fc.property(whole, divisor, (n, d) => {
        const rounded = divideHalfUp(n, d);
        return size(2n * (rounded * d - n)) <= size(d) && divideHalfUp(-n, d) === -rounded;
      }),
    );
  });

  it('down and up enclose the exact quotient', () => {
    fc.assert(
      fc.property(whole, divisor, (n, d) => {
        const [down, up] = [divideDown(n, d), divideUp(n, d)];
        const sign = d > 0n ? 1n : -1n;
        return down * d * sign <= n * sign && n * sign <= up * d * sign && up - down <= 1n;
      }),
    );
  });

  it('nothing is divided by zero', () => {
    for (const divide of [divideHalfUp, divideDown, divideUp])
      expect(() => divide(1n, 0n)).toThrow(RangeError);
    expect(percentHalfUp(1n, 0n, 2)).toBeNull();
  });
});

describe('percentages', () => {
  it.each([
    [120_000_000n, 735_000_000n, 2, '16.33'],
    [65_511_000n, 125_127_000n, 2, '52.36'],
    [1n, 3n, 0, '33'],
    [1n, 1000n, 2, '0.10'],
    [-1n, 8n, 2, '-12.50'],
    [1n, 20_000n, 2, '0.01'],
    [199n, 200n, 0, '100'],
  ])('%s of %s at %s decimals is %s', (part, of, decimals, text) => {
    expect(percentHalfUp(part, of, decimals)).toBe(text);
  });

  it('a rate of up to four decimals is exact in millionths', () => {
    expect(millionthsOf('7.00')).toBe(70_000n);
    expect(millionthsOf('0.85')).toBe(8_500n);
    expect(millionthsOf('0.0001')).toBe(1n);
    for (const text of ['', '-1', '1.00001', '1000', '1,5', '7 %'])
      expect(() => millionthsOf(text)).toThrow(RangeError);
  });

  it('a scaled number shows all its decimals', () => {
    expect(decimalText(5n, 2)).toBe('0.05');
    expect(decimalText(-123456n, 2)).toBe('-1234.56');
    expect(decimalText(7n, 0)).toBe('7');
  });
});

describe('splitting an amount', () => {
  const weights = fc
    .array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 12 })
    .filter((w) => sum(w) > 0n);

  it('loses nothing, and gives each its exact share to less than one minor unit', () => {
    fc.assert(
      fc.property(whole, weights, (total, parts) => {
        const split = splitByLargestRemainder(total, parts);
        const near = split.every(
          (part, at) => size(part * sum(parts) - total * (parts[at] ?? 0n)) < sum(parts),
        );
        return sum(split) === total && near;
      }),
    );
  });

  it('gives the odd cents to the largest remainders, earlier ones first among equals', () => {
    expect(splitByLargestRemainder(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(splitByLargestRemainder(10n, [1n, 2n, 0n])).toEqual([3n, 7n, 0n]);
    expect(splitByLargestRemainder(-100n, [1n, 1n, 1n])).toEqual([-34n, -33n, -33n]);
  });

  it('refuses weights that say nothing', () => {
    for (const nothing of [[], [0n], [1n, -1n, 5n]])
      expect(() => splitByLargestRemainder(1n, nothing)).toThrow(RangeError);
  });
});
