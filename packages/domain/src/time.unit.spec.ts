import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  addMs,
  addWorkingDays,
  compareDates,
  daysBetween,
  endOfLocalDay,
  formatInstant,
  instantOf,
  isInstant,
  isLocalDate,
  isTimeZone,
  isWorkingDay,
  localDate,
  localTime,
  localToInstant,
  monthsReaching,
  startOfLocalDay,
  weekday,
} from './index.ts';

const WEEK = { workingDays: [1, 2, 3, 4, 5], holidays: [] as string[] };
const DAY_MS = 86_400_000;
const zone = fc.constantFrom(
  'UTC',
  'Europe/Zurich',
  'America/New_York',
  'America/Sao_Paulo',
  'Asia/Kathmandu',
  'Asia/Manila',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Casablanca',
  'America/Havana',
);
const moment = fc.integer({ min: Date.parse('1950-01-01'), max: Date.parse('2037-01-01') }).map(instantOf);
const date = moment.map((instant) => instant.slice(0, 10));

describe('instants and zones', () => {
  it('a term that ends with 17 June in Geneva ends at 22:00 UTC', () => {
    expect(endOfLocalDay('2008-06-17', 'Europe/Zurich')).toBe('2008-06-17T22:00:00.000Z');
  });

  it.each([
    ['winter', '2008-01-15', '09:00:00', 'Europe/Zurich', '2008-01-15T08:00:00.000Z'],
    ['summer', '2008-05-20', '09:00:00', 'Europe/Zurich', '2008-05-20T07:00:00.000Z'],
    [
      'clocks set forward: the skipped hour',
      '2008-03-30',
      '02:30:00',
      'Europe/Zurich',
      '2008-03-30T01:30:00.000Z',
    ],
    [
      'clocks set back: the earlier of two',
      '2008-10-26',
      '02:30:00',
      'Europe/Zurich',
      '2008-10-26T00:30:00.000Z',
    ],
    ['a day without midnight', '2018-11-04', '00:00:00', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
    ['a day that never was', '2011-12-30', '12:00:00', 'Pacific/Apia', '2011-12-30T22:00:00.000Z'],
    ['quarter hours', '2008-10-29', '00:00:00', 'Asia/Kathmandu', '2008-10-28T18:15:00.000Z'],
    ['midnight twice', '2008-10-26', '00:30:00', 'America/Havana', '2008-10-26T04:30:00.000Z'],
  ])('%s: %s %s in %s is %s', (_, day, time, where, instant) => {
    expect(localToInstant(day, time, where)).toBe(instant);
  });

  it('what the clocks show leads back to the instant, or to the earlier one that shows the same', () => {
    fc.assert(
      fc.property(moment, zone, (instant, where) => {
        const whole = `${instant.slice(0, 19)}.000Z`;
        const back = localToInstant(localDate(whole, where), localTime(whole, where), where);
        return back === whole || (back < whole && Date.parse(whole) - Date.parse(back) <= DAY_MS);
      }),
    );
  });

  it('every instant lies in exactly the day its date names', () => {
    fc.assert(
      fc.property(moment, zone, (instant, where) => {
        const day = localDate(instant, where);
        return startOfLocalDay(day, where) <= instant && instant < endOfLocalDay(day, where);
      }),
    );
  });

  it('days follow one another without gap or overlap', () => {
    fc.assert(
      fc.property(
        date,
        zone,
        (day, where) => endOfLocalDay(day, where) === startOfLocalDay(addDays(day, 1), where),
      ),
    );
  });

  it('knows its own form from any other', () => {
    expect(isInstant('2008-05-20T07:00:00.000Z')).toBe(true);
    for (const text of [
      '2008-05-20T07:00:00Z',
      '2008-02-30T07:00:00.000Z',
      '2008-05-20T24:00:00.000Z',
      'now',
      '',
    ])
      expect(isInstant(text)).toBe(false);
    expect(() => addMs('2008-05-20', 1)).toThrow(RangeError);
    expect(addMs('2008-12-31T23:59:59.999Z', 1)).toBe('2009-01-01T00:00:00.000Z');
  });

  it('knows zones by name, not by offset', () => {
    for (const known of ['Europe/Zurich', 'UTC', 'Asia/Manila', 'America/Argentina/Buenos_Aires'])
      expect(isTimeZone(known)).toBe(true);
    for (const unknown of ['+02:00', 'Mars/Olympus', '', 'Europe/Zurich '.repeat(9)])
      expect(isTimeZone(unknown)).toBe(false);
  });

  it('shows a deadline with its zone and in UTC', () => {
    expect(formatInstant('2008-06-17T22:00:00.000Z', 'Europe/Zurich')).toBe(
      '2008-06-18 00:00 Europe/Zurich (2008-06-17 22:00 UTC)',
    );
    expect(formatInstant('2008-06-17T22:00:01.000Z', 'UTC')).toBe('2008-06-17 22:00:01 UTC');
  });
});

describe('dates', () => {
  it('exist in the calendar or are refused', () => {
    for (const text of ['2008-02-29', '2000-02-29', '1900-01-01', '2199-12-31'])
      expect(isLocalDate(text)).toBe(true);
    for (const text of [
      '2007-02-29',
      '2100-02-29',
      '2008-13-01',
      '2008-1-1',
      '2008-06-31',
      '9999-12-31',
      '1899-12-31',
      '',
    ])
      expect(isLocalDate(text)).toBe(false);
  });

  it.each([
    ['2008-01-31', 1, '2008-02-29'],
    ['2008-08-31', -6, '2008-02-29'],
    ['2008-11-30', 36, '2011-11-30'],
    ['2008-12-15', 1, '2009-01-15'],
    ['2008-02-29', 12, '2009-02-28'],
    ['0099-12-31', 2, '0100-02-28'],
  ])('%s and %s months is %s', (from, months, to) => {
    expect(addMonths(from, months)).toBe(to);
  });

  it('the months that reach an end are the fewest that do', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 1, max: 5000 }), (start, days) => {
        const end = addDays(start, days);
        const months = monthsReaching(start, end);
        return addMonths(start, months) >= end && addMonths(start, months - 1) < end;
      }),
    );
    expect(monthsReaching('2008-06-01', '2008-06-01')).toBe(0);
  });

  it('compare and count', () => {
    expect(compareDates('2008-01-02', '2008-01-01')).toBeGreaterThan(0);
    expect(compareDates('2008-01-01', '2008-01-01')).toBe(0);
    expect(daysBetween('2008-02-28', '2008-03-01')).toBe(2);
    expect(weekday('2008-05-20')).toBe(2);
    expect(weekday('2008-05-25')).toBe(7);
    expect(() => addDays('tomorrow', 1)).toThrow(RangeError);
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
  });
});

