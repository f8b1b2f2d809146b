import type { ApprovedAmount, Condition, Money, OrganisationRegistered } from '@mdtf/domain';
import type { CharterAdopted } from '../domain/known/charter.ts';
import type { DecisionTaken } from '../domain/known/decision.ts';
import type { FullProposalSubmitted } from '../domain/known/proposal.ts';

/** The demonstration fund as other services tell of it: what its charter, organisations, proposals and decisions say. */

export const usd = (amount: string): Money => ({ amount, currency: 'USD' });

/** The charter of the demonstration fund, as far as money depends on it. */
export const charter: CharterAdopted = {
  type: 'CharterAdopted',
  data: {
    version: 1,
    charter: {
      currency: 'USD',
      timeZone: 'Europe/Zurich',
      publishes: true,
      administrationFeePercent: '1',
      windows: [
        { id: 'W1', ceiling: usd('2400000.00') },
        { id: 'W2', ceiling: usd('3200000.00') },
      ],
      rules: { R1: { severities: { allocation: 'block', deposited: 'warn', proposal: 'block' } } },
    },
  },
};

/** Donor states A to C, foundation D, the administering bank, and a partner. */
export const organisations: readonly OrganisationRegistered[] = [
  organisation('donor-a', 'Donor state A', 'donor'),
  organisation('donor-b', 'Donor state B', 'donor'),
  organisation('donor-c', 'Donor state C', 'donor'),
  organisation('foundation-d', 'Foundation D', 'donor'),
  organisation('bank', 'Administering bank', 'administering-bank'),
  organisation('iom', 'Partner', 'partner'),
];

function organisation(
  id: string,
  name: string,
  ...kinds: OrganisationRegistered['data']['kinds']
): OrganisationRegistered {
  return { type: 'OrganisationRegistered', data: { id, name, kinds } };
}

/** A full proposal of the partner, complete enough for a mandate. */
export function proposal(proposalId: string, requested: string, revision = 1): FullProposalSubmitted {
  return {
    type: 'FullProposalSubmitted',
    data: {
      proposalId,
      revision,
      requested: usd(requested),
      content: {
        lead: 'iom',
        mandate: {
          objectives: 'Better data',
          tasks: 'Adding a module to surveys',
          expectedResults: 'Six surveys with the module',
        },
        startDate: '2008-06-01',
        endDate: '2010-05-31',
      },
    },
  };
}

/** An amount from one pot under one window. */
export const part = (pot: string, windowId: string | null, amount: string): ApprovedAmount => ({
  pot,
  windowId,
  amount: usd(amount),
});

/** The committee's approval of a proposal. */
export function approval(
  decisionId: string,
  proposalId: string,
  amounts: readonly ApprovedAmount[],
  conditions: readonly Condition[] = [],
): DecisionTaken {
  return {
    type: 'DecisionTaken',
    data: {
      decisionId,
      decidedOn: '2008-05-20',
      subject: { kind: 'proposal', id: proposalId },
      title: `Project ${proposalId}`,
      partner: 'iom',
      proposalKind: 'project',
      outcome: 'approved',
      amounts,
      conditions,
      reason: 'It is worth it.',
    },
  };
}

/** The agreements, each with the id that is also its pot where it is earmarked hard. */
export const agreements = [
  { contributionId: 'A', donor: 'donor-a', amount: usd('3000000.00') },
  { contributionId: 'B', donor: 'donor-b', amount: usd('2200000.00') },
  { contributionId: 'C', donor: 'donor-c', amount: usd('1300000.00') },
  {
    contributionId: 'D',
    donor: 'foundation-d',
    amount: usd('300000.00'),
    earmark: { kind: 'hard' as const, windowId: 'W2' },
  },
  { contributionId: 'bank-1', donor: 'bank', amount: usd('1200000.00'), internal: true },
].map((agreement) => ({
  stage: 'agreed' as const,
  internal: false,
  earmark: { kind: 'none' as const },
  schedule: [],
  ...agreement,
}));

/** The deposits up to session 3: contribution, day, gross, and the fee that comes out. */
export const deposits = [
  ['A', '2008-02-12', '1750000.50', '17500.01'],
  ['B', '2008-03-28', '2200000.00', '22000.00'],
  ['D', '2008-04-07', '300000.00', '3000.00'],
  ['A', '2008-04-14', '1249999.50', '12499.99'],
  ['C', '2008-05-02', '650000.00', '6500.00'],
  ['bank-1', '2008-05-16', '1200000.00', '0.00'],
] as const;

/** The allocations in their order: proposal, what it asks, the parts approved, and the conditions. */
export const allocations = [
  { id: 'S0', asks: '232000.00', parts: [part('pooled', null, '232000.00')] },
  { id: 'P1', asks: '1177000.00', parts: [part('pooled', 'W1', '1177000.00')] },
  { id: 'P4', asks: '449400.00', parts: [part('D', 'W2', '297000.00'), part('pooled', 'W2', '152400.00')] },
  {
    id: 'P5',
    asks: '684800.00',
    parts: [part('bank', 'W1', '102000.00'), part('pooled', 'W1', '582800.00')],
    conditions: [{ id: 'letters', text: 'Letters of two ministries', owner: 'Partner', due: '2008-06-30' }],
  },
  {
    id: 'P6',
    asks: '963000.00',
    parts: [part('bank', 'W2', '144450.00'), part('pooled', 'W2', '818550.00')],
  },
  { id: 'T1', asks: '214000.00', parts: [part('pooled', 'W2', '214000.00')] },
  {
    id: 'P2',
    asks: '1230500.00',
    parts: [part('bank', 'W2', '180000.00'), part('pooled', 'W2', '1050500.00')],
  },
] as const satisfies readonly {
  id: string;
  asks: string;
  parts: readonly ApprovedAmount[];
  conditions?: readonly Condition[];
}[];

/** Transfers to 30 September. */
export const transfers = [
  ['P1', '470800.00'],
  ['P5', '205440.00'],
  ['P6', '240750.00'],
  ['P4', '89880.00'],
  ['T1', '128400.00'],
  ['S0', '116000.00'],
] as const;
