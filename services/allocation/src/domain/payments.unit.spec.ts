import type { Expectation } from '@mdtf/domain/testing';
import { describe, expect, it } from 'vitest';
import {
  fundWithAllocations,
  type History,
  partner,
  person,
  secretariat,
  treasurer1,
  treasurer2,
} from '../testing/history.ts';
import { approval, part, proposal, transfers, usd } from '../testing/imdp.ts';

/** A mandate for an allocation, accepted by its partner; its id is the proposal's. */
function mandated(history: History, id: string): void {
  history.ask('OfferMandate', { mandateId: `M-${id}`, allocationId: `dec-${id}` }, secretariat);
  history.ask('AcceptMandate', { mandateId: `M-${id}` }, partner);
}

function request(history: History, id: string, amount: string, trancheId = 'first'): Expectation {
  const asked = { mandateId: `M-${id}`, trancheId, amount: usd(amount), purpose: 'start' };
  return history.ask('RequestTranche', asked, partner);
}

function approve(history: History, id: string, trancheId = 'first'): Expectation {
  return history.ask('ApproveTranche', { mandateId: `M-${id}`, trancheId }, treasurer1);
}

function disburse(history: History, id: string, trancheId = 'first'): Expectation {
  const done = { mandateId: `M-${id}`, trancheId, valueDate: '2008-07-14', reference: 'wire' };
  return history.ask('DisburseTranche', done, treasurer2);
}

function pay(history: History, id: string, amount: string, trancheId = 'first'): Expectation {
  request(history, id, amount, trancheId);
  approve(history, id, trancheId);
  return disburse(history, id, trancheId);
}

const letters = {
  allocationId: 'dec-P5',
  conditionId: 'letters',
  evidence: 'Letters of 4 and 9 July',
  metOn: '2008-07-11',
};

describe('a mandate', () => {
  it('states the proposal’s objectives, tasks, results and dates, and the whole amount allocated', () => {
    const offered = fundWithAllocations('P1').ask('OfferMandate', { mandateId: 'M', allocationId: 'dec-P1' });
    expect(offered.events).toMatchObject([
      {
        data: {
          partner: 'iom',
          tasks: 'Adding a module to surveys',
          amount: usd('1177000.00'),
          endDate: '2010-05-31',
        },
      },
    ]);
  });

  it('is offered only on money that is allocated, once', () => {
    const history = fundWithAllocations('P1');
    history.ask('OfferMandate', { mandateId: 'M', allocationId: 'dec-P4' }).refused('unknown-allocation');
    history.ask('OfferMandate', { mandateId: 'M', allocationId: 'dec-P1' });
    history.ask('OfferMandate', { mandateId: 'M', allocationId: 'dec-P1' }).refused('already-exists');
    history
      .ask('OfferMandate', { mandateId: 'N', allocationId: 'dec-P1' })
      .refused('mandate-already-offered');
  });

  it('waits for the revised budget when less was approved than asked', () => {
    const history = fundWithAllocations('S0');
    history.hear(proposal('X', '100.00'), approval('dec-X', 'X', [part('pooled', 'W1', '80.00')]));
    history.ask('AllocateDecision', { decisionId: 'dec-X' });
    const offer = { mandateId: 'M', allocationId: 'dec-X' };
    const refused = history.ask('OfferMandate', offer).refused('revision-needed');
    expect(refused.rejection.detail.en).toContain('asks for USD 100.00, but USD 80.00 are allocated');
    history.hear(proposal('X', '80.00', 2));
    expect(history.ask('OfferMandate', offer).events).toMatchObject([{ data: { amount: usd('80.00') } }]);
  });

  it('is not offered without its objectives, tasks, expected results and days', () => {
    const history = fundWithAllocations('S0');
    const bare = { ...proposal('X', '80.00').data, content: { lead: 'iom' } };
    history.hear(
      { type: 'FullProposalSubmitted', data: bare },
      approval('dec-X', 'X', [part('pooled', 'W1', '80.00')]),
    );
    history.ask('AllocateDecision', { decisionId: 'dec-X' });
    const offer = {
      mandateId: 'M',
      allocationId: 'dec-X',
      objectives: 'o',
      expectedResults: 'r',
      startDate: '2008-06-01',
    };
    history.ask('OfferMandate', offer).refused('mandate-incomplete', { field: 'body.tasks' });
    history
      .ask('OfferMandate', { ...offer, tasks: 't' })
      .refused('mandate-incomplete', { field: 'body.endDate' });
    history
      .ask('OfferMandate', { ...offer, tasks: 't', endDate: '2008-05-31' })
      .refused('ends-before-it-starts');
  });

  it('is accepted by its partner’s people, once; by others only where it happened before, on paper', () => {
    const history = fundWithAllocations('P1');
    history.ask('OfferMandate', { mandateId: 'M', allocationId: 'dec-P1' });
    history
      .ask('AcceptMandate', { mandateId: 'M' }, secretariat)
      .refused('not-the-partner', { category: 'forbidden' });
    const stranger = person('partner-x', ['partner'], ['other']);
    history.ask('AcceptMandate', { mandateId: 'M' }, stranger).refused('not-the-partner');
    expect(history.ask('AcceptMandate', { mandateId: 'M' }, partner).events).toHaveLength(1);
    history.ask('AcceptMandate', { mandateId: 'M' }, partner).refused('already-accepted');
    history.ask('OfferMandate', { mandateId: 'N', allocationId: 'dec-S0' });
    const onPaper = history.ask('AcceptMandate', { mandateId: 'N' }, secretariat, '2008-05-01T00:00:00.000Z');
    expect(onPaper.events).toHaveLength(1);
  });
});

