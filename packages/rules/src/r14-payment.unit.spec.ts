import { minorOf } from '@mdtf/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocking, defaultCharterRules, evaluate, type PaymentFacts } from './index.ts';

const RULES = defaultCharterRules();
const P5: PaymentFacts = {
  currency: 'USD',
  decisionId: 'session-3-p5',
  amountMinor: 20_544_000n,
  availableMinor: 68_480_000n,
  approvedMinor: 68_480_000n,
  transferredMinor: 0n,
  conditions: [{ id: 'letters', met: true }],
};
const tranche = (facts: Partial<PaymentFacts>) => evaluate('R14', 'tranche', { ...P5, ...facts }, RULES);
const codes = (facts: Partial<PaymentFacts>) => tranche(facts).changes.map((change) => change.code);

describe('a payment', () => {
  it('of 30 % to the Marketplace pilot passes after its condition, and not before', () => {
    expect(tranche({})).toMatchObject({
      outcome: 'pass',
      numerator: '205440.00',
      headroom: { amount: '479360.00' },
    });
    const early = tranche({ conditions: [{ id: 'letters', met: false }] });
    expect(early.outcome).toBe('block');
    expect(early.explanation.en).toBe('Condition letters is not met.');
    expect(early.explanation.fr).toBe('La condition letters n’est pas remplie.');
    expect(early.changes.map((change) => change.code)).toEqual(['condition-letters']);
  });

  it('rests on a decision of the committee', () => {
    expect(tranche({ decisionId: null }).outcome).toBe('block');
    expect(codes({ decisionId: null })).toEqual(['decision']);
  });

  it('lies within available funds, to the cent', () => {
    expect(tranche({ availableMinor: 20_544_000n })).toMatchObject({
      outcome: 'pass',
      headroom: { amount: '0.00' },
    });
    const verdict = tranche({ availableMinor: 20_543_999n });
    expect(verdict).toMatchObject({ outcome: 'block', limit: '205439.99', headroom: { amount: '-0.01' } });
    expect(verdict.changes.map(({ code, by, to }) => [code, by?.amount, to?.amount])).toEqual([
      ['available-fixed', '0.01', '205439.99'],
      ['more-available', '0.01', '205440.00'],
    ]);
  });

  it('lies within the approved budget less what was paid before, to the cent', () => {
    expect(tranche({ transferredMinor: 47_936_000n }).outcome).toBe('pass');
    const verdict = tranche({ transferredMinor: 47_936_001n });
    expect(verdict.changes.map(({ code, by, to }) => [code, by?.amount, to?.amount])).toEqual([
      ['approved-fixed', '0.01', '205439.99'],
      ['more-approved', '0.01', '684800.01'],
    ]);
    expect(verdict.explanation.en).toContain('beyond the approved budget of USD 684,800.00 by USD 0.01');
  });

  it('of what is not there at all can only wait', () => {
    expect(codes({ availableMinor: 0n })).toEqual(['more-available']);
    expect(tranche({ availableMinor: -5n })).toMatchObject({ limit: '0.00' });
    expect(codes({ approvedMinor: 0n })).toEqual(['more-approved']);
  });

  it('names every part that fails at once', () => {
    const verdict = tranche({
      decisionId: null,
      availableMinor: 100n,
      transferredMinor: 68_479_800n,
      conditions: [
        { id: 'a', met: false },
        { id: 'b', met: true },
        { id: 'c', met: false },
      ],
    });
    expect(verdict.changes.map((change) => change.code)).toEqual([
      'decision',
      'available-fixed',
      'more-available',
      'approved-fixed',
      'more-approved',
      'condition-a',
      'condition-c',
    ]);
    expect(blocking([verdict])).toBe(true);
    expect(verdict.explanation.en.split('. ')).toHaveLength(5);
  });

  it('that is cut to the smallest limit passes, and a cent more does not', () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 12n });
    fc.assert(
      fc.property(
        amount,
        amount,
        amount,
        amount,
        (amountMinor, availableMinor, approvedMinor, transferredMinor) => {
          const facts = { amountMinor: amountMinor + 1n, availableMinor, approvedMinor, transferredMinor };
          const { outcome, changes } = tranche(facts);
          const cuts = changes
            .filter(({ code }) => code.endsWith('-fixed'))
            .map(({ to }) => minorOf(to ?? { amount: '', currency: '' }));
          const [least] = cuts.sort((a, b) => (a < b ? -1 : 1));
          if (outcome === 'pass') return cuts.length === 0;
          const failing =
            (availableMinor < facts.amountMinor ? 1 : 0) +
            (approvedMinor - transferredMinor < facts.amountMinor ? 1 : 0);
          if (least === undefined || cuts.length < failing) return true;
          const cut = (to: bigint) => tranche({ ...facts, amountMinor: to }).outcome;
          return cut(least) === 'pass' && cut(least + 1n) === 'block';
        },
      ),
    );
  });
});
