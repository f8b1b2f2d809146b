import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CURRENCIES,
  isMoney,
  MAX_MINOR,
  minorOf,
  minorUnitDigits,
  moneyOf,
  parseAmount,
  sumMinor,
  wordMoney,
  wordMoneyOf,
  wordNumber,
  wordPercent,
} from './index.ts';

const currency = fc.constantFrom(...CURRENCIES);
const minor = fc.bigInt({ min: -MAX_MINOR, max: MAX_MINOR });

describe('money on the wire', () => {
  it('reads and writes whole minor units without loss, in every currency', () => {
    fc.assert(fc.property(minor, currency, (m, c) => minorOf(moneyOf(m, c)) === m));
  });

  it.each([
    ['USD', 123456n, '1234.56'],
    ['USD', -5n, '-0.05'],
    ['JPY', 1234n, '1234'],
    ['KWD', 1n, '0.001'],
    ['USD', 0n, '0.00'],
  ])('shows %s in its own minor unit: %s as %s', (code, amount, text) => {
    expect(moneyOf(amount, code)).toEqual({ amount: text, currency: code });
  });

  it.each(['1,234.56', '', ' 1', '1.', '.5', '1e3', '--1', 'NaN', '0x10', '1.005', '٣'])(
    'refuses %j as an amount of dollars',
    (amount) => {
      expect(() => minorOf({ amount, currency: 'USD' })).toThrow(RangeError);
      expect(isMoney({ amount, currency: 'USD' })).toBe(false);
    },
  );

  it('refuses a currency outside the table', () => {
    expect(() => minorUnitDigits('XXX')).toThrow(RangeError);
    expect(() => moneyOf(1n, 'usd')).toThrow(RangeError);
    expect(isMoney({ amount: '1.00', currency: 'XTS' })).toBe(false);
  });

  it('refuses one amount above the bound, not a total of several', () => {
    const most = moneyOf(MAX_MINOR, 'USD');
    expect(isMoney(most)).toBe(true);
    expect(isMoney(moneyOf(MAX_MINOR + 1n, 'USD'))).toBe(false);
    expect(sumMinor([most, most], 'USD')).toBe(2n * MAX_MINOR);
  });

  it('never adds amounts of unlike currencies', () => {
    expect(() => sumMinor([moneyOf(1n, 'EUR')], 'USD')).toThrow(RangeError);
  });
});

describe('amounts as published tables give them', () => {
  it.each([
    ['700000.4', 70000040n, true],
    ['0.005', 1n, false],
    ['0.004999', 0n, false],
    ['-0.005', -1n, false],
    ['2E+07', 2000000000n, true],
    ['1.849342E+07', 1849342000n, true],
    ['12.5e-1', 125n, true],
    [' 367000 ', 36700000n, true],
    ['1.000000000', 100n, true],
  ])('accounts %s as %s cents', (text, cents, exact) => {
    expect(parseAmount(text, 'USD')).toEqual({ ok: true, minor: cents, given: text.trim(), exact });
  });

  it.each([
    ['', 'blank'],
    ['  ', 'blank'],
    ['1 000', 'not-a-number'],
    ['1,000', 'not-a-number'],
    ['n/a', 'not-a-number'],
    ['1E+99', 'not-a-number'],
    ['1.0000001', 'too-precise'],
    ['1000000000000000.01', 'too-large'],
    ['999999999999999999999999999999', 'too-large'],
    ['1E+30', 'too-large'],
  ])('says why %j is none: %s', (text, problem) => {
    expect(parseAmount(text, 'USD')).toEqual({ ok: false, problem });
  });

  it('is never further from the given amount than half a minor unit', () => {
    const millionths = fc.bigInt({ min: 0n, max: 10n ** 15n });
    fc.assert(
      fc.property(millionths, (m) => {
        const text = `${m / 1_000_000n}.${(m % 1_000_000n).toString().padStart(6, '0')}`;
        const parsed = parseAmount(text, 'USD');
        if (!parsed.ok) return false;
        const off = parsed.minor * 10_000n - m;
        return off > -5_000n && off <= 5_000n;
      }),
    );
  });
});

describe('amounts for people', () => {
  it('groups thousands and places the currency as each language does', () => {
    expect(wordMoney(moneyOf(-155500000n, 'USD'), 'en')).toBe('USD -1,555,000.00');
    expect(wordMoney(moneyOf(-155500000n, 'USD'), 'fr')).toBe('-1\u202f555\u202f000,00\u00a0USD');
    expect(wordMoney(moneyOf(999n, 'JPY'), 'fr')).toBe('999\u00a0JPY');
    expect(wordPercent('16.33', 'fr')).toBe('16,33\u00a0%');
    expect(wordNumber('-1234567.89', 'en')).toBe('-1,234,567.89');
    expect([wordNumber('0.00', 'fr'), wordNumber('999', 'en')]).toEqual(['0,00', '999']);
  });

  it('are worded alike from an amount and from its minor units, and say where a part was left out', () => {
    expect(wordMoneyOf(1234567n, 'USD', 'en')).toBe(wordMoney(moneyOf(1234567n, 'USD'), 'en'));
    expect(wordMoneyOf(2n, 'USD', 'en', true)).toBe('USD 0.02…');
    expect(wordMoneyOf(2n, 'USD', 'fr', true)).toBe('0,02…\u00a0USD');
  });
});
