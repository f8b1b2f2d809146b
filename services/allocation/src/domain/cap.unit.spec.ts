import { describe, expect, it } from 'vitest';
import { fundWithDeposits, History, secretariat } from '../testing/history.ts';
import { agreements, approval, charter, part, usd } from '../testing/imdp.ts';
import type { CharterAdopted } from './known/charter.ts';

const [agreementA, , , , agreementBank] = agreements;

type Rules = CharterAdopted['data']['charter']['rules'];

/** The demonstration fund's charter with other words on the cap. */
const charterWith = (R1: NonNullable<Rules['R1']>): CharterAdopted => ({
  type: 'CharterAdopted',
  data: { version: 2, charter: { ...charter.data.charter, rules: { R1 } } },
});

const gift = (contributionId: string, amount: string, internal = false) => ({
  ...(internal ? agreementBank : agreementA),
  contributionId,
  amount: usd(amount),
});

describe('a charter that blocks the cap on agreements', () => {
  const history = () => {
    const fund = new History();
    fund.hear(charterWith({ severities: { agreed: 'block', pledged: 'off' } }));
    return fund;
  };

  it('refuses the bank one cent above 3/17 of what the others agreed, and not at it', () => {
    const fund = history();
    fund.ask('RecordContribution', gift('A', '1700.00'));
    const refused = fund.ask('RecordContribution', gift('bank-1', '300.01', true)).refused('cap-exceeded');
    expect(refused.rejection.verdicts).toMatchObject([{ place: 'agreed', outcome: 'block' }]);
    expect(fund.ask('RecordContribution', gift('bank-1', '300.00', true)).events).toHaveLength(1);
  });

  it('lets the first donor sign though the bank signed before, on paper', () => {
    const fund = history();
    const early = '2007-12-01T00:00:00.000Z';
    fund.ask('RecordContribution', gift('bank-1', '300.00', true), secretariat, early);
    expect(fund.ask('RecordContribution', gift('A', '1.00')).events).toMatchObject([
      { data: { verdicts: [{ outcome: 'block' }] } },
    ]);
  });
});

describe('a charter that blocks the cap on pledges', () => {
  it('counts pledges and what was agreed since', () => {
    const fund = new History();
    fund.hear(charterWith({ severities: { pledged: 'block' } }));
    fund.ask('RecordContribution', { ...gift('A', '1700.00'), stage: 'pledged' });
    fund.ask('AgreeContribution', { contributionId: 'A' });
    const pledge = (amount: string) => ({ ...gift('bank-1', amount, true), stage: 'pledged' });
    fund.ask('RecordContribution', pledge('300.01')).refused('cap-exceeded');
    expect(fund.ask('RecordContribution', pledge('300.00')).events).toHaveLength(1);
  });
});

describe('a pledge that becomes an agreement of less', () => {
  it('is refused when the cap on pledges is blocked and the bank’s share would rise above it', () => {
    const fund = new History();
    fund.hear(charterWith({ severities: { pledged: 'block' } }));
    for (const pledge of [gift('A', '1700.00'), gift('bank-1', '300.00', true)]) {
      fund.ask('RecordContribution', { ...pledge, stage: 'pledged' });
    }
    fund.ask('AgreeContribution', { contributionId: 'A', amount: usd('1699.99') }).refused('cap-exceeded');
    expect(fund.ask('AgreeContribution', { contributionId: 'A' }).events).toHaveLength(1);
  });
});

describe('a cap over rolling years', () => {
  it('counts the year it is and those before it, as many as the charter says', () => {
    const fund = fundWithDeposits();
    fund.hear(
      charterWith({
        severities: { allocation: 'block' },
        parameters: { period: 'rolling', rollingYears: 2 },
      }),
    );
    const decide = (id: string, pot: string, amount: string) => {
      fund.hear(approval(id, id, [part(pot, 'W2', amount)]));
      return fund.ask('Allocate', { decisionId: id });
    };
    decide('in-2008', 'pooled', '1700.00');
    fund.now = '2009-12-31T12:00:00.000Z';
    expect(decide('in-2009', 'bank', '300.00').events).toMatchObject([
      { data: { verdicts: [{ outcome: 'pass' }] } },
    ]);
    fund.now = '2010-01-01T12:00:00.000Z';
    const refused = decide('in-2010', 'bank', '0.01').refused('cap-exceeded');
    expect(refused.rejection.verdicts).toMatchObject([{ numerator: '300.01', denominator: '300.01' }]);
    expect(refused.rejection.detail.en).toContain(' in 2009–2010, above the cap');
  });
});

describe('a charter that has the cap off', () => {
  it('asks nothing of a deposit or an allocation', () => {
    const fund = fundWithDeposits();
    fund.hear(charterWith({ severities: { allocation: 'off', deposited: 'off' } }));
    fund.hear(approval('X', 'X', [part('bank', 'W2', '1000.00')]));
    expect(fund.ask('Allocate', { decisionId: 'X' }).events).toMatchObject([{ data: { verdicts: [] } }]);
  });
});
