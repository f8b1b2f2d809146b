import type { CharterRules, OwnRule } from '@mdtf/rules';
import { describe, expect, it } from 'vitest';
import {
  decide,
  fundWithAllocations,
  fundWithDeposits,
  History,
  partner,
  secretariat,
  treasurer1,
} from '../testing/history.ts';
import { agreements, approval, charter, part, proposal, usd } from '../testing/imdp.ts';

const [agreementA] = agreements;

/** The charter of the demonstration fund with more rules. */
const under = (rules: CharterRules) => ({
  ...charter,
  data: {
    ...charter.data,
    version: 2,
    charter: { ...charter.data.charter, rules: { ...charter.data.charter.rules, ...rules } },
  },
});

const ownRule = (of: Pick<OwnRule, 'severities' | 'holds'>): OwnRule => ({
  id: 'F1',
  version: 1,
  source: 'Decision D12 of the committee',
  title: { en: 'Our own', fr: 'La nôtre' },
  explanation: { en: 'We ask this.', fr: 'Nous le demandons.' },
  ...of,
});

describe('a contribution', () => {
  const agreed = (amount: string, rules: CharterRules) => {
    const history = new History();
    history.hear(under(rules));
    return history.ask('RecordContribution', { ...agreementA, amount: usd(amount) });
  };

  it('below the charter’s minimum is refused where the charter blocks it, to the cent', () => {
    const rules: CharterRules = {
      R22: { parameters: { minimumContribution: '1000' }, severities: { agreed: 'block' } },
    };
    expect(agreed('1000.00', rules).events).toMatchObject([
      { data: { verdicts: [{ rule: 'R22', outcome: 'pass' }] } },
    ]);
    const { rejection } = agreed('999.99', rules).refused('rule-not-kept');
    expect(rejection.verdicts).toMatchObject([
      { rule: 'R22', outcome: 'block', changes: [{ by: usd('0.01') }] },
    ]);
    expect(rejection.detail.en).toContain(
      'R22: The contribution is USD 999.99; at least USD 1,000.00 are asked.',
    );
    expect(agreed('999.99', {}).events).toMatchObject([{ data: { verdicts: [] } }]);
  });

  it('is asked about by the fund’s own rules as by those of the catalogue', () => {
    const own = [
      ownRule({
        severities: { agreed: 'block' },
        holds: [
          [
            { quantities: ['internal'], is: 'one-of', texts: ['yes'] },
            { quantities: ['contribution'], is: 'at-most', amount: '5000' },
          ],
        ],
      }),
    ];
    expect(agreed('5000.00', { own }).events).toMatchObject([
      { data: { verdicts: [{ rule: 'F1', outcome: 'pass' }] } },
    ]);
    expect(agreed('5000.01', { own }).refused('rule-not-kept').rejection.verdicts).toMatchObject([
      { rule: 'F1', outcome: 'block' },
    ]);
  });
});

describe('a payment', () => {
  it('is refused by a rule of the fund’s own, with its smallest change', () => {
    const history = fundWithAllocations('P1');
    history.hear(
      under({
        own: [
          ownRule({
            severities: { tranche: 'block' },
            holds: [[{ quantities: ['payment'], is: 'at-most', percent: '40', of: ['approvedBudget'] }]],
          }),
        ],
      }),
    );
    history.ask('OfferMandate', { mandateId: 'M-P1', allocationId: 'dec-P1' }, secretariat);
    history.ask('AcceptMandate', { mandateId: 'M-P1' }, partner);
    const approve = (trancheId: string, amount: string) => {
      history.ask(
        'RequestTranche',
        { mandateId: 'M-P1', trancheId, amount: usd(amount), purpose: 'start' },
        partner,
      );
      return history.ask('ApproveTranche', { mandateId: 'M-P1', trancheId }, treasurer1);
    };
    const { rejection } = approve('one', '470800.01').refused('payment-refused');
    expect(rejection.verdicts).toMatchObject([
      { rule: 'R14', outcome: 'pass' },
      {
        rule: 'F1',
        outcome: 'block',
        limit: '470800.00',
        changes: [{ by: usd('0.01'), to: usd('470800.00') }],
      },
    ]);
    expect(rejection.detail.en).toContain('We ask this.');
    expect(approve('two', '470800.00').events).toMatchObject([
      { data: { verdicts: [{ rule: 'R14' }, { rule: 'F1', outcome: 'pass' }] } },
    ]);
  });
});

