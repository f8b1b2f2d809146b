import { minorOf } from '@mdtf/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EarmarkedPart, evaluate, type SecretariatCostFacts } from './index.ts';

describe('the secretariat’s direct cost', () => {
  const asked = (facts: Partial<SecretariatCostFacts>, limitPercent = '3') =>
    evaluate(
      'R13',
      'tranche',
      {
        currency: 'USD',
        costMinor: 23_200_000n,
        baseMinor: 793_200_000n,
        decided: true,
        ratePercent: null,
        ...facts,
      },
      { R13: { parameters: { limitPercent } } },
    );

  it('of 232,000 is within 3 % of 7,932,000, which is 237,960; a cent above that is not', () => {
    expect(asked({})).toMatchObject({
      outcome: 'pass',
      percent: '2.92',
      percentLimit: '3.00',
      limit: '237960.00',
    });
    expect(asked({ costMinor: 23_796_000n })).toMatchObject({
      outcome: 'pass',
      headroom: { amount: '0.00' },
    });
    const over = asked({ costMinor: 23_796_001n });
    expect(over).toMatchObject({ outcome: 'block', headroom: { amount: '-0.01' } });
    expect(over.changes.map(({ code, by }) => [code, by?.amount])).toEqual([
      ['contributions-fixed', '0.01'],
      ['secretariat-fixed', '0.34'],
    ]);
    expect(over.explanation.en).toContain('give USD 237,960.00, USD 0.01 less.');
    expect(over.explanation.fr).toContain('soit 0,01\u00a0USD de moins');
    expect(asked({ costMinor: 23_796_000n }).explanation.en).toContain('give USD 237,960.00.');
    expect(asked({ costMinor: 23_796_000n }).explanation.fr).not.toContain('de moins');
  });

  it('is charged only on a decision of the committee', () => {
    const undecided = asked({ decided: false });
    expect(undecided).toMatchObject({ outcome: 'block', changes: [{ code: 'cost-fixed' }] });
    expect(undecided.explanation.fr).toContain('Aucune décision du comité');
    expect(asked({}).explanation.en).not.toContain('No decision');
  });

  it('follows the charter’s own rate where it has one, and nothing of nothing is nothing', () => {
    expect(asked({ ratePercent: '2' }).outcome).toBe('block');
    expect(asked({ ratePercent: '0' }).changes.map(({ code }) => code)).toEqual(['contributions-fixed']);
    expect(asked({ costMinor: 0n, baseMinor: 0n })).toMatchObject({ outcome: 'pass', percent: null });
    expect(asked({ costMinor: 0n, baseMinor: 0n }).explanation.fr).not.toContain('(');
  });

  it('changed as proposed passes, and one cent less does not', () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 10n });
    fc.assert(
      fc.property(amount, amount, fc.integer({ min: 0, max: 10_000 }), (cost, base, hundredths) => {
        const rate = `${Math.floor(hundredths / 100)}.${`${hundredths % 100}`.padStart(2, '0')}`;
        const holds = (costMinor: bigint, baseMinor: bigint) =>
          asked({ costMinor, baseMinor }, rate).outcome === 'pass';
        for (const { code, by } of asked({ costMinor: cost, baseMinor: base }, rate).changes) {
          const step = minorOf(by ?? { amount: 'none', currency: 'USD' });
          const after = (x: bigint) =>
            code === 'contributions-fixed' ? holds(cost - x, base) : holds(cost, base + x);
          expect([code, after(step), after(step - 1n)]).toEqual([code, true, false]);
        }
      }),
    );
  });
});

describe('earmarked money', () => {
  const part = (of: Partial<EarmarkedPart>): EarmarkedPart => ({
    pot: 'pooled',
    organisation: null,
    givenFor: null,
    bound: 'earmark',
    usedFor: 'W2',
    amountMinor: 29_700_000n,
    ...of,
  });
  const used = (parts: readonly EarmarkedPart[], preferences = 'noted') =>
    evaluate('R15', 'allocation', { currency: 'USD', parts }, { R15: { parameters: { preferences } } });

  it('given for a window is used for it', () => {
    expect(used([part({}), part({ pot: 'D', givenFor: 'W2' })])).toMatchObject({
      outcome: 'pass',
      numerator: '0.00',
      denominator: '594000.00',
    });
    const astray = used([part({ pot: 'D', givenFor: 'W1' }), part({})]);
    expect(astray).toMatchObject({
      outcome: 'block',
      numerator: '297000.00',
      headroom: { amount: '-297000.00' },
    });
    expect(astray.explanation.en).toBe('Pot D was given for window W1, not for window W2 (USD 297,000.00).');
    expect(astray.changes).toMatchObject([
      { code: 'pot-D', by: { amount: '297000.00' }, to: { amount: '0.00' } },
    ]);
    const none = used([part({ pot: 'D', givenFor: 'W1', usedFor: null })]);
    expect(none.explanation.en).toContain('not for no window');
    expect(none.explanation.fr).toContain('non pour aucun guichet');
  });

  it('even of nothing is not misused', () => {
    expect(used([part({ pot: 'D', givenFor: 'W1', amountMinor: 0n })]).outcome).toBe('block');
    expect(used([part({ organisation: 'iom', amountMinor: 0n })]).outcome).toBe('block');
  });

  it('preferred for a window is noted, or binds where the charter says so', () => {
    const parts = [part({ pot: 'D', givenFor: 'W1', bound: 'preference' })];
    expect(used(parts).outcome).toBe('pass');
    expect(used(parts).explanation.en).toContain('which is noted');
    expect(used(parts).explanation.fr).toContain('ce qui est signalé');
    expect(used(parts, 'binding')).toMatchObject({ outcome: 'block', changes: [{ code: 'pot-D' }] });
    expect(used(parts, 'binding').explanation.en).not.toContain('noted');
    expect(used(parts, 'binding').explanation.fr).not.toContain('signalé');
    const followed = [part({ pot: 'D', givenFor: 'W2', bound: 'preference' })];
    expect(used(followed).explanation.en).toContain('Every pot is used');
  });

  it('is not tied to one organisation', () => {
    const tied = used([part({ pot: 'D', organisation: 'iom' })]);
    expect(tied).toMatchObject({ outcome: 'block', numerator: '297000.00', changes: [{ code: 'untie-D' }] });
    expect(tied.explanation.en).toContain('tied to iom alone');
  });

  it('is nothing to judge before pots are named', () => {
    expect(used([]).outcome).toBe('not-applicable');
  });
});
