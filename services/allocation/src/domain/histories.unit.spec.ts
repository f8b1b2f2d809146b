import { minorOf } from '@mdtf/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { History, partner, secretariat, treasurer1, treasurer2 } from '../testing/history.ts';
import { agreements, approval, part, proposal, usd } from '../testing/imdp.ts';
import { allocated, available, mayGoNegative, uncovered } from './chart-of-accounts.ts';
import type { AllocationMade } from './events.ts';
import { EMPTY_POT, pot } from './pot.ts';
import { FUND, fundTotals, NO_TOTALS } from './totals.ts';

const POTS = ['pooled', 'bank', 'D'];
const MIN_STEPS = 10;
const MAX_STEPS = 30;
const RUNS = 80;

/** What may be tried; whether it is accepted is the domain's to say. */
const steps = fc.array(
  fc.record({
    kind: fc.constantFrom('deposit', 'cost', 'interest', 'decide', 'decide', 'pay', 'pay', 'refund'),
    which: fc.nat(7),
    cents: fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 400_000 })),
    pots: fc.subarray(POTS, { minLength: 1 }),
  }),
  { minLength: MIN_STEPS, maxLength: MAX_STEPS },
);
type Step = typeof steps extends fc.Arbitrary<(infer S)[]> ? S : never;

const cents = (minor: number) => usd(`${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`);

function attempt(history: History, step: Step, at: number): void {
  const { kind, which, pots } = step;
  const amount = cents(step.cents);
  const id = `N${at}`;
  const granted = history.events.filter(({ type }) => type === 'AllocationMade') as AllocationMade[];
  const allocationId = granted[which % Math.max(1, granted.length)]?.data.allocationId ?? 'none';
  const mandateId = `M-${allocationId}`;
  switch (kind) {
    case 'deposit': {
      const contributionId = agreements[which % agreements.length]?.contributionId;
      history.ask('RecordDeposit', { contributionId, depositId: id, gross: amount, reference: 'wire' });
      return;
    }
    case 'cost':
    case 'interest': {
      const line = kind === 'cost' ? 'direct-cost' : 'fund-interest';
      const entry = { entryId: id, line, pot: pots[0], amount, note: 'as booked' };
      history.ask('RecordLedgerLine', entry);
      return;
    }
    case 'decide': {
      const share = (each: string) => (each === 'bank' ? 1 + Math.floor(step.cents / 12) : step.cents);
      const parts = pots.map((each) => part(each, 'W2', cents(share(each)).amount));
      history.hear(proposal(id, '0.01'), approval(id, id, parts));
      history.ask('AllocateDecision', { decisionId: id });
      return;
    }
    case 'pay':
      history.ask('OfferMandate', { mandateId, allocationId }, secretariat);
      history.ask('AcceptMandate', { mandateId }, partner);
      history.ask('RequestTranche', { mandateId, trancheId: id, amount, purpose: 'work' }, partner);
      history.ask('ApproveTranche', { mandateId, trancheId: id }, treasurer1);
      history.ask('DisburseTranche', { mandateId, trancheId: id, reference: 'wire' }, treasurer2);
      return;
    case 'refund':
      history.ask('RecordRefund', { mandateId, refundId: id, amount, reason: 'unspent', reference: 'wire' });
  }
}

function check(history: History): void {
  const { ledger } = history;
  const totals = history.state(fundTotals, FUND) ?? NO_TOTALS;
  const sumOf = (test: (account: string) => boolean) =>
    [...ledger].reduce((sum, [account, balance]) => (test(account) ? sum + balance : sum), 0n);
  expect(sumOf(() => true)).toBe(0n);
  expect([...ledger].filter(([account, balance]) => balance < 0n && !mayGoNegative(account))).toEqual([]);
  expect(totals.deposited).toBe(-sumOf((account) => account.startsWith('donor/')));
  expect(totals.agreed).toBe(agreements.reduce((sum, { amount }) => sum + minorOf(amount), 0n));
  const pots = POTS.map((id) => ({ id, ...(history.state(pot, id) ?? EMPTY_POT) }));
  expect(pots.reduce((sum, { allocated: part }) => sum + part, 0n)).toBe(totals.allocated);
  expect(pots.find(({ id }) => id === 'bank')?.allocated).toBe(totals.allocatedInternal);
  expect(pots.reduce((sum, { deposited }) => sum + deposited, 0n)).toBe(totals.deposited);
  expect(pots.reduce((sum, { fees }) => sum + fees, 0n)).toBe(ledger.get('fees/administration') ?? 0n);
  for (const { id, ...went } of pots) {
    expect(ledger.get(allocated(id)) ?? 0n).toBe(went.allocated - went.transferred);
    expect((ledger.get(available(id)) ?? 0n) >= 0n && (ledger.get(uncovered(id)) ?? 0n) <= 0n).toBe(true);
  }
  const withPartners = sumOf((account) => account.startsWith('mandate/'));
  expect(withPartners).toBe(
    pots.reduce((sum, { transferred, refunded }) => sum + transferred - refunded, 0n),
  );
  expect(20n * totals.allocatedInternal <= 3n * totals.allocated).toBe(true);
}

describe('any history of a fund', () => {
  it('keeps every account of the fund at or above zero, all accounts at zero together, and its sums equal to its ledger', () => {
    const happened = new Map<string, number>();
    fc.assert(
      fc.property(steps, (tried) => {
        const history = new History();
        for (const agreement of agreements) history.ask('RecordContribution', agreement);
        for (const contributionId of ['A', 'D', 'bank-1']) {
          const deposit = { contributionId, depositId: 'first', gross: usd('5000.00'), reference: 'wire' };
          history.ask('RecordDeposit', deposit);
        }
        for (const [at, step] of tried.entries()) attempt(history, step, at);
        check(history);
        for (const { type } of history.events) happened.set(type, (happened.get(type) ?? 0) + 1);
      }),
      { numRuns: RUNS },
    );
    const rarest = ['AllocationMade', 'AllocationRefused', 'TrancheDisbursed', 'RefundReceived'];
    expect(rarest.filter((type) => !happened.has(type))).toEqual([]);
  }, 30_000);
});