describe('the secretariat’s budget', () => {
  const dearer = (amount: string, rules: CharterRules = {}) => {
    const history = fundWithDeposits();
    history.hear(under(rules));
    return decide(history, { id: 'S0', asks: amount, parts: [part('pooled', null, amount)] });
  };

  it('is measured against agreed contributions net of fees: 3 % of 7,932,000.00 are 237,960.00', () => {
    expect(dearer('237960.00').events).toMatchObject([
      { type: 'AllocationMade', data: { verdicts: [{ rule: 'R1' }, { rule: 'R13', outcome: 'pass' }] } },
    ]);
    expect(dearer('237960.01').events).toMatchObject([
      {
        type: 'AllocationMade',
        data: { verdicts: [{}, { rule: 'R13', outcome: 'warn', changes: [{ by: usd('0.01') }, {}] }] },
      },
    ]);
    expect(dearer('237960.01', { R13: { severities: { allocation: 'block' } } }).events).toMatchObject([
      { type: 'AllocationRefused', data: { code: 'rule-not-kept' } },
    ]);
  });

  it('is not paid above that, and no other project is asked about it', () => {
    const history = fundWithDeposits();
    decide(history, { id: 'S0', asks: '237960.01', parts: [part('pooled', null, '237960.01')] });
    decide(history, { id: 'P1', asks: '1000.00', parts: [part('pooled', 'W1', '1000.00')] });
    const pay = (of: string) => {
      history.ask('OfferMandate', { mandateId: of, allocationId: `dec-${of}` }, secretariat);
      history.ask('AcceptMandate', { mandateId: of }, partner);
      const tranche = { mandateId: of, trancheId: 'one', amount: usd('100.00'), purpose: 'start' };
      history.ask('RequestTranche', tranche, partner);
      return history.ask('ApproveTranche', { mandateId: of, trancheId: 'one' }, treasurer1);
    };
    const { verdicts } = pay('S0').refused('payment-refused').rejection;
    expect(verdicts).toMatchObject([
      { rule: 'R14', outcome: 'pass' },
      { rule: 'R13', outcome: 'block' },
    ]);
    expect(pay('P1').events).toMatchObject([{ data: { verdicts: [{ rule: 'R14' }] } }]);
  });
});

describe('a decision on a proposal of an old call', () => {
  const pinned = (charterVersion?: number) => {
    const history = fundWithDeposits();
    // Version 2 no longer blocks what version 1 does.
    history.hear(under({ R1: { severities: { allocation: 'warn' } } }));
    const approved = approval('dec-X', 'X', [part('bank', 'W1', '1000.00')]);
    const data = { ...approved.data, ...(charterVersion === undefined ? {} : { charterVersion }) };
    history.hear(proposal('X', '1000.00'), { ...approved, data });
    return history.ask('AllocateDecision', { decisionId: 'dec-X' }).events;
  };

  it('is judged by the rules that its call was opened under, and keeps them', () => {
    expect(pinned(1)).toMatchObject([{ type: 'AllocationRefused', data: { code: 'cap-exceeded' } }]);
    expect(pinned(2)).toMatchObject([{ type: 'AllocationMade', data: { charterVersion: 2 } }]);
  });

  it('by those in force where it does not say', () => {
    expect(pinned()).toMatchObject([{ type: 'AllocationMade', data: { verdicts: [{ outcome: 'warn' }] } }]);
  });
});
