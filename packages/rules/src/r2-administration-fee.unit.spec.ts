import { divideHalfUp } from '@mdtf/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultCharterRules, evaluate, type FeeFacts, feeDue } from './index.ts';

const RULES = defaultCharterRules();
const ONE = { ratePercent: '1' };
const facts = (
  depositsToDateMinor: bigint,
  feesTakenMinor: bigint,
  feeMinor: bigint | null = null,
): FeeFacts => ({
  currency: 'USD',
  depositsToDateMinor,
  feesTakenMinor,
  feeMinor,
  ratePercent: '1',
});
const deposited = (given: FeeFacts) => evaluate('R2', 'deposited', given, RULES);

describe('the administration fee', () => {
  it('takes 17,500.01 of donor A’s first deposit and 12,499.99 of the second: 30,000.00 in all', () => {
    expect(feeDue(facts(175_000_050n, 0n), ONE)).toBe(1_750_001n);
    expect(feeDue(facts(300_000_000n, 1_750_001n), ONE)).toBe(1_249_999n);
  });

  it.each([
    ['B', 220_000_000n, 2_200_000n],
    ['D', 30_000_000n, 300_000n],
    ['C', 65_000_000n, 650_000n],
  ])('takes 1 %% of the deposit of %s', (_, gross, fee) => {
    expect(feeDue(facts(gross, 0n), ONE)).toBe(fee);
  });

  it('warns of a fee that would take 30,000.01 in all, and names the one that is due', () => {
    const verdict = deposited(facts(300_000_000n, 1_750_001n, 1_250_000n));
    expect(verdict).toMatchObject({ outcome: 'warn', numerator: '12500.00', limit: '12499.99' });
    expect(verdict.changes).toMatchObject([
      { code: 'deposits-fixed', by: { amount: '0.01' }, to: { amount: '12499.99' } },
    ]);
    expect(verdict.explanation.en).toContain('would make 30,000.01 in all');
    expect(verdict.explanation.fr).toContain('porteraient le total à 30\u202f000,01');
    expect(deposited(facts(300_000_000n, 1_750_001n, 1_249_999n))).toMatchObject({
      outcome: 'pass',
      changes: [],
    });
    expect(deposited(facts(300_000_000n, 1_750_001n, 1_249_998n)).outcome).toBe('warn');
  });

  it('is nothing for the bank, whose agreement has a rate of 0, and nothing before any deposit', () => {
    expect(deposited({ ...facts(120_000_000n, 0n), ratePercent: '0' })).toMatchObject({
      outcome: 'pass',
      limit: '0.00',
    });
    expect(deposited(facts(0n, 0n))).toMatchObject({ outcome: 'pass', limit: '0.00', percent: null });
  });

  it('takes the charter’s rate where the agreement names none', () => {
    const charter = { R2: { parameters: { ratePercent: '0.85' } } };
    const verdict = evaluate('R2', 'deposited', { ...facts(100_000n, 0n), ratePercent: null }, charter);
    expect(verdict).toMatchObject({ limit: '8.50', percentLimit: '0.85' });
    expect(verdict.explanation.en).toContain('0.85 %');
  });

  it('goes back to the donor when a deposit is reversed', () => {
    expect(feeDue(facts(0n, 1_750_001n), ONE)).toBe(-1_750_001n);
  });

  it('comes to the rate of all deposits, rounded once, however they are split', () => {
    const deposits = fc.array(fc.bigInt({ min: 1n, max: 10n ** 12n }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(deposits, fc.integer({ min: 0, max: 1_000_000 }), (amounts, millionths) => {
        const ratePercent = `${Math.floor(millionths / 10_000)}.${String(millionths % 10_000).padStart(4, '0')}`;
        let [gross, taken] = [0n, 0n];
        for (const amount of amounts) {
          gross += amount;
          taken += feeDue({ ...facts(gross, taken), ratePercent }, ONE);
        }
        return taken === divideHalfUp(gross * BigInt(millionths), 1_000_000n);
      }),
    );
  });
});
