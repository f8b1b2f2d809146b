import { describe, expect, it } from 'vitest';
import { type CharterRules, charterRuleProblems, evaluate, type PaymentFacts } from './index.ts';

const codes = (changes: readonly { readonly code: string }[]) => changes.map(({ code }) => code);

describe('one minor unit either side of a limit', () => {
  const cap = (internalMinor: bigint, totalMinor: bigint, set: Record<string, number> = {}, item?: bigint) =>
    evaluate(
      'R1',
      'allocation',
      {
        currency: 'USD',
        internalMinor,
        totalMinor,
        ...(item === undefined ? {} : { itemInternalMinor: item }),
      },
      { R1: { parameters: set } },
    );

  it('tells how far the bank’s part is above its share of the total, not above what others allow', () => {
    expect(cap(16n, 100n).headroom?.amount).toBe('-0.01');
    expect(cap(17n, 100n).headroom?.amount).toBe('-0.02');
  });

  it('shows both sides of the cap’s sum with their sign', () => {
    expect(cap(1n, 7n).explanation.en).toContain('0.20 < 0.21');
    expect(cap(3n, 20n).explanation.en).toContain('0.60 = 0.60');
    expect(cap(4n, 26n).explanation.en).toContain('0.80 > 0.78');
  });

  it('offers a cut or a shift only where the item holds that much bank money', () => {
    // 10 of 60: a shift of 1 passes with the total fixed, a cut of 2 with the others fixed.
    expect(codes(cap(10n, 60n, {}, 2n).changes)).toEqual(['total-fixed', 'others-fixed', 'internal-fixed']);
    expect(codes(cap(10n, 60n, {}, 1n).changes)).toEqual(['total-fixed', 'internal-fixed']);
    expect(codes(cap(10n, 60n, {}, 0n).changes)).toEqual(['internal-fixed']);
  });

  it('has headroom up to a cap of 19 in 20, and none to count at 20 in 20', () => {
    const [nearly, all] = [{ limitNumerator: 19 }, { limitNumerator: 20 }];
    expect(cap(19n, 20n, nearly).headroom?.amount).toBe('0.00');
    expect(cap(20n, 20n, all).headroom).toBeNull();
    expect(codes(cap(20n, 20n, nearly).changes)).toEqual(['total-fixed', 'others-fixed', 'internal-fixed']);
    expect(codes(cap(21n, 20n, all).changes)).toEqual(['total-fixed', 'internal-fixed']);
  });

  it('lowers or raises a fee to what is due', () => {
    const fee = (feeMinor: bigint) => {
      const facts = {
        currency: 'USD',
        depositsToDateMinor: 10_000n,
        feesTakenMinor: 0n,
        feeMinor,
        ratePercent: null,
      };
      return evaluate('R2', 'deposited', facts, {}).changes.map(({ action }) => action.en);
    };
    expect(fee(101n)).toEqual(['Lower the fee by USD 0.01 to USD 1.00.']);
    expect(fee(99n)).toEqual(['Raise the fee by USD 0.01 to USD 1.00.']);
    expect(fee(100n)).toEqual([]);
  });

  it('moves indirect cost to direct cost only where there is that much of it', () => {
    const indirect = (directMinor: bigint, indirectMinor: bigint, limitPercent = '7') =>
      evaluate(
        'R3',
        'proposal',
        { currency: 'USD', directMinor, indirectMinor },
        { R3: { parameters: { limitPercent } } },
      );
    expect(indirect(1n, 1n, '100').outcome).toBe('pass');
    expect(codes(indirect(-17n, 10n).changes)).toContain('total-fixed');
    expect(codes(indirect(-18n, 10n).changes)).not.toContain('total-fixed');
  });

  it('finds a budget line of one cent below zero', () => {
    const lines = (amountMinor: bigint) => ({
      currency: 'USD',
      lines: [
        { category: 1, amountMinor: 100n },
        { category: 2, amountMinor },
      ],
      totalMinor: 100n + amountMinor,
    });
    expect(evaluate('R4', 'proposal', lines(-1n), {}).outcome).toBe('block');
    expect(evaluate('R4', 'proposal', lines(0n), {}).outcome).toBe('pass');
  });

  it('pays within the smaller of what is available and what is left of the budget', () => {
    const paid = (facts: Partial<PaymentFacts>) =>
      evaluate(
        'R14',
        'tranche',
        {
          currency: 'USD',
          decisionId: 'D1',
          amountMinor: 1n,
          availableMinor: 10n,
          approvedMinor: 10n,
          transferredMinor: 0n,
          conditions: [],
          ...facts,
        },
        {},
      );
    const limit = (facts: Partial<PaymentFacts>) => paid(facts).limit;
    expect(limit({ availableMinor: 9n })).toBe('0.09');
    expect(limit({ availableMinor: 11n })).toBe('0.10');
    expect(limit({ transferredMinor: 1n })).toBe('0.09');
    expect(limit({ transferredMinor: 9n })).toBe('0.01');
    expect(limit({ transferredMinor: 11n })).toBe('0.00');
    expect(limit({ availableMinor: 1n })).toBe('0.01');
    expect(limit({ availableMinor: -1n })).toBe('0.00');
    expect(codes(paid({ amountMinor: 3n, availableMinor: 1n }).changes)).toEqual([
      'available-fixed',
      'more-available',
    ]);
    expect(codes(paid({ amountMinor: 3n, availableMinor: 0n }).changes)).toEqual(['more-available']);
  });
});

