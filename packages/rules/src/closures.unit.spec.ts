import { minorOf } from '@mdtf/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  certificationDue,
  evaluate,
  type FinancialClosureFacts,
  type OperationalClosureFacts,
} from './index.ts';

const codes = (changes: readonly { readonly code: string }[]) => changes.map(({ code }) => code);

describe('operational closure', () => {
  const closed = (facts: Partial<OperationalClosureFacts>) =>
    evaluate(
      'R9',
      'closure',
      { declaredOn: '2009-06-30', narrativeOn: null, today: '2009-07-01', ...facts },
      {},
    );

  it('is declared by the partner', () => {
    expect(closed({}).outcome).toBe('pass');
    expect(closed({ declaredOn: null })).toMatchObject({
      outcome: 'block',
      changes: [{ code: 'declaration' }],
    });
  });

  it('is followed by the final narrative within three months, to the day', () => {
    expect(closed({ narrativeOn: '2009-09-30', today: '2010-01-01' }).outcome).toBe('pass');
    const late = closed({ narrativeOn: '2009-10-01', today: '2010-01-01' });
    expect(late).toMatchObject({ outcome: 'block', changes: [{ toDate: '2009-09-30' }] });
    expect(late.explanation.en).toContain('came on 2009-10-01');
    expect(closed({ today: '2009-09-30' }).outcome).toBe('pass');
    expect(closed({ today: '2009-10-01' }).outcome).toBe('block');
    expect(closed({ today: '2009-10-01' }).explanation.fr).toContain('n’est pas parvenu au 2009-10-01');
  });
});

describe('financial closure', () => {
  const closed = (facts: Partial<FinancialClosureFacts>, keptAmount = '250') =>
    evaluate(
      'R10',
      'closure',
      {
        currency: 'USD',
        endDate: '2009-06-30',
        today: '2010-01-01',
        unspentMinor: 0n,
        statementCertified: true,
        openFindings: 0,
        ...facts,
      },
      { R10: { parameters: { keptAmount } } },
    );

  it('lets 250 stay unspent, one cent more is refunded', () => {
    expect(closed({ unspentMinor: 25_000n })).toMatchObject({
      outcome: 'pass',
      limit: '250.00',
      headroom: { amount: '0.00' },
    });
    const over = closed({ unspentMinor: 25_001n });
    expect(over).toMatchObject({ outcome: 'block', numerator: '250.01', headroom: { amount: '-0.01' } });
    expect(over.changes).toMatchObject([
      { code: 'expenditure-fixed', by: { amount: '0.01' }, to: { amount: '250.00' } },
    ]);
    expect(closed({ unspentMinor: -1n }).outcome).toBe('pass');
  });

  it('is on a certified final statement, with no finding open, not before the end', () => {
    expect(codes(closed({ statementCertified: false }).changes)).toEqual(['certification']);
    expect(codes(closed({ openFindings: 1 }).changes)).toEqual(['findings']);
    expect(closed({ today: '2009-06-30' }).outcome).toBe('pass');
    expect(closed({ today: '2009-06-29' })).toMatchObject({
      outcome: 'block',
      changes: [{ code: 'end-fixed', toDate: '2009-06-30' }],
    });
    expect(
      closed({ statementCertified: false, openFindings: 2, unspentMinor: 30_000n }).changes,
    ).toHaveLength(3);
  });

  it('passes after the refund named, and not after one cent less', () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 10n });
    fc.assert(
      fc.property(amount, fc.integer({ min: 0, max: 100_000 }), (unspent, kept) => {
        const after = (unspentMinor: bigint) => closed({ unspentMinor }, `${kept}`).outcome;
        for (const { by } of closed({ unspentMinor: unspent }, `${kept}`).changes) {
          const refund = minorOf(by ?? { amount: 'none', currency: 'USD' });
          expect([after(unspent - refund), after(unspent - refund + 1n)]).toEqual(['pass', 'block']);
        }
      }),
    );
  });
});

describe('the expenditure of a year', () => {
  const reported = (certifiedOn: string | null, today = '2010-01-01') =>
    evaluate('R11', 'report', { year: 2008, certifiedOn, today }, {});

  it('is certified by 30 April of the next, to the day', () => {
    expect(reported('2009-04-30').outcome).toBe('pass');
    expect(reported('2009-05-01')).toMatchObject({ outcome: 'warn', changes: [{ toDate: '2009-04-30' }] });
    expect(reported('2009-05-01').explanation.en).toContain('was certified on 2009-05-01');
  });

  it('is provisional until then, and shown so', () => {
    expect(reported(null, '2009-04-30').outcome).toBe('pass');
    expect(reported(null, '2009-05-01').outcome).toBe('warn');
    expect(reported(null, '2009-04-30').explanation.en).toContain('is provisional on 2009-04-30');
  });

  it('may have another day by the charter', () => {
    const charter = { R11: { parameters: { certifiedBy: '06-30' } } };
    const on = (certifiedOn: string) =>
      evaluate('R11', 'closure', { year: 2008, certifiedOn, today: certifiedOn }, charter).outcome;
    expect([on('2009-06-30'), on('2009-07-01')]).toEqual(['pass', 'warn']);
    expect(certificationDue(999, { certifiedBy: '04-30' })).toBe('1000-04-30');
    expect(certificationDue(998, { certifiedBy: '04-30' })).toBe('0999-04-30');
  });
});

describe('interest', () => {
  const judged = (earnedMinor: bigint, returnedMinor: bigint, keptByDecision: string | null = null) =>
    evaluate('R12', 'closure', { currency: 'USD', earnedMinor, returnedMinor, keptByDecision }, {});

  it('returns to the fund to the cent', () => {
    expect(judged(100n, 100n).outcome).toBe('pass');
    expect(judged(100n, 101n).outcome).toBe('pass');
    const owed = judged(100n, 99n);
    expect(owed).toMatchObject({ outcome: 'block', numerator: '0.99', denominator: '1.00' });
    expect(owed.changes).toMatchObject([
      { code: 'earned-fixed', by: { amount: '0.01' }, to: { amount: '1.00' } },
      { code: 'returned-fixed' },
    ]);
  });

  it('stays where the committee decided so', () => {
    const kept = judged(100n, 0n, 'D7');
    expect(kept.outcome).toBe('pass');
    expect(kept.explanation.en).toContain('decision D7 lets the rest stay');
    expect(kept.explanation.fr).toContain('la décision D7 dispense du reste');
    expect(judged(100n, 0n).explanation.fr).toContain('sont revenus au fonds.');
  });

  it('is nothing to judge where none was earned', () => {
    expect(judged(0n, 0n).outcome).toBe('not-applicable');
    expect(judged(1n, 0n).outcome).toBe('block');
  });
});
