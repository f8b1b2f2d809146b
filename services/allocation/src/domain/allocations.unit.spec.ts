import { describe, expect, it } from 'vitest';
import { decide, fundWithAllocations, fundWithDeposits, History, secretariat } from '../testing/history.ts';
import { agreements, allocations, approval, part, proposal, usd } from '../testing/imdp.ts';
import type { AllocationRefused } from './events.ts';

const paper = '2007-12-01T00:00:00.000Z';

/** A decision on a project that asks for as much as is approved. */
function decided(
  history: History,
  id: string,
  parts: readonly ReturnType<typeof part>[],
  asks = '100000000.00',
): string {
  history.hear(proposal(id, asks), approval(`dec-${id}`, id, parts));
  return `dec-${id}`;
}

describe('an allocation', () => {
  it('moves its pots’ money from available to allocated, under the id of its decision', () => {
    const outcome = decide(fundWithDeposits(), allocations[3]);
    expect(outcome.events).toMatchObject([
      { type: 'AllocationMade', data: { allocationId: 'dec-P5', partner: 'iom', total: usd('684800.00') } },
    ]);
    outcome.balances({
      'pot/bank/available': 109_800_000n,
      'pot/bank/allocated': 10_200_000n,
      'pot/pooled/available': 520_870_000n,
      'pot/pooled/allocated': 58_280_000n,
    });
  });

  it('comes after 20 May to 3,506,200.00, 246,450.00 of it internal, with room for 328,800.00', () => {
    const last = decide(fundWithAllocations('P5'), allocations[4]);
    expect(last.events).toMatchObject([
      {
        data: {
          totals: { allocated: usd('3506200.00'), allocatedInternal: usd('246450.00') },
          verdicts: [{ rule: 'R1', place: 'allocation', outcome: 'pass', headroom: usd('328800.00') }],
        },
      },
    ]);
  });

  it('comes with T1 to 3,720,200.00, and with P2 to 4,950,700.00 and 8.61 % internal', () => {
    const history = fundWithAllocations('P6');
    expect(decide(history, allocations[5]).events).toMatchObject([
      { data: { totals: { allocated: usd('3720200.00') } } },
    ]);
    expect(decide(history, allocations[6]).events).toMatchObject([
      {
        data: {
          totals: { allocated: usd('4950700.00'), allocatedInternal: usd('426450.00') },
          verdicts: [{ percent: '8.61' }],
        },
      },
    ]);
  });

  it('leaves 2,337,800.00 unallocated after P2: pooled 1,564,250, bank 773,550, D 0', () => {
    decide(fundWithAllocations('T1'), allocations[6]).balances({
      'pot/pooled/available': 156_425_000n,
      'pot/bank/available': 77_355_000n,
      'pot/D/available': 0n,
    });
  });

  it('counts in its windows: W1 1,861,800, W2 2,856,900, the secretariat’s budget in none', () => {
    const last = decide(fundWithAllocations('T1'), allocations[6]);
    expect(last.state('window', 'W2')).toEqual({ allocated: 285_690_000n });
    expect(last.state('pot', 'pooled')).toMatchObject({ allocated: 422_725_000n });
    const first = decide(fundWithAllocations('P4'), allocations[3]);
    expect(first.state('window', 'W1')).toEqual({ allocated: 186_180_000n });
  });
});

describe('two all-bank top-ups of 200,000 at once', () => {
  it('do not both pass: 12,529,000 ≤ 15,452,100, but 16,529,000 > 16,052,100', () => {
    const history = fundWithAllocations('P2');
    decided(history, 'X1', [part('bank', 'W1', '200000.00')]);
    decided(history, 'X2', [part('bank', 'W1', '200000.00')]);

    const first = history.ask('Allocate', { decisionId: 'dec-X1' }, secretariat);
    expect(first.events).toMatchObject([{ data: { totals: { allocatedInternal: usd('626450.00') } } }]);

    const second = history.ask('Allocate', { decisionId: 'dec-X2' }, secretariat).refused('cap-exceeded');
    const [verdict] = second.rejection.verdicts ?? [];
    expect(verdict).toMatchObject({ rule: 'R1', outcome: 'block', numerator: '826450.00' });
    expect(verdict?.explanation.en).toContain('16,529,000.00 > 16,052,100.00');
    expect(verdict?.changes.map(({ code }) => code)).toContain('others-fixed');
  });
});

