import type { Verdict } from '@mdtf/domain';
import { minorOf } from '@mdtf/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CapFacts,
  capHeadroom,
  capPeriodStart,
  capYears,
  defaultCharterRules,
  evaluate,
  type ParametersOf,
} from './index.ts';

const RULES = defaultCharterRules();
const PARAMETERS = RULES.R1.parameters as unknown as ParametersOf['R1'];
const dollars = (whole: number) => BigInt(whole) * 100n;
const usd = (internalMinor: bigint, totalMinor: bigint): CapFacts => ({
  currency: 'USD',
  internalMinor,
  totalMinor,
});
const formal = (facts: CapFacts) => evaluate('R1', 'facility-formal', facts, RULES);
const change = (verdict: Verdict, code: string) => verdict.changes.find((one) => one.code === code);
const amounts = (verdict: Verdict, code: string) => {
  const found = change(verdict, code);
  return [found?.by?.amount, found?.to?.amount];
};

describe('the cap on the bank’s internal resources', () => {
  it('passes by equality: 1,200,000 of 8,000,000, with no headroom left', () => {
    const verdict = formal(usd(dollars(1_200_000), dollars(8_000_000)));
    expect(verdict).toMatchObject({
      outcome: 'pass',
      numerator: '1200000.00',
      denominator: '8000000.00',
      limit: '1200000.00',
      percent: '15.00',
      percentLimit: '15.00',
      headroom: { amount: '0.00', currency: 'USD' },
      changes: [],
    });
    expect(verdict.explanation.en).toContain(
      '20 × 1,200,000.00 = 24,000,000.00 = 24,000,000.00 = 3 × 8,000,000.00',
    );
  });

  it('breaks one cent above and passes one cent below', () => {
    expect(formal(usd(120_000_001n, 800_000_000n)).outcome).toBe('block');
    expect(formal(usd(120_000_000n, 799_999_999n)).outcome).toBe('block');
    expect(formal(usd(119_999_999n, 800_000_000n)).outcome).toBe('pass');
    expect(formal(usd(120_000_000n, 800_000_001n)).outcome).toBe('pass');
  });

  it('bites on a financing plan that asks 160,000 of 963,000 from the bank, to the cent', () => {
    const charter = { R1: { severities: { proposal: 'block' as const } } };
    const verdict = evaluate('R1', 'proposal', usd(dollars(160_000), dollars(963_000)), charter);
    expect(verdict).toMatchObject({ outcome: 'block', percent: '16.61', limit: '144450.00' });
    expect(verdict.headroom).toEqual({ amount: '-15550.00', currency: 'USD' });
    expect(amounts(verdict, 'total-fixed')).toEqual(['15550.00', '144450.00']);
    expect(amounts(verdict, 'others-fixed')).toEqual(['18294.12', '141705.88']);
    expect(amounts(verdict, 'internal-fixed')).toEqual(['103666.67', '906666.67']);
    expect(verdict.explanation).toEqual({
      en:
        'Financing plan: the bank’s internal resources are USD 160,000.00 of USD 963,000.00 (16.61 %), above the cap of ' +
        '15.00 % by USD 15,550.00: 20 × 160,000.00 = 3,200,000.00 > 2,889,000.00 = 3 × 963,000.00.',
      fr:
        'Plan de financement\u00a0: les ressources internes de la banque s’élèvent à 160\u202f000,00\u00a0USD sur ' +
        '963\u202f000,00\u00a0USD (16,61\u00a0%) et dépassent de 15\u202f550,00\u00a0USD le plafond de 15,00\u00a0%\u00a0: ' +
        '20 × 160\u202f000,00 = 3\u202f200\u202f000,00 > 2\u202f889\u202f000,00 = 3 × 963\u202f000,00.',
    });
    expect(change(verdict, 'total-fixed')?.action.fr).toBe(
      'Reporter 15\u202f550,00\u00a0USD de la banque sur d’autres sources\u00a0; la part de la banque est alors de 144\u202f450,00\u00a0USD.',
    );
  });

  it('warns on deposits of 16.33 %: 97,500.00 over', () => {
    const verdict = evaluate('R1', 'deposited', usd(dollars(1_200_000), dollars(7_350_000)), RULES);
    expect(verdict).toMatchObject({ outcome: 'warn', percent: '16.33', headroom: { amount: '-97500.00' } });
    expect(evaluate('R1', 'deposited', usd(dollars(1_200_000), dollars(8_000_000)), RULES).outcome).toBe(
      'pass',
    );
  });

  it('leaves 328,800.00 of headroom when 246,450 of 3,506,200 allocated are the bank’s', () => {
    const facts = usd(dollars(246_450), dollars(3_506_200));
    expect(formal(facts).headroom?.amount).toBe('328800.00');
    expect(capHeadroom(facts, PARAMETERS).raise).toEqual({ numerator: 3n, denominator: 17n });
    expect(formal(usd(dollars(426_450), dollars(4_950_700))).percent).toBe('8.61');
  });

  it('lets the first of two racing top-ups through and refuses the second', () => {
    const first = formal(usd(dollars(626_450), dollars(5_150_700)));
    expect(first.outcome).toBe('pass');
    expect(first.explanation.en).toContain('12,529,000.00 < 15,452,100.00');
    const item = { itemInternalMinor: dollars(200_000) };
    const second = formal({ ...usd(dollars(826_450), dollars(5_350_700)), ...item });
    expect(second.outcome).toBe('block');
    expect(second.explanation.en).toContain('16,529,000.00 > 16,052,100.00');
    expect(amounts(second, 'total-fixed')).toEqual(['23845.00', '176155.00']);
  });

  it('proposes no change to an item that even without it would not pass', () => {
    const verdict = formal({ ...usd(dollars(300), dollars(1000)), itemInternalMinor: dollars(100) });
    expect(verdict.changes.map((one) => one.code)).toEqual(['internal-fixed']);
  });

  it('is defined when nothing is counted yet', () => {
    expect(formal(usd(0n, 0n))).toMatchObject({
      outcome: 'pass',
      percent: null,
      headroom: { amount: '0.00' },
    });
    expect(formal(usd(1n, 0n)).outcome).toBe('block');
    expect(formal(usd(0n, 5n)).outcome).toBe('pass');
  });

  it('may allow nothing, or everything', () => {
    const limit = (limitNumerator: number, limitDenominator: number) => ({
      R1: { parameters: { limitNumerator, limitDenominator } },
    });
    const none = evaluate('R1', 'facility-formal', usd(1n, 100n), limit(0, 20));
    expect(none.changes.map((one) => [one.code, one.to?.amount])).toEqual([
      ['total-fixed', '0.00'],
      ['others-fixed', '0.00'],
    ]);
    expect(evaluate('R1', 'facility-formal', usd(100n, 100n), limit(1, 1))).toMatchObject({
      outcome: 'pass',
      headroom: null,
    });
    const third = evaluate('R1', 'facility-formal', usd(34n, 100n), limit(1, 3));
    expect(third).toMatchObject({ outcome: 'block', limit: '0.33', percentLimit: '33.33' });
  });

  it('counts in the minor unit of the fund’s currency', () => {
    const yen = evaluate(
      'R1',
      'facility-formal',
      { currency: 'JPY', internalMinor: 16n, totalMinor: 100n },
      RULES,
    );
    expect(amounts(yen, 'total-fixed')).toEqual(['1', '15']);
  });

  it('rolls over whole calendar years, the one it is included, and says which', () => {
    const rolling = { ...PARAMETERS, period: 'rolling' as const, rollingYears: 3 };
    expect(capYears('2008-02-29', rolling)).toEqual({ first: 2006, last: 2008 });
    expect(capYears('2008-12-31T23:59:59.999Z', rolling)).toEqual({ first: 2006, last: 2008 });
    expect(capYears('2008-02-29', PARAMETERS)).toBeNull();
    expect(capPeriodStart('2008-02-29', rolling)).toBe('2006-01-01');
    expect(capPeriodStart('2008-02-29', PARAMETERS)).toBeNull();
    const charter = { R1: { parameters: { ...rolling } } };
    const told = (years: CapFacts['years']) =>
      evaluate('R1', 'allocation', { ...usd(1n, 100n), years: years ?? null }, charter).explanation;
    expect(told({ first: 2006, last: 2008 }).en).toContain(' in 2006–2008, within the cap');
    expect(told({ first: 2008, last: 2008 }).fr).toContain(' en 2008, ');
  });

  it('is tested on a plan alone whatever the years, and then speaks of none', () => {
    const charter = { R1: { parameters: { period: 'rolling', rollingYears: 3 } } };
    expect(evaluate('R1', 'proposal', usd(1n, 100n), charter).explanation.en).not.toMatch(/year| in \d/);
  });
});

