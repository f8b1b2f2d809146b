import { describe, expect, it } from 'vitest';
import { usd } from '../../testing/imdp.ts';
import { type KnownSpending, knownSpending } from './spending.ts';

const meta = {
  fund: 'imdp',
  sequence: 1n,
  time: '2008-05-20T07:00:00.000Z',
  recordedAt: '2008-05-20T07:00:00.000Z',
  actor: 'secretariat',
};

const accepted = (amount: string) => ({
  type: 'FinancialReportAccepted' as const,
  data: { activityId: 'P1', expenditure: usd(amount) },
});

function spentAfter(amounts: readonly string[]): bigint | undefined {
  let state: KnownSpending | undefined;
  for (const amount of amounts) state = knownSpending.evolve(state, accepted(amount), meta, 'P1');
  return state?.spent;
}

describe('what is known as spent on an activity', () => {
  it('is the sum of all accepted reports, each of a period adding to the others in whichever order they come', () => {
    expect(spentAfter(['40000.00', '2500.50', '0.01'])).toBe(4_250_051n);
    expect(spentAfter(['0.01', '40000.00', '2500.50'])).toBe(4_250_051n);
  });

  it('is lowered by a correction, which is the difference to the report it corrects, also after later periods', () => {
    expect(spentAfter(['40000.00', '-12000.01'])).toBe(2_799_999n);
    expect(spentAfter(['40000.00', '5000.00', '-12000.01'])).toBe(3_299_999n);
    expect(spentAfter(['40000.00', '-40000.00'])).toBe(0n);
  });

  it('is of that activity alone', () => {
    expect(knownSpending.concerns.FinancialReportAccepted?.(accepted('1.00').data)).toBe('P1');
  });
});
