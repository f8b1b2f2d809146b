import { describe, expect, it } from 'vitest';
import { ELIGIBILITY_CRITERIA, type EligibilityAnswer, evaluate } from './index.ts';

const all: EligibilityAnswer[] = ELIGIBILITY_CRITERIA.map(({ id }) => ({
  criterion: id,
  met: true,
  reason: 'Shown.',
}));
const asked = (answers: readonly EligibilityAnswer[]) => evaluate('R24', 'facility-formal', { answers }, {});

describe('the checklist of the facility request', () => {
  it('is met when every criterion is, each with a reason', () => {
    expect(asked(all)).toMatchObject({ outcome: 'pass', numerator: '8', denominator: '8', changes: [] });
  });

  it('names each criterion that is not answered, not met, or without a reason', () => {
    const [, , , ...rest] = all;
    const verdict = asked([
      { criterion: 'comparative-advantage', met: false, reason: 'Two others do the same.' },
      { criterion: 'several-countries', met: true, reason: ' ' },
      ...rest,
    ]);
    expect(verdict).toMatchObject({ outcome: 'warn', numerator: '5' });
    expect(verdict.changes.map(({ code }) => code)).toEqual([
      'no-substitute',
      'comparative-advantage',
      'several-countries',
    ]);
    expect(verdict.explanation.en).toContain('Does not replace regular instruments: not answered.');
    expect(verdict.explanation.en).toContain('Comparative advantage: not met (Two others do the same.).');
    expect(verdict.explanation.en).toContain('cannot fund: no reason given.');
    expect(verdict.explanation.fr).toContain('Avantage comparatif\u00a0: non rempli');
  });
});
