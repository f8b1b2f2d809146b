import { describe, expect, it } from 'vitest';
import { cellReader } from './read-cell.ts';

const read = (kind: Parameters<typeof cellReader>[0]['kind'], text: string | undefined, more = {}) =>
  cellReader({ kind, optional: false, ...more }, 'USD')(text);

describe('a value of a column', () => {
  it.each([
    ['12/1/2018 12:00:00 AM', '2018-12-01T00:00:00.000Z'],
    ['12/31/2018 11:59:59 PM', '2018-12-31T23:59:59.000Z'],
    ['1/3/2019 12:51:12 PM', '2019-01-03T12:51:12.000Z'],
    ['2/29/2020', '2020-02-29T00:00:00.000Z'],
  ])('reads the American date %s, month first', (text, instant) => {
    expect(read('us-date-time', text)).toMatchObject({ instant, date: instant.slice(0, 10) });
  });

  it.each([
    ['us-date-time', '31/12/2018 12:00:00 AM', 'is a date or time that does not exist'],
    ['us-date-time', '2/29/2019 12:00:00 AM', 'is a date or time that does not exist'],
    ['us-date-time', '1/1/2019 13:00:00 PM', 'is a date or time that does not exist'],
    ['us-date-time', '2018-12-31', 'is not a date such as 12/31/2018 11:59:59 PM'],
    ['iso-date', '12/31/2018', 'is not a date such as 2018-12-31'],
    ['iso-date', '2019-02-29', 'is not a date such as 2018-12-31'],
    ['integer', '1.5', 'is not a whole number'],
    ['integer', '12345678901234567890', 'is not a whole number'],
    ['decimal', '1,000', 'is not a number'],
    ['decimal', '9'.repeat(30), 'is too large an amount'],
    ['boolean', 'maybe', 'is neither true nor false'],
    ['text', 'caf\uFFFD', 'has characters that are not UTF-8'],
    ['text', '   ', 'is blank'],
  ] as const)('refuses as %s: %s', (kind, text, reason) => {
    expect(read(kind, text)).toEqual({ reason });
  });

  it('keeps a text as it was given, tabs and spaces included', () => {
    expect(read('text', '2019 1st Reserve Allocation\t')).toEqual({
      kind: 'text',
      given: '2019 1st Reserve Allocation\t',
    });
  });

  it('takes counts apart by their names', () => {
    const parts = ['women', 'men', 'girls', 'boys'];
    expect(read('counts', '1##2####4', { parts })).toMatchObject({
      counts: { women: 1, men: 2, girls: 0, boys: 4 },
    });
    expect(read('counts', '1##2##3', { parts })).toEqual({ reason: 'is not 4 counts joined by ##' });
    expect(read('counts', '1##2##3##x', { parts })).toEqual({
      reason: 'has a count of boys that is not a whole number',
    });
  });

  it('that is blank is left out where it may be, and stands for what the profile says', () => {
    expect(read('decimal', '', { optional: true })).toBeUndefined();
    expect(read('decimal', ' ', { blank: '0' })).toMatchObject({ minor: 0n });
    expect(read('decimal', undefined, { blank: '0' })).toMatchObject({ minor: 0n });
    expect(read('decimal', undefined)).toEqual({ reason: 'is blank' });
  });
});