describe('a payment', () => {
  it('is asked for under an accepted mandate, within what it leaves, by its partner', () => {
    const history = fundWithAllocations('P1');
    history.ask('OfferMandate', { mandateId: 'M-P1', allocationId: 'dec-P1' });
    request(history, 'P1', '1.00').refused('mandate-not-accepted');
    history.ask('AcceptMandate', { mandateId: 'M-P1' }, partner);
    request(history, 'P1', '1177000.01').refused('exceeds-mandate', { field: 'body.amount' });
    const stranger = person('partner-x', ['partner'], ['other']);
    const asked = { mandateId: 'M-P1', trancheId: 'first', amount: usd('1.00'), purpose: 'start' };
    history.ask('RequestTranche', asked, stranger).refused('not-the-partner', { category: 'forbidden' });
    expect(request(history, 'P1', '1177000.00').events).toHaveLength(1);
    request(history, 'P1', '1.00').refused('already-exists');
  });

  it('is approved and made by others than who asked for it', () => {
    const history = fundWithAllocations('P1');
    mandated(history, 'P1');
    const asked = { mandateId: 'M-P1', trancheId: 'first', amount: usd('1.00'), purpose: 'start' };
    history.ask('RequestTranche', asked, treasurer1);
    approve(history, 'P1').refused('same-person', { category: 'forbidden' });
    history.ask('ApproveTranche', asked, treasurer2);
    const done = { mandateId: 'M-P1', trancheId: 'first', reference: 'wire' };
    history.ask('DisburseTranche', done, treasurer1).refused('same-person');
    expect(history.ask('DisburseTranche', done, treasurer2).events).toHaveLength(1);
  });

  it('is made after it is approved, and each once', () => {
    const history = fundWithAllocations('P1');
    mandated(history, 'P1');
    approve(history, 'P1').refused('tranche-not-found', { category: 'not-found' });
    request(history, 'P1', '1.00');
    disburse(history, 'P1').refused('tranche-requested', { category: 'conflict' });
    approve(history, 'P1');
    approve(history, 'P1').refused('tranche-approved');
    disburse(history, 'P1');
    disburse(history, 'P1').refused('tranche-disbursed');
  });

  it('waits for its conditions, and each that is not met is named', () => {
    const history = fundWithAllocations('P5');
    mandated(history, 'P5');
    request(history, 'P5', '205440.00');
    const refused = approve(history, 'P5').refused('conditions-not-met', { category: 'refused' });
    expect(refused.rejection.detail.en).toContain(
      'letters (Partner, due 2008-06-30): Letters of two ministries',
    );
    expect(refused.rejection.verdicts).toMatchObject([{ rule: 'R14', place: 'tranche', outcome: 'block' }]);
    history.ask('MeetCondition', letters, secretariat);
    history.ask('MeetCondition', letters, secretariat).refused('already-met', { category: 'conflict' });
    expect(approve(history, 'P5').events).toMatchObject([{ data: { verdicts: [{ outcome: 'pass' }] } }]);
  });

  it('approved together with others never goes beyond what is approved by the committee', () => {
    const history = fundWithAllocations('P1');
    mandated(history, 'P1');
    request(history, 'P1', '1177000.00', 'first');
    request(history, 'P1', '0.01', 'second');
    approve(history, 'P1', 'first');
    approve(history, 'P1', 'second').refused('payment-refused');
    request(history, 'P1', '0.01', 'third').refused('exceeds-mandate');
  });

  it('is drawn from the pots in proportion to what is left of each, to the last cent', () => {
    const history = fundWithAllocations('P5');
    history.ask('MeetCondition', letters, secretariat);
    mandated(history, 'P5');
    const first = pay(history, 'P5', '205440.00', 'first');
    expect(first.events).toMatchObject([
      {
        data: {
          parts: [
            { pot: 'bank', amount: usd('30600.00') },
            { pot: 'pooled', amount: usd('174840.00') },
          ],
        },
      },
    ]);
    pay(history, 'P5', '0.01', 'second');
    pay(history, 'P5', '100000.33', 'third');
    pay(history, 'P5', '379359.66', 'last').balances({
      'pot/bank/allocated': 0n,
      'pot/pooled/allocated': 156_140_000n,
      'mandate/M-P5': 68_480_000n,
    });
  });

  it('of the demonstration fund: 1,251,270.00 transferred to 30 September, 6,037,230.00 held by the fund', () => {
    const history = fundWithAllocations('P2');
    history.ask('MeetCondition', letters, secretariat);
    for (const [id, amount] of transfers) {
      mandated(history, id);
      pay(history, id, amount);
    }
    const sum = (side: string) =>
      ['pooled', 'bank', 'D'].reduce((total, pot) => total + history.balance(`pot/${pot}/${side}`), 0n);
    const transferred = transfers.reduce((total, [id]) => total + history.balance(`mandate/M-${id}`), 0n);
    expect(transferred).toBe(125_127_000n);
    expect(sum('available')).toBe(233_780_000n);
    expect(sum('allocated')).toBe(369_943_000n);
    expect(sum('available') + sum('allocated')).toBe(603_723_000n);
  });
});

