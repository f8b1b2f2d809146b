import { addDays } from '@mdtf/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultCharterRules, evaluate } from './index.ts';

const RULES = defaultCharterRules();
const proposal = (startDate: string | null, endDate: string | null, maximumMonths = 36) =>
  evaluate('R8', 'proposal', { startDate, endDate }, { ...RULES, R8: { parameters: { maximumMonths } } });

describe('the length of a project', () => {
  it('is at most 36 months from start to end, to the day', () => {
    expect(proposal('2008-06-01', '2011-05-31').outcome).toBe('pass');
    expect(proposal('2008-06-01', '2011-06-01')).toMatchObject({
      outcome: 'pass',
      numerator: '36',
      limit: '36',
    });
    expect(proposal('2008-06-01', '2011-06-02')).toMatchObject({ outcome: 'needs-waiver', numerator: '37' });
    expect(proposal('2008-02-29', '2011-02-28').outcome).toBe('pass');
    expect(proposal('2008-02-29', '2011-03-01').outcome).toBe('needs-waiver');
  });

  it('says the latest end and the earliest start that pass', () => {
    const verdict = proposal('2008-06-01', '2011-07-15');
    expect(verdict.changes.map(({ code, toDate, by }) => [code, toDate, by])).toEqual([
      ['start-fixed', '2011-06-01', null],
      ['end-fixed', '2008-07-15', null],
    ]);
    expect(verdict.explanation.fr).toContain('la fin est possible jusqu’au 2011-06-01');
  });

  it('is never negative', () => {
    const verdict = proposal('2008-06-01', '2008-05-31');
    expect(verdict.outcome).toBe('needs-waiver');
    expect(verdict.changes.map(({ toDate }) => toDate)).toEqual(['2008-06-01', '2008-05-31']);
    expect(proposal('2008-06-01', '2008-06-01')).toMatchObject({ outcome: 'pass', numerator: '0' });
  });

  it('is not tested before both dates are given', () => {
    expect(proposal(null, '2008-05-31').outcome).toBe('not-applicable');
    expect(proposal('2008-05-31', null).outcome).toBe('not-applicable');
  });

  it('every proposed date passes, and one day further does not', () => {
    const start = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('1990-01-01', days));
    fc.assert(
      fc.property(
        start,
        fc.integer({ min: 1, max: 3000 }),
        fc.integer({ min: 1, max: 60 }),
        (from, days, months) => {
          const to = addDays(from, days);
          for (const { code, toDate } of proposal(from, to, months).changes) {
            const date = toDate ?? '';
            const holds = (a: string, b: string) => proposal(a, b, months).outcome === 'pass';
            const [at, beyond] =
              code === 'start-fixed'
                ? [holds(from, date), holds(from, addDays(date, 1))]
                : [holds(date, to), holds(addDays(date, -1), to)];
            expect([code, at, beyond]).toEqual([code, true, false]);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
