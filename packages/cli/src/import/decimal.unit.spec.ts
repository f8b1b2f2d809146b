import { describe, expect, it } from 'vitest';
import { parseDecimal, wholeHalfUp } from './decimal.ts';

const cents = (text: string, scale = 0) => {
  const decimal = parseDecimal(text);
  return decimal === undefined ? undefined : wholeHalfUp(decimal, 2 + scale);
};

describe('an amount of a published table', () => {
  it.each([
    ['700000.4', 70000040n],
    ['1.849342E+07', 1849342000n],
    ['2E+07', 2000000000n],
    ['1.5e-2', 2n],
    ['0.005', 1n],
    ['0.0049999999', 0n],
    ['249999.9999999999', 25000000n],
    ['-0.005', -1n],
    [' 12 ', 1200n],
    ['12.', 1200n],
    ['+3.10', 310n],
  ])('%s is accounted in cents, half-up', (text, expected) => {
    expect(cents(text)).toBe(expected);
  });

  it.each(['', 'n/a', '1,000.00', '1.2.3', '0x10', 'Infinity', '1e999', '--1', '1 000'])(
    '%j is no number',
    (text) => {
      expect(cents(text)).toBeUndefined();
    },
  );

  it('given in millions comes out in cents', () => {
    expect(cents('163.500', 6)).toBe(16_350_000_000n);
  });
});