describe('a refund', () => {
  const refund = (amount: string, refundId = 'first') => ({
    mandateId: 'M-P5',
    refundId,
    amount: usd(amount),
    receivedOn: '2008-09-01',
    reason: 'unspent',
    reference: 'wire',
  });

  function paid(): History {
    const history = fundWithAllocations('P5');
    history.ask('MeetCondition', letters, secretariat);
    mandated(history, 'P5');
    pay(history, 'P5', '205440.00');
    return history;
  }

  it('goes back to the pots in proportion to what each gave, free to be allocated again', () => {
    const history = paid();
    const back = history.ask('RecordRefund', refund('0.01'));
    expect(back.events).toMatchObject([{ data: { parts: [{ pot: 'pooled', amount: usd('0.01') }] } }]);
    history.ask('RecordRefund', refund('205439.99', 'rest')).balances({
      'mandate/M-P5': 0n,
      'pot/bank/available': 109_800_000n + 3_060_000n,
      'pot/bank/allocated': 10_200_000n - 3_060_000n,
    });
  });

  it('is at most what is with the partner', () => {
    const history = paid();
    history.ask('RecordRefund', refund('205440.01')).refused('exceeds-transfers', { field: 'body.amount' });
    history.ask('RecordRefund', refund('5440.00'));
    history.ask('RecordRefund', refund('5440.00')).refused('already-exists');
    history.ask('RecordRefund', refund('200000.01', 'second')).refused('exceeds-transfers');
  });
});