describe('a charter’s parameter at its bounds', () => {
  const accepted = (rules: CharterRules) => charterRuleProblems(rules).length === 0;
  const months = (maximumMonths: number) => accepted({ R8: { parameters: { maximumMonths } } });
  const kept = (keptAmount: string) => accepted({ R10: { parameters: { keptAmount } } });
  const day = (certifiedBy: string) => accepted({ R11: { parameters: { certifiedBy } } });

  it('is accepted on the bound and refused beyond it', () => {
    expect([months(0), months(1), months(240), months(241)]).toEqual([false, true, true, false]);
    expect([kept('0'), kept('100000'), kept('100000.01'), kept('99999.99')]).toEqual([
      true,
      true,
      false,
      true,
    ]);
    expect([kept('-1'), kept('1.234'), kept('many')]).toEqual([false, false, false]);
    expect(accepted({ R10: { parameters: { keptAmount: 250 } } })).toBe(false);
    const percent = (limitPercent: string) => accepted({ R3: { parameters: { limitPercent } } });
    expect([percent('100'), percent('100.0001'), percent('99.9999')]).toEqual([true, false, true]);
  });

  it('of the cap may be all, not more than all', () => {
    const share = (limitNumerator: number) => accepted({ R1: { parameters: { limitNumerator } } });
    expect([share(19), share(20), share(21)]).toEqual([true, true, false]);
  });

  it('is a day that every year has', () => {
    expect([day('04-30'), day('02-28'), day('12-31')]).toEqual([true, true, true]);
    expect([day('02-29'), day('04-31'), day('13-01'), day('4-30')]).toEqual([false, false, false, false]);
    expect(accepted({ R11: { parameters: { certifiedBy: 430 } } })).toBe(false);
  });

  it('does not bind under a charter that was adopted before its rule was there', () => {
    const set = { severities: {} };
    const before = { R1: set, R2: set, R3: set, R4: set, R8: set, R14: set };
    const facts = { currency: 'USD', earnedMinor: 1n, returnedMinor: 0n, keptByDecision: null };
    expect(evaluate('R12', 'closure', facts, before)).toMatchObject({
      severity: 'off',
      outcome: 'not-applicable',
    });
    expect(evaluate('R12', 'closure', facts, { ...before, R12: set }).outcome).toBe('block');
    expect(evaluate('R12', 'closure', facts, { R1: set }).outcome).toBe('block');
  });
});
