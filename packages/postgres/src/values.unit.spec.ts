import { describe, expect, it } from 'vitest';
import { instantOf } from './values.ts';

describe('an instant from the database', () => {
  it.each([
    ['2008-05-20 07:00:00+00', '2008-05-20T07:00:00.000Z'],
    ['2008-05-20 07:00:00.5+00', '2008-05-20T07:00:00.500Z'],
    ['2008-05-20 07:00:00.123+00', '2008-05-20T07:00:00.123Z'],
    ['0001-01-01 00:00:00+00', '0001-01-01T00:00:00.000Z'],
  ])('reads %s as %s', (text, instant) => {
    expect(instantOf(text)).toBe(instant);
  });

  it('is cut to the millisecond, so that it never lies after what was recorded', () => {
    expect(instantOf('2008-05-20 23:59:59.999999+00')).toBe('2008-05-20T23:59:59.999Z');
  });

  it.each(['infinity', '2008-05-20 07:00:00+02', '0044-03-15 00:00:00+00 BC', '12008-05-20 07:00:00+00'])(
    'refuses %s, which has no place among instants that compare as text',
    (text) => {
      expect(() => instantOf(text)).toThrow(RangeError);
    },
  );
});
