import { describe, expect, it } from 'vitest';
import { fundWithDeposits, History, secretariat } from '../testing/history.ts';
import { agreements, deposits, proposal, usd } from '../testing/imdp.ts';
import type { DepositReceived } from './events.ts';
import type { FundTotals } from './totals.ts';

const [agreementA, , , agreementD, agreementBank] = agreements;

const deposit = (gross: string, depositId = 'one') => ({
  contributionId: 'A',
  depositId,
  gross: usd(gross),
  receivedOn: '2008-02-12',
  reference: 'wire',
});

describe('a contribution', () => {
  it('takes the charter’s fee unless its donor agreed on another, and none from the bank’s own resources', () => {
    const history = new History();
    expect(history.ask('RecordContribution', agreementA).events).toMatchObject([
      { data: { feePercent: '1' } },
    ]);
    const own = { ...agreementA, contributionId: 'A2', feePercent: '0.85' };
    expect(history.ask('RecordContribution', own).events).toMatchObject([{ data: { feePercent: '0.85' } }]);
    expect(history.ask('RecordContribution', agreementBank).events).toMatchObject([
      { data: { feePercent: '0', pot: 'bank' } },
    ]);
  });

  it('with a hard earmark has a pot of its own, otherwise it is pooled', () => {
    const history = new History();
    expect(history.ask('RecordContribution', agreementA).events).toMatchObject([{ data: { pot: 'pooled' } }]);
    expect(history.ask('RecordContribution', agreementD).events).toMatchObject([{ data: { pot: 'D' } }]);
    const preferring = {
      ...agreementA,
      contributionId: 'A3',
      earmark: { kind: 'preference', windowId: 'W1' },
    };
    expect(history.ask('RecordContribution', preferring).events).toMatchObject([{ data: { pot: 'pooled' } }]);
  });

  it('counts as agreed once it is signed: the pledge before it no longer counts', () => {
    const history = new History();
    history.ask('RecordContribution', { ...agreementA, stage: 'pledged' });
    const agreed = history.ask('AgreeContribution', { contributionId: 'A', amount: usd('2900000.00') });
    expect(agreed.events).toMatchObject([
      {
        type: 'ContributionAgreed',
        data: {
          pledged: { amount: usd('3000000.00'), on: '2008-09-30' },
          totals: { agreed: usd('2900000.00') },
        },
      },
    ]);
    expect(agreed.state<FundTotals>('totals', 'fund')).toMatchObject({ pledged: 0n, agreed: 290_000_000n });
    history
      .ask('AgreeContribution', { contributionId: 'A' })
      .refused('already-agreed', { category: 'conflict' });
  });

  it('comes to 8,000,000 agreed, of which 1,200,000 are the bank’s: exactly 15 %', () => {
    const history = new History();
    const last = agreements.map((agreement) => history.ask('RecordContribution', agreement)).at(-1);
    expect(last?.events).toMatchObject([
      { data: { totals: { agreed: usd('8000000.00'), agreedInternal: usd('1200000.00') } } },
    ]);
  });

  it.each([
    ['with an id that was used', agreementA, 'already-exists'],
    ['of an organisation that is not registered', { donor: 'nobody' }, 'unknown-organisation'],
    ['in another currency', { amount: { amount: '1.00', currency: 'EUR' } }, 'wrong-currency'],
    ['finer than a cent', { amount: usd('1.001') }, 'invalid-amount'],
    ['of nothing', { amount: usd('0.00') }, 'invalid-amount'],
    ['named like a common pot', { contributionId: 'pooled' }, 'reserved-id'],
    ['as the bank’s own from who is not the bank', { internal: true }, 'not-the-bank'],
    ['of the bank but not as its own', { donor: 'bank' }, 'bank-money-is-internal'],
    ['earmarked for a window that is not', { earmark: { kind: 'hard', windowId: 'W9' } }, 'unknown-window'],
    ['with a hard earmark for no window', { earmark: { kind: 'hard' } }, 'earmark-without-window'],
    [
      'of the bank with a hard earmark',
      { donor: 'bank', internal: true, earmark: { kind: 'hard', windowId: 'W1' } },
      'internal-earmark',
    ],
    [
      'whose instalments are more than it',
      { schedule: [{ due: '2008-06-01', amount: usd('3000000.01') }] },
      'schedule-exceeds-amount',
    ],
  ])('is refused %s', (_why, change, code) => {
    const history = new History();
    history.ask('RecordContribution', agreementA);
    history.ask('RecordContribution', { ...agreementA, contributionId: 'X', ...change }).refused(code);
  });
});

