import { addDays, minorOf, type Place } from '@mdtf/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CharterRules, evaluate, type PracticeFacts } from './index.ts';

const codes = (changes: readonly { readonly code: string }[]) => changes.map(({ code }) => code);
const amount = fc.bigInt({ min: 0n, max: 10n ** 10n });
const step = (by: { readonly amount: string; readonly currency: string } | null) =>
  minorOf(by ?? { amount: 'none', currency: 'USD' });

describe('a seat', () => {
  const held = (agreedMinor: bigint, depositedMinor: bigint, parameters: Record<string, string> = {}) =>
    evaluate(
      'R16',
      'seat',
      { currency: 'USD', agreedMinor, depositedMinor },
      { R16: { parameters, severities: { seat: 'block' } } },
    );

  it('goes with 30 million, not with a cent less', () => {
    expect(held(3_000_000_000n, 0n)).toMatchObject({ outcome: 'pass', denominator: '30000000.00' });
    const short = held(2_999_999_999n, 0n);
    expect(short).toMatchObject({
      outcome: 'block',
      changes: [{ by: { amount: '0.01' }, to: { amount: '30000000.00' } }],
    });
    expect(short.explanation.en).toContain('USD 30,000,000.00, USD 0.01 more.');
    expect(short.explanation.fr).toContain('soit 0,01\u00a0USD de plus');
    expect(held(3_000_000_000n, 0n).explanation.en).toContain('at least USD 30,000,000.00.');
    expect(held(3_000_000_000n, 0n).explanation.fr).not.toContain('de plus');
  });

  it('counts what was deposited where the charter says so', () => {
    const deposited = { counted: 'deposited', minimumAmount: '100' };
    expect(held(0n, 10_000n, deposited).outcome).toBe('pass');
    expect(held(10_000n, 9_999n, deposited).explanation.en).toContain(
      'The contribution deposited is USD 99.99',
    );
    expect(held(10_000n, 0n, { minimumAmount: '100' }).explanation.fr).toContain('convenue');
  });
});

describe('a preparation advance', () => {
  const asked = (amountMinor: bigint | null, beforeMinor = 0n) =>
    evaluate('R19', 'tranche', { currency: 'USD', amountMinor, beforeMinor }, {});

  it('is of 10,000 at most, all advances together', () => {
    expect(asked(1_000_000n)).toMatchObject({ outcome: 'pass', headroom: { amount: '0.00' } });
    expect(asked(1_000_001n)).toMatchObject({ outcome: 'block', changes: [{ by: { amount: '0.01' } }] });
    expect(asked(600_000n, 400_000n).outcome).toBe('pass');
    expect(asked(600_000n, 400_001n).changes).toMatchObject([
      { by: { amount: '0.01' }, to: { amount: '5999.99' } },
    ]);
    expect(asked(600_000n, 400_001n).explanation.en).toContain('USD 0.01 too much');
    expect(asked(600_000n, 400_001n).explanation.fr).toContain('soit 0,01\u00a0USD de trop');
    expect(asked(600_000n, 400_000n).explanation.en).toContain('of at most USD 10,000.00.');
    expect(asked(600_000n, 400_000n).explanation.fr).not.toContain('de trop');
  });

  it('cannot be cut below nothing', () => {
    expect(asked(5n, 1_000_000n).changes).toHaveLength(1);
    expect(asked(5n, 1_000_001n).changes).toHaveLength(0);
    expect(asked(null).outcome).toBe('not-applicable');
  });

  it('cut as proposed passes, one cent less does not', () => {
    fc.assert(
      fc.property(amount, amount, (asking, before) => {
        for (const { by } of asked(asking, before).changes) {
          const after = (cut: bigint) => asked(asking - cut, before).outcome;
          expect([after(step(by)), after(step(by) - 1n)]).toEqual(['pass', 'block']);
        }
      }),
    );
  });
});

