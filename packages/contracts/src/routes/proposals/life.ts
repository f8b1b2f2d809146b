import { z } from 'zod';
import { id, instant, prose } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { proposalContent } from '../../schemas/proposal.ts';
import { stage } from '../../schemas/stage.ts';
import { verdict } from '../../schemas/verdict.ts';
import { fundParams, inFund, listOf, page, pageQuery } from '../common.ts';
import { proposalAnswer, proposalStatus } from './proposal-answer.ts';

const service = 'proposals' as const;

const getProposal = defineRoute({
  id: 'getProposal',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/proposals/{proposalId}',
  summary: 'One proposal',
  description:
    'A partner sees its own organisation’s proposals only; drafts are seen by their partner and its co-authors only.',
  access: 'any-role',
  own: { partner: 'organisation', reviewer: 'assignment' },
  params: inFund('proposalId'),
  answer: proposalAnswer,
  etag: true,
});

const listProposals = defineRoute({
  id: 'listProposals',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/proposals',
  summary: 'Proposals that the caller may see',
  access: 'any-role',
  own: { partner: 'organisation', reviewer: 'assignment' },
  params: fundParams,
  query: z.strictObject({ ...pageQuery, status: proposalStatus.optional(), callId: id.optional() }),
  answer: listOf(
    proposalAnswer
      .omit({ content: true, draft: true, budget: true, verdicts: true })
      .extend({ title: z.string(), lead: id }),
  ),
});

const screenProposal = defineRoute({
  id: 'screenProposal',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/proposals/{proposalId}/screening',
  summary: 'Record completeness and eligibility with reasons; a recommendation, not a decision',
  access: ['secretariat'],
  params: inFund('proposalId'),
  body: z.strictObject({ stage, eligible: z.boolean(), reasons: prose }),
  status: 201,
  answer: proposalAnswer,
});

const inviteProposal = defineRoute({
  id: 'inviteProposal',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/proposals/{proposalId}/invitation',
  summary: 'Invite a full proposal after a concept note',
  access: ['secretariat'],
  params: inFund('proposalId'),
  body: z.strictObject({ note: prose.optional() }),
  status: 201,
  answer: proposalAnswer,
});

const withdrawProposal = defineRoute({
  id: 'withdrawProposal',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/proposals/{proposalId}/withdrawal',
  summary: 'Withdraw a proposal before it is decided',
  access: ['partner', 'secretariat'],
  own: { partner: 'organisation' },
  params: inFund('proposalId'),
  body: z.strictObject({ reason: prose }),
  status: 201,
  answer: proposalAnswer,
});

const listRevisions = defineRoute({
  id: 'listRevisions',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/proposals/{proposalId}/revisions',
  summary: 'What was submitted, revision by revision',
  access: 'any-role',
  own: { partner: 'organisation', reviewer: 'assignment' },
  params: inFund('proposalId'),
  query: page,
  answer: listOf(
    z.object({
      revision: z.int(),
      stage,
      submittedAt: instant,
      content: proposalContent,
      verdicts: z.array(verdict),
    }),
  ),
});

/** What becomes of a proposal, and who sees it. */
export const proposalLifeRoutes = {
  getProposal,
  listProposals,
  screenProposal,
  inviteProposal,
  withdrawProposal,
  listRevisions,
} as const;
