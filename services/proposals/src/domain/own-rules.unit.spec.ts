import type { OwnRule } from '@mdtf/rules';
import { describe, expect, it } from 'vitest';
import { fund, invited } from '../testing/fund.ts';
import { charter, P1, partnerIom, secretariat, usd } from '../testing/imdp.ts';
import type { FullProposalSubmitted } from './events.ts';

const own: readonly OwnRule[] = [
  {
    id: 'F1',
    version: 1,
    source: 'Decision D12 of the committee',
    title: { en: 'Travel', fr: 'Voyages' },
    explanation: {
      en: 'Travel is at most 5 % of the budget.',
      fr: 'Les voyages sont au plus 5 % du budget.',
    },
    severities: { proposal: 'block' },
    holds: [[{ quantities: ['category5'], is: 'at-most', percent: '5', of: ['budget'] }]],
  },
];
const submission = (content: typeof P1) => ({
  type: 'SubmitProposal',
  data: { proposalId: 'P1', stage: 'full', content },
});
const withTravel = (travel: string) => {
  const others = P1.budget.filter(({ category }) => category !== 5 && category !== 1);
  const staff = (1_177_000_00n - sumOf([...others, { amount: usd(travel) }])).toString().padStart(3, '0');
  const amount = usd(`${staff.slice(0, -2)}.${staff.slice(-2)}`);
  return { ...P1, budget: [...others, { category: 1, amount }, { category: 5, amount: usd(travel) }] };
};
const sumOf = (lines: readonly { readonly amount: { readonly amount: string } }[]) =>
  lines.reduce((sum, { amount }) => sum + BigInt(amount.amount.replace('.', '')), 0n);

describe('a fund’s own rule', () => {
  const asked = fund(partnerIom)
    .facts(charter(2, { own }))
    .given(...invited('P1', { ...P1 }));

  it('binds a proposal under the charter that has it, not a call that opened before', () => {
    expect(asked.when(submission(withTravel('100000.00'))).events).toMatchObject([
      { data: { verdicts: expect.not.arrayContaining([expect.objectContaining({ rule: 'F1' })]) } },
    ]);
  });

  it('refuses the facility request like a rule of the catalogue', () => {
    const facility: OwnRule = {
      ...own[0]!,
      severities: { 'facility-formal': 'block', 'facility-preliminary': 'warn' },
      holds: [[{ quantities: ['donors'], is: 'at-least', number: 2 }]],
    };
    const request = {
      stage: 'preliminary',
      totalSought: usd('8000000.00'),
      internal: usd('1200000.00'),
      donors: [{ name: 'A', amount: usd('3000000.00') }],
      facilityPartners: ['bank'],
      substance: 'Migration and development.',
      documents: [],
    };
    const { events } = fund(secretariat)
      .facts(charter(2, { own: [facility] }))
      .when({ type: 'SubmitFacilityRequest', data: request });
    expect(events).toMatchObject([
      { data: { verdicts: [{ rule: 'R1' }, { rule: 'F1', outcome: 'warn', numerator: '1' }] } },
    ]);
  });
});

describe('a fund’s own rule under the call’s charter', () => {
  const asked = fund(partnerIom)
    .facts(charter(1, { own }))
    .given(...invited('P1', P1));

  it('blocks a submission with its smallest change, and lets the changed one pass', () => {
    const { rejection } = asked.when(submission(withTravel('58850.01'))).refused('rule-not-kept');
    const verdict = rejection.verdicts?.find(({ rule }) => rule === 'F1');
    expect(verdict).toMatchObject({
      outcome: 'block',
      limit: '58850.00',
      changes: [{ code: 'category5', by: usd('0.01'), to: usd('58850.00') }],
    });
    const [event] = asked.when(submission(withTravel('58850.00'))).events as FullProposalSubmitted[];
    expect(event?.data.verdicts.find(({ rule }) => rule === 'F1')?.outcome).toBe('pass');
  });
});