describe('delivery', () => {
  const reported = (
    transferredMinor: bigint,
    refundedMinor: bigint,
    expenditureMinor: bigint,
    statedNetMinor: bigint | null = null,
  ) =>
    evaluate(
      'R20',
      'report',
      { currency: 'USD', transferredMinor, refundedMinor, expenditureMinor, statedNetMinor },
      {},
    );

  it('is expenditure of transfers less refunds: 655,110.00 of 1,251,270.00 is 52.36 %', () => {
    expect(reported(125_127_000n, 0n, 65_511_000n)).toMatchObject({
      outcome: 'pass',
      percent: '52.36',
      denominator: '1251270.00',
      headroom: { amount: '596160.00' },
    });
    expect(reported(100n, 100n, 0n)).toMatchObject({ outcome: 'pass', percent: null });
    expect(reported(100n, 100n, 0n).explanation.en).not.toContain('(');
  });

  it('above what was net funded is shown, never hidden', () => {
    expect(reported(100n, 20n, 80n).outcome).toBe('pass');
    const over = reported(100n, 20n, 81n);
    expect(over).toMatchObject({
      outcome: 'warn',
      percent: '101.25',
      changes: [{ code: 'transfers-fixed', by: { amount: '0.01' } }],
    });
    expect(over.explanation.en).toContain('USD 0.01 more than net funded');
    expect(over.explanation.fr).toContain('de plus que le financement net');
    expect(reported(100n, 20n, 80n).explanation.en).not.toContain('more than');
    expect(reported(100n, 20n, 80n).explanation.fr).not.toContain('de plus que');
  });

  it('stated otherwise than its rows sum is shown with the difference', () => {
    expect(reported(100n, 20n, 0n, 80n).outcome).toBe('pass');
    expect(reported(100n, 20n, 0n, 80n).explanation.en).not.toContain('The statement says');
    expect(reported(100n, 20n, 0n, 80n).explanation.fr).not.toContain('L’état indique');
    const high = reported(100n, 20n, 0n, 81n);
    expect(high).toMatchObject({
      outcome: 'warn',
      changes: [{ code: 'rows-fixed', by: { amount: '0.01' }, to: { amount: '0.80' } }],
    });
    expect(high.changes[0]?.action).toEqual({
      en: 'State USD 0.80 net instead of USD 0.81.',
      fr: 'Indiquer 0,80\u00a0USD net au lieu de 0,81\u00a0USD.',
    });
    expect(reported(100n, 20n, 0n, 79n).changes).toMatchObject([{ by: { amount: '0.01' } }]);
    expect(high.explanation.en).toContain('The statement says USD 0.81 net.');
    expect(high.explanation.fr).toContain('L’état indique 0,81\u00a0USD net.');
  });
});

describe('the next payment', () => {
  const asked = (
    paidMinor: bigint,
    spentMinor: bigint,
    committedMinor: bigint,
    parameters: Record<string, string> = {},
  ) =>
    evaluate(
      'R21',
      'tranche',
      { currency: 'USD', paidMinor, spentMinor, committedMinor },
      { R21: { parameters, severities: { tranche: 'block' } } },
    );

  it('follows once 70 % of the last is spent or committed, to the cent', () => {
    expect(asked(10_000n, 4_000n, 3_000n)).toMatchObject({
      outcome: 'pass',
      percent: '70.00',
      percentLimit: '70.00',
    });
    expect(asked(10_000n, 4_000n, 2_999n)).toMatchObject({
      outcome: 'block',
      changes: [{ by: { amount: '0.01' }, to: { amount: '70.00' } }],
    });
    expect(asked(10_000n, 7_000n, 0n, { counted: 'spent' }).outcome).toBe('pass');
    const spent = asked(10_000n, 6_999n, 3_000n, { counted: 'spent' });
    expect(spent.outcome).toBe('block');
    expect(spent.explanation.en).toContain('USD 69.99 are spent (69.99 %)');
    expect(asked(10_000n, 1n, 1n).explanation.fr).toContain('dépensés ou engagés');
  });

  it('is free where nothing was paid before', () => {
    expect(asked(0n, 0n, 0n).outcome).toBe('not-applicable');
    expect(asked(-1n, 0n, 0n).outcome).toBe('not-applicable');
    expect(asked(1n, 0n, 0n).outcome).toBe('block');
  });

  it('after the spending named passes, and after one cent less does not', () => {
    fc.assert(
      fc.property(amount, amount, fc.integer({ min: 0, max: 100 }), (paid, spent, percent) => {
        const set = { deliveredPercent: `${percent}` };
        for (const { by } of asked(paid, spent, 0n, set).changes) {
          const after = (more: bigint) => asked(paid, spent + more, 0n, set).outcome;
          expect([after(step(by)), after(step(by) - 1n)]).toEqual(['pass', 'block']);
        }
      }),
    );
  });
});

