import { addDays } from '@mdtf/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, type NoCostExtensionFacts } from './index.ts';

const days = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays('1990-01-01', n));

describe('an extension', () => {
  const asked = (askedOn: string | null, plannedEnd: string | null = '2009-06-30', noticeMonths = 3) =>
    evaluate('R6', 'amendment', { askedOn, plannedEnd }, { R6: { parameters: { noticeMonths } } });

  it('is asked three months before the planned end, to the day', () => {
    expect(asked('2009-03-30').outcome).toBe('pass');
    expect(asked('2009-03-31')).toMatchObject({
      outcome: 'needs-waiver',
      changes: [{ toDate: '2009-03-30' }],
    });
    expect(asked('2009-02-28', '2009-05-31').outcome).toBe('pass');
    expect(asked('2009-03-01', '2009-05-31').outcome).toBe('needs-waiver');
    expect(asked('2009-03-31').explanation.en).toContain('the last day to ask is 2009-03-30');
  });

  it('is not judged where none is asked', () => {
    expect(asked(null).outcome).toBe('not-applicable');
    expect(asked('2009-03-01', null).outcome).toBe('not-applicable');
  });

  it('the day named is the last that passes', () => {
    fc.assert(
      fc.property(days, days, fc.integer({ min: 0, max: 24 }), (askedOn, end, months) => {
        for (const { toDate } of asked(askedOn, end, months).changes) {
          const at = asked(toDate, end, months).outcome;
          const after = asked(addDays(toDate ?? '', 1), end, months).outcome;
          expect([at, after]).toEqual(['pass', 'needs-waiver']);
        }
      }),
    );
  });
});

describe('an extension without cost', () => {
  const asked = (facts: Partial<NoCostExtensionFacts>, parameters: Record<string, number> = {}) =>
    evaluate(
      'R7',
      'amendment',
      {
        before: 0,
        plannedEnd: '2009-06-30',
        newEnd: '2010-06-30',
        addedMinor: 0n,
        ...facts,
      },
      { R7: { parameters } },
    );

  it('is of at most twelve months, to the day', () => {
    expect(asked({})).toMatchObject({ outcome: 'pass', numerator: '12', limit: '12' });
    const long = asked({ newEnd: '2010-07-01' });
    expect(long).toMatchObject({ outcome: 'needs-waiver', numerator: '13' });
    expect(long.changes.map(({ code, toDate }) => [code, toDate])).toEqual([
      ['end-fixed', '2010-06-30'],
      ['with-cost', null],
    ]);
    expect(asked({ newEnd: '2010-07-01' }, { maximumMonths: 13 }).outcome).toBe('pass');
  });

  it('is granted once', () => {
    const second = asked({ before: 1 });
    expect(second.outcome).toBe('needs-waiver');
    expect(second.changes.map(({ code, toDate }) => [code, toDate])).toEqual([
      ['extensions-fixed', '2009-06-30'],
      ['with-cost', null],
    ]);
    expect(second.explanation.en).toContain('Extension 2 without cost, of 1 allowed, is one too many.');
    expect(second.explanation.fr).toContain('une de trop');
    expect(asked({ before: 1 }, { times: 2 }).outcome).toBe('pass');
    expect(asked({ before: 1, newEnd: '2010-07-01' }).changes).toHaveLength(2);
  });

  it('is none where money is added, no end is named or the end does not move', () => {
    expect(asked({ before: 1, addedMinor: 1n }).outcome).toBe('not-applicable');
    expect(asked({ before: 1, addedMinor: 0n }).outcome).toBe('needs-waiver');
    expect(asked({ before: 1, addedMinor: -1n }).outcome).toBe('needs-waiver');
    expect(asked({ before: 1, newEnd: null }).outcome).toBe('not-applicable');
    expect(asked({ before: 1, plannedEnd: null }).outcome).toBe('not-applicable');
    expect(asked({ before: 1, newEnd: '2009-06-30' }).outcome).toBe('not-applicable');
    expect(asked({ before: 1, newEnd: '2009-07-01' }).outcome).toBe('needs-waiver');
  });

  it('moved to the end named passes, and one day further does not', () => {
    fc.assert(
      fc.property(
        days,
        fc.integer({ min: 1, max: 3000 }),
        fc.integer({ min: 1, max: 120 }),
        (end, more, most) => {
          const until = (newEnd: string) =>
            asked({ plannedEnd: end, newEnd }, { maximumMonths: most }).outcome;
          for (const { toDate } of asked(
            { plannedEnd: end, newEnd: addDays(end, more) },
            { maximumMonths: most },
          ).changes) {
            if (toDate === null) continue;
            expect([until(toDate), until(addDays(toDate, 1))]).toEqual(['pass', 'needs-waiver']);
          }
        },
      ),
    );
  });
});
