import { describe, expect, it } from 'vitest';
import { fund } from '../../testing/fund.ts';
import { charter, secretariat } from '../../testing/imdp.ts';
import { deadlineOn, milestonesOf, type TemplateDay } from './calendar-template.ts';

const working = { workingDays: [1, 2, 3, 4, 5], holidays: ['2008-01-15'] };
const day = (change: Partial<TemplateDay>): TemplateDay => ({
  milestone: 'full-proposals-due',
  month: 1,
  day: 15,
  yearsLater: 0,
  ifNoWorkingDay: 'stay',
  ...change,
});
const dated = (change: Partial<TemplateDay>, year: number) =>
  milestonesOf({ ...working, calendarTemplate: [day(change)] }, year).get('full-proposals-due');

describe('the calendar of every year', () => {
  it('gives the bank’s two stages their days: early December, and mid-January of the next year', () => {
    const calendarTemplate = [
      day({ milestone: 'concept-notes-due', month: 12, day: 3 }),
      day({ yearsLater: 1 }),
      day({ milestone: 'reviews-begin', month: 3, day: 1, yearsLater: 1 }),
      day({ milestone: 'reviews-end', month: 5, day: 31, yearsLater: 1 }),
    ];
    expect([...milestonesOf({ ...working, calendarTemplate }, 2007)]).toEqual([
      ['concept-notes-due', '2007-12-03'],
      ['full-proposals-due', '2008-01-15'],
      ['reviews-begin', '2008-03-01'],
      ['reviews-end', '2008-05-31'],
    ]);
  });

  it.each([
    ['stay', '2008-01-15'],
    ['after', '2008-01-16'],
    ['before', '2008-01-14'],
  ] as const)('on a holiday may %s', (ifNoWorkingDay, expected) => {
    expect(dated({ ifNoWorkingDay }, 2008)).toBe(expected);
  });

  it('moves over a weekend, and takes the last day of a month that is too short', () => {
    // 31 May 2008 is a Saturday, 29 February 2009 does not exist.
    expect(dated({ month: 5, day: 31, ifNoWorkingDay: 'after' }, 2008)).toBe('2008-06-02');
    expect(dated({ month: 2, day: 29 }, 2009)).toBe('2009-02-28');
    expect(dated({ month: 2, day: 29 }, 2008)).toBe('2008-02-29');
  });

  it('ends a deadline with the last second of its day in the fund’s zone, in summer as in winter', () => {
    expect(deadlineOn('2008-01-15', 'Europe/Zurich')).toBe('2008-01-15T22:59:59.000Z');
    expect(deadlineOn('2008-07-15', 'Europe/Zurich')).toBe('2008-07-15T21:59:59.000Z');
  });
});

describe('a call by the calendar', () => {
  const open = (more: object) => ({
    type: 'OpenCall',
    data: { callId: 'call-2008', title: 'The next call', calendarYear: 2008, ...more },
  });
  const { type, data } = charter(2);
  const calendarTemplate = [
    day({ milestone: 'concept-notes-due', month: 12, day: 3 }),
    day({ yearsLater: 1 }),
    day({ milestone: 'reviews-begin', month: 3, day: 1, yearsLater: 1 }),
    day({ milestone: 'reviews-end', month: 5, day: 31, yearsLater: 1 }),
  ];
  const withCalendar = fund(secretariat).facts({
    type,
    data: { ...data, charter: { ...data.charter, calendarTemplate } },
  });

  it('has its deadlines from the charter, and shows when reviews are planned', () => {
    expect(withCalendar.when(open({})).events).toMatchObject([
      {
        data: {
          year: 2008,
          conceptNotesDue: '2008-12-03T22:59:59.000Z',
          fullProposalsDue: '2009-01-15T22:59:59.000Z',
          reviewPeriod: { from: '2009-03-01', until: '2009-05-31' },
          charterVersion: 2,
        },
      },
    ]);
  });

  it('keeps the deadlines that it gives itself', () => {
    const fullProposalsDue = '2009-01-20T12:00:00.000Z';
    expect(withCalendar.when(open({ fullProposalsDue })).events).toMatchObject([
      { data: { conceptNotesDue: '2008-12-03T22:59:59.000Z', fullProposalsDue } },
    ]);
  });

  it('is refused for a year whose days have passed, and where the charter has no calendar', () => {
    withCalendar.when(open({ calendarYear: 2006 })).refused('invalid-deadline');
    fund(secretariat).when(open({})).refused('no-calendar-template', { field: 'body.calendarYear' });
  });
});
