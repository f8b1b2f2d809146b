import { type AnswerOf, proposalsRoutes as routes } from '@mdtf/contracts';
import type { DomainEvent } from '@mdtf/domain';
import type { ProposalContent } from '../src/domain/writing/content.ts';
import { P1, usd } from '../src/testing/imdp.ts';
import { fundWithCall, type ProposalsUnderTest } from './demonstration.ts';

/** The fund and the call whose proposals are reviewed. */
export const FUND = 'reviewed';
export const CALL = 'call-reviewed';
export const params = { fundId: FUND };

const both = (en: string, fr: string) => ({ en, fr });

/** Two criteria, need counting three and results two; two reviews each, a fifth of the scale apart at most. */
export const CRITERIA = {
  scale: { min: 0, max: 5 },
  criteria: [
    { id: 'need', title: both('Need', 'Besoin'), weight: 3 },
    { id: 'results', title: both('Results', 'Résultats'), weight: 2 },
  ],
  reviewers: 2,
  tolerancePercent: 20,
};

const grant = (
  person: string,
  role: string,
  more: { organisation?: string; seat?: string } = {},
): DomainEvent => ({
  type: 'RoleGranted',
  data: {
    grantId: `${person}-${role}`,
    person,
    role,
    organisation: more.organisation ?? null,
    seat: more.seat ?? null,
    requestedBy: 'a',
    approvedBy: 'b',
  },
});

const seated = (seat: string, organisation: string): DomainEvent => ({
  type: 'MemberSeated',
  data: { seat, organisation, organisationName: organisation },
});

const people = [
  grant('reviewer-a', 'reviewer'),
  grant('reviewer-b', 'reviewer'),
  grant('reviewer-c', 'reviewer'),
  grant('reviewer-iom', 'reviewer'),
  grant('reviewer-iom', 'partner', { organisation: 'iom' }),
  grant('seat-1', 'seat-holder', { seat: '1', organisation: 'state-a' }),
  grant('seat-2', 'seat-holder', { seat: '2', organisation: 'iom' }),
  grant('seat-3', 'seat-holder', { seat: '3', organisation: 'country-z' }),
  seated('1', 'state-a'),
  seated('2', 'iom'),
  seated('3', 'country-z'),
];

const KINDS: Readonly<Record<string, ProposalContent['kind']>> = {
  'remit-compare': 'private-sector',
  'country-z': 'assistance-request',
};

/** A content under the call; `partners` are others of its consortium. */
export const contentOf = (lead: string, title: string, ...partners: string[]): ProposalContent => ({
  ...P1,
  kind: KINDS[lead] ?? 'project',
  callId: CALL,
  lead,
  title,
  partners: partners.map((organisation) => ({ organisation, role: 'Implements with it' })),
  financing: { fund: usd('1177000.00'), other: [] },
});

/** The proposals service with a call that asks for reviews, and two proposals under it: `p-iom` and `p-remit`. */
export async function reviewedCall(): Promise<ProposalsUnderTest> {
  const under = await fundWithCall(FUND, '2007-11-20T08:00:00.000Z');
  await under.told('committee', FUND, people);
  const body = {
    id: CALL,
    title: 'A call with reviews',
    fullProposalsDue: '2008-01-15T22:59:59.000Z',
    criteria: CRITERIA,
  };
  await under.ask('secretariat', routes.openCall, { params, body });
  await submit(under, 'partner-iom', 'p-iom', contentOf('iom', 'Surveys', 'Country-Z '));
  await submit(under, 'partner-remit', 'p-remit', contentOf('remit-compare', 'Prices'));
  return under;
}

export function submit(
  under: ProposalsUnderTest,
  person: string,
  proposalId: string,
  content: ProposalContent,
) {
  const body = { stage: 'full' as const, content: content as never };
  return under.ask(person, routes.submitProposal, { params: { ...params, proposalId }, body });
}

export const assign = (under: ProposalsUnderTest, proposalId: string, reviewer: string) =>
  under.ask('secretariat', routes.assignReviewer, {
    params: { ...params, proposalId },
    body: { id: reviewer, reviewer },
  });

/** Signs without a conflict and completes with these points. */
export async function complete(
  under: ProposalsUnderTest,
  proposalId: string,
  reviewer: string,
  [need, results]: readonly [number, number],
  reviewId = reviewer,
): Promise<AnswerOf<typeof routes.completeReview>> {
  const at = { params: { ...params, proposalId, reviewId } };
  await under.ask(reviewer, routes.signReviewStatement, { ...at, body: { conflict: false } });
  const scores = [
    { criterion: 'need', points: need },
    { criterion: 'results', points: results },
  ];
  return under.ask(reviewer, routes.completeReview, { ...at, body: { content: { scores } } });
}
