import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { createSchemaCollection } from './json-schema.ts';
import {
  date,
  fundId,
  id,
  instant,
  money,
  percent,
  positiveMoney,
  signedMoney,
  text,
  wholeNumber,
} from './primitives.ts';

const accepts = (schema: z.ZodType, value: unknown): boolean => schema.safeParse(value).success;
const usd = (amount: string) => ({ amount, currency: 'USD' });

describe('what a field may hold', () => {
  it.each([
    ['a percentage up to 100', percent, ['0', '0.0001', '7', '99.9999', '100', '100.0000']],
    ['a date from 1900 to 2199', date, ['1900-01-01', '2000-02-29', '2008-02-29', '2199-12-31']],
    ['an instant in UTC', instant, ['1900-01-01T00:00:00Z', '2008-02-29T23:59:59.999Z']],
    ['an amount', money, ['0', '0.00', '1.2345', '999999999999999.9999'].map(usd)],
    ['an amount of more than zero', positiveMoney, ['0.0001', '0.10', '10', '10.00', '1.0001'].map(usd)],
    ['an amount below zero', signedMoney, ['-0.01', '-1', '0', '1'].map(usd)],
    ['an id', id, ['A', '0', 'a.b-c_d', 'x'.repeat(64)]],
    ['a fund', fundId, ['imdp', 'cbpf-23', `f${'1'.repeat(38)}`]],
    ['text', text(5), ['a', ' a', 'é\n\t\r', '🙂🙂', '🙂🙂🙂🙂🙂', '\n é\n', 'הגירה', '\u202babc\u202c']],
    ['a whole number', wholeNumber(1, 500), ['1', '500', 7]],
  ])('%s', (_, schema, values) => {
    for (const value of values as unknown[]) expect([value, accepts(schema, value)]).toEqual([value, true]);
  });

  it.each([
    [
      'no percentage',
      percent,
      ['', '-1', '100.0001', '100.9', '101', '1.00001', '01', '1e1', ' 1', '1%', '1\n'],
    ],
    [
      'no date',
      date,
      ['1899-12-31', '2200-01-01', '1900-02-29', '2100-02-29', '2007-02-29', '2008-02-30', '2008-04-31'],
    ],
    [
      'no date either',
      date,
      ['2008-13-01', '2008-00-10', '2008-5-1', '20080501', '2008-05-01T00:00:00Z', ''],
    ],
    ['no instant', instant, ['2008-02-30T00:00:00Z', '2008-01-01T24:00:00Z', '2008-01-01T23:59:60Z']],
    ['no instant in UTC', instant, ['2008-01-01T00:00:00+01:00', '2008-01-01T00:00:00', '2008-01-01']],
    ['no instant that can be kept', instant, ['1899-12-31T23:59:59Z', '2008-01-01T00:00:00.0001Z']],
    [
      'no amount',
      money,
      ['-1', '1.', '.5', '01', '1.00000', '1e5', '1,000', '9'.repeat(16), '٣', ''].map(usd),
    ],
    ['nothing', positiveMoney, ['0', '0.0', '0.0000', '-1', '00', '1.', '9'.repeat(30)].map(usd)],
    ['no id', id, ['', '-a', '.', '..', 'a b', 'a/b', 'é', 'a\n', 'x'.repeat(65), '__proto__']],
    ['no fund', fundId, ['I', 'a', 'Imdp', '1a', 'a_b', 'a\n', 'x'.repeat(40)]],
    ['no text', text(5), ['', ' ', '\n\t', '\0', 'a\u001f', '\u007f', '\ud800', 'abcdef', '🙂'.repeat(6)]],
    [
      'no whole number',
      wholeNumber(1, 500),
      ['', '0', '501', '-1', '1.5', '1e2', '0x10', '+1', ' 1', 'a', 1.5],
    ],
  ])('%s', (_, schema, values) => {
    for (const value of values as unknown[]) expect([value, accepts(schema, value)]).toEqual([value, false]);
  });

  it('is published as it is checked', () => {
    const schemas = createSchemaCollection();
    expect(schemas.add(wholeNumber(1, 500).default(50))).toEqual({
      type: 'integer',
      minimum: 1,
      maximum: 500,
      default: 50,
    });
    expect(schemas.add(date)).toMatchObject({ type: 'string', format: 'date', pattern: expect.any(String) });
    expect(schemas.add(text(5))).toMatchObject({ minLength: 1, maxLength: 5, pattern: expect.any(String) });
  });
});