describe('clocks that are set in the middle of a quarter of an hour', () => {
  it('are read to the second before and after, in whatever order one asks', () => {
    const [before, after] = ['1972-01-07T00:44:29.000Z', '1972-01-07T00:44:30.000Z'];
    for (const [instant, shown] of [
      [before, '1972-01-06 23:59:59'],
      [after, '1972-01-07 00:44:30'],
      [before, '1972-01-06 23:59:59'],
    ] as const) {
      const zone = 'Africa/Monrovia';
      expect(`${localDate(instant, zone)} ${localTime(instant, zone)}`).toBe(shown);
    }
  });
});

describe('working days', () => {
  it('ten from 3 June 2008 reach 17 June', () => {
    expect(addWorkingDays('2008-06-03', 10, WEEK)).toBe('2008-06-17');
  });

  it('skip weekends and holidays, whatever the week', () => {
    expect(addWorkingDays('2008-12-23', 2, { ...WEEK, holidays: ['2008-12-25', '2008-12-26'] })).toBe(
      '2008-12-29',
    );
    expect(addWorkingDays('2008-06-05', 1, { workingDays: [7, 1, 2, 3, 4], holidays: [] })).toBe(
      '2008-06-08',
    );
    expect(addWorkingDays('2008-06-07', 0, WEEK)).toBe('2008-06-07');
  });

  it('a term ends on a working day with exactly so many working days in it', () => {
    fc.assert(
      fc.property(
        date,
        fc.integer({ min: 1, max: 60 }),
        fc.array(date, { maxLength: 5 }),
        (start, n, holidays) => {
          const calendar = { ...WEEK, holidays };
          const end = addWorkingDays(start, n, calendar);
          const days = Array.from({ length: daysBetween(start, end) }, (_, at) => addDays(start, at + 1));
          return (
            isWorkingDay(end, calendar) && days.filter((day) => isWorkingDay(day, calendar)).length === n
          );
        },
      ),
    );
  });

  it('a calendar without working days is refused, not searched for ever', () => {
    expect(() => addWorkingDays('2008-06-03', 1, { workingDays: [], holidays: [] })).toThrow(RangeError);
    expect(() => addWorkingDays('2008-06-03', -1, WEEK)).toThrow(RangeError);
    expect(() => addWorkingDays('2008-06-03', 1001, WEEK)).toThrow(RangeError);
  });
});
