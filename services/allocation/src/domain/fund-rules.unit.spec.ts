import type { CharterRules, OwnRule } from '@mdtf/rules';
import { describe, expect, it } from 'vitest';
import { fundWithAllocations, History, partner, secretariat, treasurer1 } from '../testing/history.ts';
import { agreements, charter, usd } from '../testing/imdp.ts';

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
      'R22: The contribution is 999.99 USD; at least 1,000.00 USD are asked.',
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