describe('for any amounts and any share', () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 15n });
  const limit = fc
    .tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 400 }))
    .filter(([n, d]) => n <= d);

  it('the cap is exactly d · internal ≤ n · total', () => {
    fc.assert(
      fc.property(amount, amount, limit, (internal, others, [n, d]) => {
        const charter = { R1: { parameters: { limitNumerator: n, limitDenominator: d } } };
        const { outcome } = evaluate('R1', 'facility-formal', usd(internal, internal + others), charter);
        return (outcome === 'pass') === BigInt(d) * internal <= BigInt(n) * (internal + others);
      }),
    );
  });

  it('every proposed change passes, and one minor unit less does not', () => {
    fc.assert(
      fc.property(amount, amount, limit, (internal, others, [n, d]) => {
        const charter = { R1: { parameters: { limitNumerator: n, limitDenominator: d } } };
        const total = internal + others;
        const holds = (i: bigint, t: bigint) =>
          evaluate('R1', 'facility-formal', usd(i, t), charter).outcome === 'pass';
        for (const { code, by, to } of evaluate('R1', 'facility-formal', usd(internal, total), charter)
          .changes) {
          if (by === null || to === null) throw new Error('An amount is missing');
          const step = minorOf(by);
          const after = (x: bigint): boolean =>
            code === 'total-fixed'
              ? holds(internal - x, total)
              : code === 'others-fixed'
                ? holds(internal - x, total - x)
                : holds(internal, total + x);
          expect([code, after(step), after(step - 1n)]).toEqual([code, true, false]);
          expect(minorOf(to)).toBe(code === 'internal-fixed' ? others + step : internal - step);
        }
      }),
    );
  });

  it('headroom may be used up to the last minor unit and no further', () => {
    fc.assert(
      fc.property(amount, amount, (internal, others) => {
        const { headroomMinor } = capHeadroom(usd(internal, internal + others), PARAMETERS);
        if (headroomMinor === null) return false;
        const holds = (more: bigint) =>
          formal(usd(internal + more, internal + more + others)).outcome === 'pass';
        return headroomMinor < 0n ? !holds(0n) : holds(headroomMinor) && !holds(headroomMinor + 1n);
      }),
    );
  });
});
