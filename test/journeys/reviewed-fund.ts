import { type Charter, committeeRoutes, type ProposalContent, proposalsRoutes } from '@mdtf/contracts';
import { moneyOf } from '@mdtf/domain';
import type { People } from './people-of-system.ts';
import { TRIAL_CHARTER } from './trial-fund.ts';

/** The call of the reviewed fund. */
export const CALL = 'call-1';

const both = (en: string, fr: string) => ({ en, fr });
const usd = (minor: bigint) => moneyOf(minor, 'USD');

const CHARTER: Charter = {
  ...TRIAL_CHARTER,
  windows: [
    {
      id: 'W1',
      title: both('Capacity', 'Capacités'),
      actsForForum: false,
      alwaysOpen: false,
      objectives: ['O1'],
      ceiling: usd(100_000_000n),
    },
  ],
  seats: ['1', '2', '3'].map((id) => ({
    id,
    constituency: 'all',
    title: both(`Seat ${id}`, `Siège ${id}`),
    voting: true,
  })),
};

const ORGANISATIONS = [
  { id: 'state-r', name: 'State R', kinds: ['donor'], type: 'government' },
  { id: 'country-r', name: 'Country R', kinds: ['stakeholder'], type: 'government' },
  { id: 'agency-a', name: 'Agency A', kinds: ['partner'], type: 'international' },
  { id: 'agency-b', name: 'Agency B', kinds: ['partner'], type: 'international' },
] as const;

const HOLDERS = { '1': 'state-r', '2': 'agency-a', '3': 'country-r' } as const;

const GRANTS = [
  { person: 'secretariat', role: 'secretariat' },
  { person: 'chair', role: 'chair' },
  { person: 'auditor', role: 'auditor' },
  { person: 'treasurer-1', role: 'treasurer' },
  { person: 'partner-a', role: 'partner', organisation: 'agency-a' },
  { person: 'partner-b', role: 'partner', organisation: 'agency-b' },
  { person: 'reviewer-1', role: 'reviewer' },
  { person: 'reviewer-2', role: 'reviewer' },
  { person: 'reviewer-3', role: 'reviewer' },
  { person: 'reviewer-a', role: 'reviewer' },
  { person: 'reviewer-a', role: 'partner', organisation: 'agency-a' },
  ...Object.entries(HOLDERS).map(([seat, organisation]) => ({
    person: `seat-${seat}`,
    role: 'seat-holder' as const,
    seat,
    organisation,
  })),
] as const;

/** Two criteria, need counting three and results two, two reviews each, three tenths of the scale apart at most. */
export const CRITERIA = {
  scale: { min: 0, max: 5 },
  criteria: [
    { id: 'need', title: both('Need', 'Besoin'), weight: 3 },
    { id: 'results', title: both('Results', 'Résultats'), weight: 2 },
  ],
  tolerancePercent: 30,
};

/** A fund of three seats, one of them the lead's of proposal `a`, and a call whose proposals `a` and `b` are submitted. */
export async function establishReviewedFund(people: People, fundId: string): Promise<void> {
  for (const body of ORGANISATIONS)
    await people.need('admin', committeeRoutes.registerOrganisation, {
      body: { ...body, kinds: [...body.kinds] },
    });
  const body = { id: fundId, charter: CHARTER, grants: [...GRANTS] };
  await people.need('admin', committeeRoutes.establishFund, { body });
  const params = { fundId };
  for (const [seat, organisation] of Object.entries(HOLDERS))
    await people.need('secretariat', committeeRoutes.seatMember, { params, body: { seat, organisation } });
  await people.settle(fundId);
  const fullProposalsDue = '2031-01-01T00:00:00.000Z';
  const call = { id: CALL, windowId: 'W1', title: 'First call', fullProposalsDue, criteria: CRITERIA };
  await people.need('secretariat', proposalsRoutes.openCall, { params, body: call });
  for (const one of ['a', 'b'])
    await people.need(`partner-${one}`, proposalsRoutes.submitProposal, {
      params: { fundId, proposalId: one },
      body: { stage: 'full', content: contentOf(`agency-${one}`, `Project <${one.toUpperCase()}>`) },
    });
  await people.settle(fundId);
}

function contentOf(lead: string, title: string): ProposalContent {
  const indicator = { id: 'i1', name: 'Reports', unit: 'reports', target: '1', disaggregatedBy: [] };
  return {
    kind: 'project',
    title,
    summary: 'Officials learn from one another.',
    callId: CALL,
    windowId: 'W1',
    objectives: ['O1'],
    recommendations: [],
    mandate: { objectives: 'To learn', tasks: 'Teaching', expectedResults: 'Learnt' },
    lead,
    partners: [],
    countries: ['GH'],
    startDate: '2032-01-01',
    endDate: '2032-12-31',
    budget: [{ category: 4, amount: usd(50_000_000n) }],
    financing: { fund: usd(50_000_000n), other: [] },
    results: [{ id: 'r1', statement: 'They learn', monetised: false, indicators: [indicator] }],
    documents: [],
  };
}