describe('a fund’s own numbers', () => {
  const ON: CharterRules = {
    R22: {
      parameters: { minimumContribution: '1000' },
      severities: { agreed: 'block', tranche: 'block', closure: 'block' },
    },
  };
  const judged = (place: Place, facts: Partial<PracticeFacts>) =>
    evaluate(
      'R22',
      place,
      { currency: 'USD', quorum: null, contributionMinor: null, payment: null, audit: null, ...facts },
      ON,
    );
  const sitting = (present: number, needed: number, donors = 2) =>
    judged('decision', {
      quorum: { present, needed, constituencies: [{ id: 'donors', present: donors, needed: 2 }] },
    });

  it('say who must be present, in all and of each constituency', () => {
    expect(sitting(6, 6)).toMatchObject({ outcome: 'pass', numerator: '6', denominator: '6' });
    expect(codes(sitting(5, 6).changes)).toEqual(['seats-committee']);
    expect(sitting(6, 6, 1)).toMatchObject({ outcome: 'block', numerator: '1', denominator: '2' });
    expect(sitting(6, 6, 1).changes[0]?.action.en).toContain('1 more present in constituency donors');
    expect(sitting(0, 0).outcome).toBe('block');
    expect(sitting(1, 0).outcome).toBe('pass');
    const none = {
      quorum: { present: 1, needed: 1, constituencies: [{ id: 'donors', present: 0, needed: 0 }] },
    };
    expect(judged('decision', none).outcome).toBe('pass');
  });

  it('say what a contribution comes to at least', () => {
    expect(judged('agreed', { contributionMinor: 100_000n }).outcome).toBe('pass');
    expect(judged('agreed', { contributionMinor: 99_999n })).toMatchObject({
      outcome: 'block',
      changes: [{ by: { amount: '0.01' } }],
    });
  });

  it.each([
    ['low', 100_000n],
    ['medium', 80_000n],
    ['high', 50_000n],
  ] as const)('say how much is paid at once at %s risk: %s', (risk, most) => {
    const paid = (amountMinor: bigint) =>
      judged('tranche', { payment: { risk, amountMinor, approvedMinor: 100_000n } });
    expect(paid(most)).toMatchObject({ outcome: 'pass', headroom: { amount: '0.00' } });
    expect(paid(most + 1n)).toMatchObject({
      outcome: 'block',
      changes: [{ code: 'risk-fixed', by: { amount: '0.01' } }],
    });
  });

  it('count a partner whom nobody has rated as of high risk, and say so', () => {
    const payment = { risk: null, amountMinor: 50_001n, approvedMinor: 100_000n };
    const verdict = judged('tranche', { payment });
    expect(verdict).toMatchObject({ outcome: 'block', changes: [{ code: 'risk-fixed' }, { code: 'rated' }] });
    expect(verdict.explanation.en).toContain('no due diligence that holds rates the partner');
    expect(verdict.explanation.fr).toContain('aucune diligence raisonnable en cours');
    const within = judged('tranche', { payment: { ...payment, amountMinor: 50_000n } });
    expect(within).toMatchObject({ outcome: 'pass', changes: [] });
  });

  it('say when the next audit is due, to the day', () => {
    const on = (today: string) => judged('closure', { audit: { since: '2008-06-30', today } });
    expect(on('2010-06-30').outcome).toBe('pass');
    expect(on('2010-07-01')).toMatchObject({ outcome: 'block', changes: [{ toDate: '2010-06-30' }] });
    expect(on(addDays('2010-06-30', -1)).outcome).toBe('pass');
  });

  it('are nothing to judge where nothing is counted', () => {
    expect(judged('closure', {}).outcome).toBe('not-applicable');
  });
});

describe('assurance', () => {
  const looked = (amountMinor: bigint, risk: 'low' | 'medium' | 'high', audited: boolean, visits: number) =>
    evaluate('R23', 'closure', { currency: 'USD', amountMinor, risk, audited, visits }, {});

  it('asks an audit above 50,000, and none at 50,000', () => {
    expect(looked(5_000_000n, 'high', false, 0).outcome).toBe('pass');
    expect(codes(looked(5_000_001n, 'low', false, 0).changes)).toEqual(['audit']);
    expect(looked(5_000_001n, 'low', true, 0).outcome).toBe('pass');
    expect(looked(5_000_000n, 'low', false, 0).explanation.en).toContain('no audit is asked');
    expect(looked(5_000_001n, 'low', false, 0).explanation.en).toContain(': an audit is asked');
    expect(looked(5_000_001n, 'low', false, 0).explanation.fr).toContain('un audit est demandé');
    expect(looked(5_000_000n, 'low', true, 0).explanation.fr).toContain('et il a eu lieu');
  });

  it.each([
    ['low', 0],
    ['medium', 1],
    ['high', 2],
  ] as const)('asks at %s risk for %s visits', (risk, wanted) => {
    expect(looked(5_000_001n, risk, true, wanted).outcome).toBe('pass');
    expect(looked(5_000_001n, risk, true, wanted + 1).outcome).toBe('pass');
    if (wanted > 0) {
      const short = looked(5_000_001n, risk, true, wanted - 1);
      expect(short).toMatchObject({
        outcome: 'warn',
        changes: [{ code: 'visits', action: { en: 'Visit it 1 times more.' } }],
      });
    }
  });
});
