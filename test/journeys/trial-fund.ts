import {
  allocationRoutes,
  type CallInput,
  type Charter,
  committeeRoutes,
  type ProposalContent,
  proposalsRoutes,
} from '@mdtf/contracts';
import { moneyOf } from '@mdtf/domain';
import type { People } from './people-of-system.ts';

/** Minor units by pot. */
export type Parts = Readonly<Record<string, bigint>>;

const ORGANISATIONS = [
  { id: 'state-a', name: 'State A', kinds: ['donor'], type: 'government' },
  { id: 'the-bank', name: 'Administering Bank', kinds: ['donor', 'administering-bank'], type: 'bank' },
  { id: 'fund-secretariat', name: 'Secretariat of the fund', kinds: ['partner'], type: 'other' },
] satisfies CallInput<typeof committeeRoutes.registerOrganisation>['body'][];

/** Registers those who take part in trial funds; once for a system. */
export async function registerOrganisations(people: People): Promise<void> {
  for (const body of ORGANISATIONS) {
    const answer = await people.ask('admin', committeeRoutes.registerOrganisation, { body });
    if (!answer.ok && answer.status !== 409) throw new Error(JSON.stringify(answer.body));
  }
}

/** Establishes a fund whose cap blocks allocations, unless other rules are given, and whose secretariat asks for its own budget. */
export async function establishTrialFund(
  people: People,
  fundId: string,
  rules: Charter['rules'] = TRIAL_CHARTER.rules,
): Promise<void> {
  const grants = [
    { person: 'secretariat', role: 'secretariat', organisation: 'fund-secretariat' },
    { person: 'secretariat', role: 'partner', organisation: 'fund-secretariat' },
    { person: 'treasurer-1', role: 'treasurer', organisation: 'the-bank' },
    { person: 'auditor', role: 'auditor' },
  ] as const;
  await people.need('admin', committeeRoutes.establishFund, {
    body: { id: fundId, charter: { ...TRIAL_CHARTER, rules }, grants: [...grants] },
  });
  await people.settle(fundId);
}

/** Gives to the pooled money and to the bank's own. */
export async function give(people: People, fundId: string, gifts: Parts): Promise<void> {
  for (const [pot, minor] of Object.entries(gifts)) {
    if (minor === 0n) continue;
    const internal = pot === 'bank';
    const id = `gift-${pot}`;
    const donor = internal ? 'the-bank' : 'state-a';
    await people.need('treasurer-1', allocationRoutes.recordContribution, {
      params: { fundId },
      body: { id, donor, amount: usd(minor), internal, feePercent: '0' },
    });
    await people.need('treasurer-1', allocationRoutes.recordDeposit, {
      params: { fundId, contributionId: id },
      body: { gross: usd(minor), reference: `Credit advice ${pot}` },
    });
  }
}

/** Submits a proposal for each, and records that the committee approved it; decision `d0` for the first. */
export async function decideAll(people: People, fundId: string, all: readonly Parts[]): Promise<void> {
  const proposals = all.map((parts, at) => ({
    params: { fundId, proposalId: `p${at}` },
    body: proposalBody(`Trial ${at}`, totalOf(parts)),
  }));
  await people.needAll('secretariat', proposalsRoutes.submitProposal, proposals);
  await people.settle(fundId);
  const decisions = all.map((parts, at) => ({
    params: { fundId },
    body: decisionBody(`d${at}`, `p${at}`, parts),
  }));
  await people.needAll('secretariat', committeeRoutes.takeDecision, decisions);
  await people.settle(fundId);
}

/** The secretariat's own budget of an amount, complete. */
export function proposalBody(title: string, total: bigint) {
  return { stage: 'full' as const, content: contentOf(title, total) };
}

/** An approval on paper, of yesterday. */
export function decisionBody(id: string, proposalId: string, parts: Parts) {
  return {
    id,
    onPaper: { reference: `Minutes ${id}`, date: yesterday() },
    subject: { kind: 'proposal' as const, id: proposalId },
    outcome: 'approved' as const,
    amounts: Object.entries(parts).map(([pot, minor]) => ({ pot, windowId: null, amount: usd(minor) })),
    reason: 'As in the minutes.',
  };
}

export function totalOf(parts: Parts): bigint {
  return Object.values(parts).reduce((sum, minor) => sum + minor, 0n);
}

const DAY_MS = 86_400_000;
const usd = (minor: bigint) => moneyOf(minor, 'USD');
const both = (text: string) => ({ en: text, fr: text });

function yesterday(): string {
  return new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);
}

function contentOf(title: string, total: bigint): ProposalContent {
  const indicator = { id: 'i1', name: 'Reports', unit: 'reports', target: '1', disaggregatedBy: [] };
  return {
    kind: 'secretariat-budget',
    title,
    objectives: ['O1'],
    recommendations: [],
    mandate: { objectives: 'To run', tasks: 'Running', expectedResults: 'It ran' },
    lead: 'fund-secretariat',
    partners: [],
    countries: ['CH'],
    startDate: '2030-01-01',
    endDate: '2030-12-31',
    budget: [{ category: 4, amount: usd(total) }],
    financing: { fund: usd(total), other: [] },
    results: [{ id: 'r1', statement: 'It runs', monetised: false, indicators: [indicator] }],
    documents: [],
  };
}

/** The charter of trial funds: one window-less fund that one seat decides for. */
export const TRIAL_CHARTER: Charter = {
  title: both('A trial fund'),
  purpose: both('To be tried'),
  currency: 'USD',
  timeZone: 'UTC',
  workingDays: [1, 2, 3, 4, 5],
  holidays: [],
  objectives: [{ id: 'O1', title: both('To last') }],
  windows: [],
  calendar: [],
  constituencies: [{ id: 'all', title: both('All') }],
  seats: [{ id: '1', constituency: 'all', title: both('Seat 1'), voting: true }],
  quorum: { share: { numerator: 1, denominator: 2 }, minimumPresent: {} },
  decisionMethod: { first: 'majority', otherwise: 'none' },
  rules: { R1: { severities: { allocation: 'block', agenda: 'off', decision: 'off', proposal: 'off' } } },
  administrationFeePercent: '0',
  publishes: true,
};