describe('a decision that cannot be carried out', () => {
  it('is recorded as refused with its code, reasons, shortfalls and verdicts', () => {
    const history = fundWithDeposits();
    const decisionId = decided(history, 'X', [
      part('pooled', 'W1', '5791500.01'),
      part('D', 'W1', '297000.01'),
    ]);
    const outcome = history.ask('AllocateDecision', { decisionId });
    expect(outcome.events).toMatchObject([
      {
        type: 'AllocationRefused',
        data: {
          decisionId,
          code: 'insufficient-funds',
          shortfalls: [
            { pot: 'pooled', asked: usd('5791500.01'), available: usd('5791500.00') },
            { pot: 'D', asked: usd('297000.01'), available: usd('297000.00') },
          ],
          verdicts: [
            { rule: 'R1', outcome: 'pass' },
            { rule: 'R15', outcome: 'block', changes: [{ code: 'pot-D' }] },
          ],
        },
      },
    ]);
    const { reason, reasonIn } = (outcome.events[0] as AllocationRefused).data;
    expect(reason).toContain('Pot pooled is asked for USD 5,791,500.01 and holds USD 5,791,500.00');
    expect(reason).toContain('Pot D was given for window W2, not for window W1');
    expect(reason).toContain('Window W1 would come to USD 6,088,500.02');
    expect(reasonIn?.en).toBe(reason);
    expect(reasonIn?.fr).toContain('L’enveloppe D a été donnée pour le guichet W2, non pour le guichet W1.');
  });

  it('after a revocation gives its money back with the committee’s reason, in both languages where nobody wrote it', () => {
    const history = fundWithDeposits();
    const decisionId = decided(history, 'X', [part('pooled', 'W1', '100.00')]);
    history.ask('AllocateDecision', { decisionId });
    const { type, data } = approval('rev', 'X', []);
    const subject = { kind: 'amendment', id: decisionId };
    const amendment = {
      revoke: true,
      addConditions: [],
      moveConditions: [],
      liftConditions: [],
      root: decisionId,
      of: data.subject,
      allocations: [decisionId],
    };
    const reasonIn = { en: 'No objection', fr: 'Aucune objection' };
    const taken = { ...data, subject, amendment, reason: reasonIn.en, reasonIn };
    history.hear({ type, data: taken } as ReturnType<typeof approval>);
    expect(history.ask('AmendAllocation', { decisionId: 'rev' }).events).toMatchObject([
      { type: 'AllocationReleased', data: { total: usd('100.00'), reason: 'No objection', reasonIn } },
    ]);
  });

  it('may be asked for again once money has come', () => {
    const history = fundWithAllocations('P2');
    const decisionId = decided(history, 'X', [part('pooled', 'W2', '343100.00'), part('D', 'W2', '0.01')]);
    expect(history.ask('AllocateDecision', { decisionId }).events).toMatchObject([
      { type: 'AllocationRefused', data: { code: 'insufficient-funds' } },
    ]);
    const more = { contributionId: 'D', depositId: 'more', gross: usd('0.01'), reference: 'wire' };
    history.ask('RecordDeposit', more);
    history.ask('Allocate', { decisionId }).refused('window-ceiling-exceeded');
    history.hear(approval(decisionId, 'X', [part('pooled', 'W2', '343099.99'), part('D', 'W2', '0.01')]));
    expect(history.ask('Allocate', { decisionId }).events).toMatchObject([{ type: 'AllocationMade' }]);
    history.ask('Allocate', { decisionId }).refused('already-allocated', { category: 'conflict' });
  });

  it('is refused when a pot’s donor gave it for another window', () => {
    const history = fundWithDeposits();
    const decisionId = decided(history, 'X', [part('D', 'W1', '1.00')]);
    history.ask('Allocate', { decisionId }).refused('wrong-window');
    const budget = decided(history, 'Y', [part('D', null, '1.00')]);
    history.ask('Allocate', { decisionId: budget }).refused('wrong-window');
  });

  it('is refused one cent above its window’s ceiling, and not at it', () => {
    const history = fundWithDeposits();
    history
      .ask('Allocate', { decisionId: decided(history, 'X', [part('pooled', 'W1', '2400000.01')]) })
      .refused('window-ceiling-exceeded');
    expect(
      history.ask('Allocate', { decisionId: decided(history, 'Y', [part('pooled', 'W1', '2400000.00')]) })
        .events,
    ).toHaveLength(1);
  });

  it.each([
    ['an unknown pot', part('nobody', 'W1', '1.00'), 'unknown-pot'],
    ['an unknown window', part('pooled', 'W9', '1.00'), 'unknown-window'],
    [
      'another currency',
      { ...part('pooled', 'W1', '1.00'), amount: { amount: '1.00', currency: 'EUR' } },
      'wrong-currency',
    ],
  ])('is refused for %s', (_why, amount, code) => {
    const history = fundWithDeposits();
    history.ask('Allocate', { decisionId: decided(history, 'X', [amount]) }).refused(code);
  });

  it('is refused when another decision has funded the proposal', () => {
    const history = fundWithDeposits();
    history.hear(approval('first', 'X', [part('pooled', 'W1', '1.00')]));
    history.hear(approval('second', 'X', [part('pooled', 'W1', '1.00')]));
    history.ask('AllocateDecision', { decisionId: 'second' });
    history.ask('Allocate', { decisionId: 'first' }).refused('proposal-already-funded');
  });

  it('is refused when the committee has decided otherwise since, whatever has come in', () => {
    const history = fundWithDeposits();
    const parts = [part('pooled', 'W1', '1.00')];
    history.hear(approval('first', 'X', parts));
    const rejection = approval('second', 'X', []);
    history.hear({ ...rejection, data: { ...rejection.data, outcome: 'rejected', decidedOn: '2008-05-21' } });
    history.ask('Allocate', { decisionId: 'first' }).refused('decision-superseded');
    expect(history.ask('AllocateDecision', { decisionId: 'first' }).events).toMatchObject([
      { type: 'AllocationRefused', data: { code: 'decision-superseded' } },
    ]);
    const before = approval('before', 'Y', []);
    history.hear(approval('kept', 'Y', parts));
    history.hear({ ...before, data: { ...before.data, outcome: 'deferred', decidedOn: '2008-05-19' } });
    expect(history.ask('Allocate', { decisionId: 'kept' }).events).toHaveLength(1);
  });

  it('is refused when it approves nothing or is not known', () => {
    const history = fundWithDeposits();
    history
      .ask('Allocate', { decisionId: 'nobody' })
      .refused('decision-not-found', { category: 'not-found' });
    const returned = approval('dec-R', 'R', []);
    history.hear({ ...returned, data: { ...returned.data, outcome: 'returned' } });
    history.ask('Allocate', { decisionId: 'dec-R' }).refused('no-money-approved');
  });
});