describe('a deposit', () => {
  it('bears the fee of all deposits to date, half-up, less the fees taken: no cent is taken twice', () => {
    const history = new History();
    history.ask('RecordContribution', agreementA);
    expect(history.ask('RecordDeposit', deposit('1750000.50')).events).toMatchObject([
      { data: { fee: usd('17500.01'), net: usd('1732500.49') } },
    ]);
    expect(history.ask('RecordDeposit', deposit('1249999.50', 'two')).events).toMatchObject([
      { data: { fee: usd('12499.99') } },
    ]);
  });

  it('goes to its pot without the fee, which goes to the administering bank', () => {
    const history = new History();
    history.ask('RecordContribution', agreementA);
    history.ask('RecordDeposit', deposit('1750000.50')).balances({
      'donor/A': -175_000_050n,
      'pot/pooled/available': 173_250_049n,
      'fees/administration': 1_750_001n,
    });
  });

  it('brings every fee and every pot of the demonstration fund to the cent', () => {
    const history = new History();
    for (const agreement of agreements) history.ask('RecordContribution', agreement);
    const outcomes = deposits.map(([contributionId, receivedOn, gross]) =>
      history.ask('RecordDeposit', { ...deposit(gross, receivedOn), contributionId, receivedOn }),
    );
    const fees = outcomes.map(({ events }) => (events[0] as DepositReceived).data.fee.amount);
    expect(fees).toEqual(deposits.map(([, , , fee]) => fee));
    outcomes.at(-1)?.balances({
      'pot/pooled/available': 579_150_000n,
      'pot/D/available': 29_700_000n,
      'pot/bank/available': 120_000_000n,
      'fees/administration': 6_150_000n,
    });
  });

  it('that lifts the bank’s part to 16.33 % is recorded with a warning: 97,500.00 over', () => {
    const history = new History();
    for (const agreement of agreements) history.ask('RecordContribution', agreement);
    const outcomes = deposits.map(([contributionId, receivedOn, gross]) =>
      history.ask('RecordDeposit', { ...deposit(gross, receivedOn), contributionId, receivedOn }),
    );
    expect(outcomes.at(-1)?.events).toMatchObject([
      {
        data: {
          totals: { deposited: usd('7350000.00'), depositedInternal: usd('1200000.00') },
          verdicts: [
            {
              rule: 'R1',
              place: 'deposited',
              outcome: 'warn',
              percent: '16.33',
              headroom: usd('-97500.00'),
            },
          ],
        },
      },
    ]);
  });

  it('that brings the bank’s part down to exactly 15 % has nothing more to tell', () => {
    const second = { ...deposit('650000.00', 'second'), contributionId: 'C', receivedOn: '2008-10-06' };
    const history = fundWithDeposits();
    history.now = '2008-10-06T10:00:00.000Z';
    expect(history.ask('RecordDeposit', second).events).toMatchObject([
      { data: { fee: usd('6500.00'), verdicts: [] } },
    ]);
  });

  it('is a fact: money beyond the agreement, or on a pledge, is recorded', () => {
    const history = new History();
    history.ask('RecordContribution', { ...agreementA, stage: 'pledged' });
    expect(history.ask('RecordDeposit', deposit('3000000.01')).events).toHaveLength(1);
  });

  it('has come in: a day that is still ahead in the fund is refused', () => {
    const history = new History();
    history.ask('RecordContribution', agreementA);
    history.now = '2008-05-12T21:59:59.999Z';
    const tomorrow = { ...deposit('1.00'), receivedOn: '2008-05-13' };
    history.ask('RecordDeposit', tomorrow).refused('date-not-come', { field: 'body.receivedOn' });
    history.now = '2008-05-12T22:00:00.000Z';
    expect(history.ask('RecordDeposit', tomorrow).events).toHaveLength(1);
  });

  it('is dated by the fund’s day when nothing else is said', () => {
    const history = new History();
    history.ask('RecordContribution', agreementA);
    history.now = '2008-02-11T23:30:00.000Z';
    const { receivedOn: _none, ...undated } = deposit('1.00');
    expect(history.ask('RecordDeposit', undated).events).toMatchObject([
      { data: { receivedOn: '2008-02-12' } },
    ]);
  });

  it('is recorded once under its id, under a contribution that exists', () => {
    const history = new History();
    history.ask('RecordContribution', agreementA);
    history.ask('RecordDeposit', deposit('1.00'));
    history.ask('RecordDeposit', deposit('1.00')).refused('already-exists', { category: 'conflict' });
    history
      .ask('RecordDeposit', { ...deposit('1.00'), contributionId: 'B' })
      .refused('contribution-not-found', { category: 'not-found' });
  });

  it('never makes sums that cannot be told', () => {
    const history = new History();
    history.ask('RecordContribution', agreementA);
    history.ask('RecordDeposit', deposit('999999999999999.99'));
    history.ask('RecordDeposit', deposit('0.01', 'two')).refused('fund-too-large');
  });
});

