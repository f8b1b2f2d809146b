import { describe, expect, it } from 'vitest';
import { fundWithDeposits, History } from '../testing/history.ts';
import { usd } from '../testing/imdp.ts';

const line = (entryId: string, kind: string, amount: string) => ({
  entryId,
  line: kind,
  pot: 'pooled',
  amount: usd(amount),
  bookedOn: '2008-01-31',
  note: 'half-year',
});

describe('a ledger line', () => {
  it.each([
    ['fund-interest', 'outside/fund-interest'],
    ['partner-interest', 'outside/partner-interest'],
    ['funding-outside-the-data', 'outside/the-data'],
  ])('of %s brings money to its pot', (kind, from) => {
    new History().ask('RecordLedgerLine', line('L', kind, '12.34')).balances({
      'pot/pooled/available': 1_234n,
      [from]: -1_234n,
    });
  });

  it.each([
    ['administration-fee', 'fees/administration'],
    ['direct-cost', 'costs/direct'],
    ['bank-charge', 'costs/bank'],
  ])('of %s takes money from its pot, and what the pot has not is told as uncovered', (kind, to) => {
    const history = new History();
    history.ask('RecordLedgerLine', line('I', 'fund-interest', '10.00'));
    const cost = history.ask('RecordLedgerLine', line('L', kind, '12.34'));
    expect(cost.events).toMatchObject([{ data: { uncovered: usd('2.34') } }]);
    cost.balances({ 'pot/pooled/available': 0n, 'uncovered/pooled': -234n, [to]: 1_234n });
  });

  it('that was uncovered lessens what may be allocated when money comes', () => {
    const history = fundWithDeposits();
    const cost = history.ask('RecordLedgerLine', { ...line('L', 'direct-cost', '297000.01'), pot: 'D' });
    cost.balances({ 'pot/D/available': 0n, 'uncovered/D': -1n });
  });

  it.each([
    ['twice under one id', {}, 'already-exists'],
    ['to a pot that is not', { entryId: 'M', pot: 'nobody' }, 'unknown-pot'],
    ['for a mandate that is not', { entryId: 'M', mandateId: 'nobody' }, 'unknown-mandate'],
    ['on a day that has not come', { entryId: 'M', bookedOn: '2199-12-31' }, 'date-not-come'],
    ['in another currency', { entryId: 'M', amount: { amount: '1', currency: 'CHF' } }, 'wrong-currency'],
  ])('is not recorded %s', (_why, change, code) => {
    const history = new History();
    history.ask('RecordLedgerLine', line('L', 'bank-charge', '1.00'));
    history.ask('RecordLedgerLine', { ...line('L', 'bank-charge', '1.00'), ...change }).refused(code);
  });
});