describe('the cap on cumulative allocations', () => {
  it('holds by equality and not one cent further', () => {
    const history = fundWithDeposits();
    decided(history, 'X', [part('bank', 'W2', '150000.00'), part('pooled', 'W2', '849999.99')]);
    history.ask('Allocate', { decisionId: 'dec-X' }).refused('cap-exceeded');
    decided(history, 'Y', [part('bank', 'W2', '150000.00'), part('pooled', 'W2', '850000.00')]);
    expect(history.ask('Allocate', { decisionId: 'dec-Y' }).events).toHaveLength(1);
  });

  it('does not stop an allocation without the bank’s money: it makes room', () => {
    const history = fundWithDeposits();
    decided(history, 'X', [part('bank', 'W2', '500000.00')]);
    expect(history.ask('AllocateDecision', { decisionId: 'dec-X' }, secretariat, paper).events).toMatchObject(
      [{ type: 'AllocationMade', data: { verdicts: [{ outcome: 'block' }] } }],
    );
    decided(history, 'Y', [part('pooled', 'W2', '1000.00')]);
    expect(history.ask('Allocate', { decisionId: 'dec-Y' }).events).toMatchObject([
      { type: 'AllocationMade' },
    ]);
  });
});

describe('a decision taken on paper', () => {
  it('is judged by every rule and refused by none, but its pots must hold the money', () => {
    const history = new History();
    for (const agreement of agreements) history.ask('RecordContribution', agreement);
    const decisionId = decided(history, 'X', [part('bank', 'W9', '10.00')]);
    expect(history.ask('AllocateDecision', { decisionId }, secretariat, paper).events).toMatchObject([
      { type: 'AllocationRefused', data: { code: 'insufficient-funds' } },
    ]);
    const line = {
      entryId: 'L',
      line: 'funding-outside-the-data',
      amount: usd('10.00'),
      note: 'before 2008',
    };
    history.ask('RecordLedgerLine', { ...line, pot: 'bank' });
    expect(history.ask('Allocate', { decisionId }, secretariat, paper).events).toMatchObject([
      { type: 'AllocationMade', data: { verdicts: [{ rule: 'R1', outcome: 'block', percent: '100.00' }] } },
    ]);
  });
});
