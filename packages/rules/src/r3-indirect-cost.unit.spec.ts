import { divideHalfUp, minorOf } from '@mdtf/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultCharterRules, evaluate, type IndirectCostFacts, indirectSharePercent } from './index.ts';

const RULES = defaultCharterRules();
const BY_SHARE = { R3: { parameters: { precision: 'share' } } };
const usd = (directMinor: bigint | null, indirectMinor: bigint): IndirectCostFacts => ({
  currency: 'USD',
  directMinor,
  indirectMinor,
});
const proposal = (facts: IndirectCostFacts, charter = RULES as Parameters<typeof evaluate>[3]) =>
  evaluate('R3', 'proposal', facts, charter);

describe('indirect support cost', () => {
  it('of 12 % needs a waiver; without it 21,000 go, leaving 29,400', () => {
    const verdict = proposal(usd(42_000_000n, 5_040_000n));
    expect(verdict).toMatchObject({
      outcome: 'needs-waiver',
      percent: '12.00',
      percentLimit: '7.00',
      limit: '29400.00',
    });
    expect(verdict.changes[0]).toMatchObject({
      code: 'direct-fixed',
      by: { amount: '21000.00' },
      to: { amount: '29400.00' },
    });
    expect(verdict.explanation.en).toContain('by USD 21,000.00. It needs a waiver of the committee.');
    expect(verdict.explanation.fr).toContain('dépassent de 21\u202f000,00\u00a0USD la limite de 7,00\u00a0%');
    expect(verdict.explanation.fr).toContain('Une dérogation du comité est nécessaire.');
  });

  it.each([
    [110_000_000n, 7_700_000n],
    [42_000_000n, 2_940_000n],
    [64_000_000n, 4_480_000n],
    [20_000_000n, 1_400_000n],
  ])('of exactly 7 %% passes, one cent more does not: %s', (direct, indirect) => {
    expect(proposal(usd(direct, indirect)).outcome).toBe('pass');
    expect(proposal(usd(direct, indirect + 1n)).outcome).toBe('needs-waiver');
  });

  it('is rounded half-up to the cent: 7 % of 0.50 allows 0.04, of 0.49 allows 0.03', () => {
    expect(proposal(usd(50n, 4n)).outcome).toBe('pass');
    expect(proposal(usd(50n, 5n)).outcome).toBe('needs-waiver');
    expect(proposal(usd(49n, 4n)).outcome).toBe('needs-waiver');
    expect(proposal(usd(49n, 3n)).outcome).toBe('pass');
  });

  it('has nothing to be measured against where no direct cost is recorded', () => {
    expect(proposal(usd(null, 500n))).toMatchObject({ outcome: 'not-applicable', percent: null });
    expect(proposal(usd(0n, 0n)).outcome).toBe('not-applicable');
    expect(indirectSharePercent(usd(null, 500n))).toBeNull();
  });

  it('may not be all there is', () => {
    const verdict = proposal(usd(0n, 1n));
    expect(verdict).toMatchObject({ outcome: 'needs-waiver', limit: '0.00', percent: null });
    expect(verdict.changes.find((change) => change.code === 'direct-fixed')?.to?.amount).toBe('0.00');
  });

  it('can be tested as published, on the share with two decimals', () => {
    // 1,455,501 − 1,360,281.10: 95,219.90 on 1,360,281.10, printed as 7.00 %, is 22 cents above 7 %.
    const printed = usd(136_028_110n, 9_521_990n);
    expect(indirectSharePercent(printed)).toBe('7.00');
    expect(proposal(printed).outcome).toBe('needs-waiver');
    expect(proposal(printed, BY_SHARE).outcome).toBe('pass');
    expect(proposal(usd(10_000n, 700n), BY_SHARE).outcome).toBe('pass');
    expect(proposal(usd(1_000_000n, 70_049n), BY_SHARE).outcome).toBe('pass');
    expect(proposal(usd(1_000_000n, 70_050n), BY_SHARE).outcome).toBe('needs-waiver');
  });

  it('is waived by the committee for one proposal, until the waiver ends', () => {
    const granted = [{ id: 'w1', rule: 'R3' as const, subject: 'P4', expires: '2008-06-01T00:00:00.000Z' }];
    const test = (subject: string, at: string) =>
      evaluate('R3', 'decision', usd(42_000_000n, 5_040_000n), RULES, { subject, at, granted });
    expect(test('P4', '2008-05-31T23:59:59.999Z')).toMatchObject({ outcome: 'waived', waiver: 'w1' });
    expect(test('P4', '2008-06-01T00:00:00.000Z')).toMatchObject({ outcome: 'needs-waiver', waiver: null });
    expect(test('P5', '2008-05-31T23:59:59.999Z').outcome).toBe('needs-waiver');
  });
});

describe('for any budget and any rate', () => {
  const direct = fc.bigInt({ min: 1n, max: 10n ** 14n });
  const indirect = fc.bigInt({ min: 0n, max: 10n ** 14n });
  const hundredths = fc.integer({ min: 0, max: 10_000 });
  const charterOf = (rate: number, precision: string) => ({
    R3: {
      parameters: {
        limitPercent: `${Math.floor(rate / 100)}.${String(rate % 100).padStart(2, '0')}`,
        precision,
      },
    },
  });

  it('the limit is the rate of direct cost, half-up', () => {
    fc.assert(
      fc.property(direct, indirect, hundredths, (d, i, rate) => {
        const allowed = divideHalfUp(d * BigInt(rate), 10_000n);
        return (proposal(usd(d, i), charterOf(rate, 'amount')).outcome === 'pass') === i <= allowed;
      }),
    );
  });

  it('as published it is the printed share that counts', () => {
    fc.assert(
      fc.property(direct, indirect, hundredths, (d, i, rate) => {
        const shown = divideHalfUp(i * 10_000n, d);
        return (proposal(usd(d, i), charterOf(rate, 'share')).outcome === 'pass') === shown <= BigInt(rate);
      }),
    );
  });

  it('every proposed change passes, and one minor unit less does not', () => {
    const any = fc.bigInt({ min: 0n, max: 10n ** 9n });
    fc.assert(
      fc.property(any, any, hundredths, fc.constantFrom('amount', 'share'), (d, i, rate, precision) => {
        const charter = charterOf(rate, precision);
        const holds = (x: bigint, y: bigint) => {
          const { outcome } = proposal(usd(x, y), charter);
          return outcome === 'pass' || outcome === 'not-applicable';
        };
        for (const { code, by } of proposal(usd(d, i), charter).changes) {
          const step = minorOf(by ?? { amount: 'none', currency: 'USD' });
          const after = (x: bigint): boolean =>
            code === 'direct-fixed'
              ? holds(d, i - x)
              : code === 'total-fixed'
                ? holds(d + x, i - x)
                : holds(d + x, i);
          expect([code, after(step), after(step - 1n)]).toEqual([code, true, false]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