const experts = {
  inKindId: 'K1',
  donor: 'donor-b',
  description: 'Experts on labour agreements',
  quantity: '60',
  unit: 'expert-days',
  informationValue: usd('36000.00'),
};

describe('a gift in kind', () => {
  it('is for information: it moves no money and counts in no sum', () => {
    const history = new History();
    const gift = { ...experts, proposalId: 'T1' };
    history.ask('RecordInKind', gift, secretariat).refused('unknown-proposal', { field: 'body.proposalId' });
    history.hear(proposal('T1', '214000.00'));
    const recorded = history.ask('RecordInKind', gift, secretariat);
    recorded.answers({ ...gift, status: 'agreed', deliveries: [] }).balances({ 'pot/pooled/available': 0n });
    expect(recorded.state('totals', 'fund')).toBeUndefined();
    history.ask('RecordInKind', gift, secretariat).refused('already-exists');
  });

  it('is delivered in parts with evidence, until nothing is outstanding', () => {
    const history = new History();
    history.hear(proposal('T1', '214000.00'));
    history.ask('RecordInKind', { ...experts, proposalId: 'T1' }, secretariat);
    const deliver = (deliveryId: string, quantity: string, complete: boolean) =>
      history.ask(
        'DeliverInKind',
        {
          inKindId: 'K1',
          deliveryId,
          quantity,
          deliveredOn: '2008-03-01',
          evidence: 'Minutes of the mission',
          informationValue: usd('600.00'),
          complete,
        },
        secretariat,
      );
    const part = deliver('d1', '1', false).balances({ 'pot/pooled/available': 0n });
    expect(part.state('in-kind', 'K1')).toMatchObject({ status: 'partly-delivered' });
    deliver('d1', '1', false).refused('already-exists');
    expect(deliver('d2', '59', true).state('in-kind', 'K1')).toMatchObject({
      status: 'delivered',
      deliveries: [{ quantity: '1' }, { quantity: '59' }],
    });
    deliver('d3', '1', true).refused('delivered-already', { category: 'conflict' });
    const tomorrow = { inKindId: 'K2', deliveryId: 'd', quantity: '1', evidence: 'x', complete: true };
    history.ask('DeliverInKind', tomorrow, secretariat).refused('gift-in-kind-not-found');
  });

  it('that two sides of a match agreed to needs no more than their word', () => {
    const history = new History();
    history.hear(proposal('T1', '214000.00'));
    const agreed = { ...experts, donor: 'nobody-here', proposalId: 'T1', matchId: 'm1' };
    history.ask('RecordInKind', agreed, secretariat).answers({ ...agreed, status: 'agreed', deliveries: [] });
  });
});
