import { describe, expect, it } from 'vitest';
import { allocatedIn, NOTHING_ALLOCATED, plusAllocated } from './allocated-sums.ts';
import { MAX_CAP_YEARS } from './r1-cap.ts';
import { supposedRules } from './suppose-rules.ts';
import { windowFit } from './window-fit.ts';

const part = (internal: boolean, windowId: string | null, amountMinor: bigint) => ({
  internal,
  windowId,
  amountMinor,
});

describe('what was allocated', () => {
  const sumsOf = () => {
    const of2007 = plusAllocated(NOTHING_ALLOCATED, [part(true, 'W1', 5n), part(false, 'W1', 10n)], '2007');
    return plusAllocated(of2007, [part(false, 'W2', 7n), part(false, null, 1n)], '2008');
  };

  it('adds up in all, by year and by window; the secretariat’s budget is under none', () => {
    expect(sumsOf()).toEqual({
      internalMinor: 5n,
      totalMinor: 23n,
      years: {
        2007: { internalMinor: 5n, totalMinor: 15n },
        2008: { internalMinor: 0n, totalMinor: 8n },
      },
      windows: { W1: 15n, W2: 7n },
    });
  });

  it('is asked over the life of the fund, or over years, the first and the last counted', () => {
    const sums = sumsOf();
    expect(allocatedIn(null, sums)).toEqual({ internalMinor: 5n, totalMinor: 23n });
    expect(allocatedIn({ first: 2007, last: 2008 }, sums)).toEqual({ internalMinor: 5n, totalMinor: 23n });
    expect(allocatedIn({ first: 2008, last: 2009 }, sums)).toEqual({ internalMinor: 0n, totalMinor: 8n });
    expect(allocatedIn({ first: 2006, last: 2007 }, sums)).toEqual({ internalMinor: 5n, totalMinor: 15n });
    expect(allocatedIn(null, undefined)).toEqual({ internalMinor: 0n, totalMinor: 0n });
  });

  it('keeps as many years as a cap may roll over', () => {
    let all = NOTHING_ALLOCATED;
    for (let year = 2000; year <= 2000 + MAX_CAP_YEARS; year += 1)
      all = plusAllocated(all, [part(false, null, 1n)], `${year}`);
    expect(Object.keys(all.years)).toHaveLength(MAX_CAP_YEARS);
    expect(Object.keys(all.years)[0]).toBe('2001');
  });
});

describe('a window', () => {
  const fitting = (askedMinor: bigint, ceilingMinor: bigint | null = 240_000n) =>
    windowFit({ currency: 'USD', windowId: 'W1', ceilingMinor, allocatedMinor: 200_000n, askedMinor });

  it('takes what reaches its ceiling, and not a cent more', () => {
    expect(fitting(40_000n)).toMatchObject({ fits: true, leftMinor: 0n, changes: [] });
    expect(fitting(39_999n)).toMatchObject({ fits: true, leftMinor: 1n });
    const over = fitting(40_001n);
    expect(over).toMatchObject({ fits: false, leftMinor: -1n });
    expect(over.explanation.en).toBe(
      'Window W1 would come to USD 2,400.01, above its ceiling of USD 2,400.00 by USD 0.01.',
    );
    expect(over.changes.map(({ code, by, to }) => [code, by?.amount, to?.amount])).toEqual([
      ['ceiling-fixed', '0.01', '400.00'],
      ['request-fixed', '0.01', '2400.01'],
    ]);
  });

  it('that is full is offered no cut to nothing', () => {
    const codes = (ceiling: bigint) => fitting(5n, ceiling).changes.map(({ code }) => code);
    expect(codes(200_001n)).toEqual(['ceiling-fixed', 'request-fixed']);
    expect(codes(200_000n)).toEqual(['request-fixed']);
    expect(codes(199_999n)).toEqual(['request-fixed']);
  });

  it('without a ceiling takes everything', () => {
    expect(fitting(10n ** 12n, null)).toMatchObject({ fits: true, leftMinor: null });
  });
});

describe('a rule supposed otherwise', () => {
  const rules = { R1: { parameters: { limitNumerator: 3 }, severities: { proposal: 'block' as const } } };

  it('keeps what is not supposed', () => {
    expect(supposedRules(rules, { rule: 'R1', parameters: { limitDenominator: 25 } })).toMatchObject({
      R1: {
        parameters: { limitNumerator: 3, limitDenominator: 25, period: 'life' },
        severities: { proposal: 'block' },
      },
    });
    expect(supposedRules(rules, { rule: 'R1', severities: { agenda: 'off' } })).toMatchObject({
      R1: { severities: { proposal: 'block', agenda: 'off' } },
    });
    expect(supposedRules(rules, { rule: 'R8', parameters: { maximumMonths: 48 } })).toMatchObject({
      ...rules,
      R8: { parameters: { maximumMonths: 48 } },
    });
  });

  it('is refused where no charter could say so', () => {
    expect(supposedRules(rules, { rule: 'R1', parameters: { limitNumerator: 21 } })).toMatchObject([
      { path: 'R1.parameters.limitNumerator' },
    ]);
    expect(supposedRules(rules, { rule: 'R99' })).toMatchObject([{ path: 'R99' }]);
  });
});
