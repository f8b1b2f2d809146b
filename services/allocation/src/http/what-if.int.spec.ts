import { type CallInput, allocationRoutes as routes } from '@mdtf/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AllocationUnderTest, allocationUnderTest, establish, fill } from '../../test/demonstration.ts';
import { usd } from '../testing/imdp.ts';

const FUND = 'imdp';
const params = { fundId: FUND };

let under: AllocationUnderTest;

beforeAll(async () => {
  under = await allocationUnderTest();
  await establish(under, FUND);
  await fill(under, FUND);
});

afterAll(() => under?.[Symbol.asyncDispose]());

type Suppose = CallInput<typeof routes.checkHeadroom>['body']['suppose'];

function ask(...suppose: Suppose) {
  return under.ask('treasurer-1', routes.checkHeadroom, { params, body: { suppose } });
}

describe('what if, for the fund', () => {
  it('the bank agreed 200,000.00 more: the cap on agreed money, before by equality, is then exceeded', async () => {
    const { before, after, suppositions } = await ask({
      suppose: 'gift',
      internal: true,
      amount: usd('200000.00'),
    });
    const agreed = ({ verdicts }: typeof before) => verdicts.find(({ place }) => place === 'agreed');
    expect(suppositions[0]?.en).toBe('The bank gives USD 200,000.00 more, as agreed.');
    expect(agreed(before)).toMatchObject({ numerator: '1200000.00', headroom: usd('0.00') });
    // 1,400,000 of 8,200,000: 15 % are 1,230,000.
    expect(agreed(after)).toMatchObject({ numerator: '1400000.00', limit: '1230000.00' });
    expect(agreed(after)?.changes.map(({ code, by }) => `${code} ${by?.amount}`)).toEqual([
      'total-fixed 170000.00',
      'others-fixed 200000.00',
      'internal-fixed 1133333.34',
    ]);
  });

  it('a deposit was 500,000.00 less: its pot has that much less, but for the fee that is not due either', async () => {
    const { before, after } = await ask({
      suppose: 'contribution',
      contributionId: 'A',
      measure: 'deposited',
      by: usd('-500000.00'),
    });
    const pooled = ({ pots }: typeof before) => pots.find(({ pot }) => pot === 'pooled');
    expect(pooled(before)?.available).toEqual(usd('5791500.00'));
    expect(pooled(after)).toMatchObject({ available: usd('5296500.00'), fees: usd('53500.00') });
    expect(after.totals.deposited).toEqual(usd('6850000.00'));
  });

  it('another donor gave as much: deposited internal money is then within the cap', async () => {
    const { before, after } = await ask({ suppose: 'gift', measure: 'deposited', amount: usd('650000.00') });
    const deposited = ({ verdicts }: typeof before) => verdicts.find(({ place }) => place === 'deposited');
    expect(deposited(before)).toMatchObject({ outcome: 'warn', headroom: usd('-97500.00') });
    expect(deposited(after)).toMatchObject({ outcome: 'pass', headroom: usd('0.00'), percent: '15.00' });
  });

  it('a window gets a million less, and something is approved first', async () => {
    const { after } = await ask(
      { suppose: 'window', windowId: 'W1', by: usd('-1000000.00') },
      {
        suppose: 'allocation',
        amounts: [{ pot: 'pooled', windowId: 'W1', amount: usd('1400000.01') }],
      },
    );
    expect(after.windows[0]).toMatchObject({ ceiling: usd('1400000.00'), headroom: usd('-0.01') });
    expect(after.pots.find(({ pot }) => pot === 'pooled')?.available).toEqual(usd('4391499.99'));
  });

  it('the cap were 12 %', async () => {
    const { after } = await ask({
      suppose: 'rule',
      rule: 'R1',
      parameters: { limitNumerator: 12, limitDenominator: 100 },
    });
    expect(after.verdicts[0]).toMatchObject({ place: 'agreed', limit: '960000.00', percentLimit: '12.00' });
  });

  it('changes nothing in the books', async () => {
    const before = await under.ask('auditor', routes.getHeadroom, { params });
    const answer = await ask({ suppose: 'gift', measure: 'deposited', amount: usd('1.00') });
    expect(answer.before).toEqual(before);
    expect(await under.ask('auditor', routes.getHeadroom, { params })).toEqual(before);
  });

  const senseless: readonly (readonly [string, Suppose[number]])[] = [
    ['unknown-contribution', { suppose: 'contribution', contributionId: 'Z', by: usd('1.00') }],
    ['more-than-there-is', { suppose: 'contribution', contributionId: 'D', by: usd('-300000.01') }],
    [
      'more-than-there-is',
      { suppose: 'allocation', amounts: [{ pot: 'bank', windowId: null, amount: usd('1200000.01') }] },
    ],
    ['unknown-pot', { suppose: 'allocation', amounts: [{ pot: 'Z', windowId: null, amount: usd('1.00') }] }],
    ['unknown-window', { suppose: 'window', windowId: 'W9', by: usd('1.00') }],
    ['wrong-currency', { suppose: 'gift', amount: { amount: '1.00', currency: 'EUR' } }],
    ['no-such-rule', { suppose: 'rule', rule: 'R1', parameters: { limitNumerator: 30 } }],
  ];
  it.each(senseless)('%s is refused', async (code, supposition) => {
    const body = { suppose: [supposition] };
    const refusal = await under.refused('treasurer-1', routes.checkHeadroom, { params, body });
    expect(refusal).toMatchObject({ status: 422, code });
  });

  it('is for those who hold a role in the fund', async () => {
    const body = { suppose: [{ suppose: 'window' as const, windowId: 'W1', by: usd('1.00') }] };
    const refusal = await under.refused('stranger', routes.checkHeadroom, { params, body });
    expect(refusal.status).toBe(403);
  });
});
