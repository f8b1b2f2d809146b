import { z } from 'zod';
import { id, instant, prose } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { givenAnswers, proposalClarification } from '../../schemas/clarification.ts';
import { inFund, listOf, page } from '../common.ts';

const service = 'proposals' as const;

const callClarification = z
  .object({
    clarificationId: id,
    question: z.string().describe('As it is published, once it is; who asked is told to nobody'),
    askedAt: instant,
    answers: givenAnswers,
  })
  .meta({ id: 'CallClarification' });

const ofCall = '/v1/funds/{fundId}/calls/{callId}/clarifications' as const;
const ofProposal = '/v1/funds/{fundId}/proposals/{proposalId}/clarifications' as const;

const askAboutCall = defineRoute({
  id: 'askAboutCall',
  service,
  method: 'POST',
  path: ofCall,
  summary: 'Ask about a call, until the date that it states',
  access: 'any-role',
  params: inFund('callId'),
  body: z.strictObject({ id: id.optional(), question: prose }),
  status: 201,
  answer: callClarification,
});

const answerAboutCall = defineRoute({
  id: 'answerAboutCall',
  service,
  method: 'POST',
  path: `${ofCall}/{clarificationId}/answer`,
  summary: 'Answer a question about a call, for all; again as a correction',
  access: ['secretariat'],
  params: inFund('callId', 'clarificationId'),
  body: z.strictObject({
    question: prose.optional().describe('Reworded where the question would tell who asks; absent: as asked'),
    answer: prose,
  }),
  status: 201,
  answer: callClarification,
});

const listCallClarifications = defineRoute({
  id: 'listCallClarifications',
  service,
  method: 'GET',
  path: ofCall,
  summary:
    'Questions about a call with their answers; those not answered yet for the secretariat and who asked',
  access: 'fund-public',
  tells: ['calls'],
  params: inFund('callId'),
  query: page,
  answer: listOf(callClarification),
});

const askApplicant = defineRoute({
  id: 'askApplicant',
  service,
  method: 'POST',
  path: ofProposal,
  summary: 'Ask the applicant about its proposal, for the secretariat or the committee',
  access: ['secretariat', 'chair', 'seat-holder', 'alternate'],
  params: inFund('proposalId'),
  body: z.strictObject({
    id: id.optional(),
    question: prose,
    due: instant.optional().describe('Until when it may be answered; absent: until the proposal is decided'),
  }),
  status: 201,
  answer: proposalClarification,
});

const answerAsApplicant = defineRoute({
  id: 'answerAsApplicant',
  service,
  method: 'POST',
  path: `${ofProposal}/{clarificationId}/answer`,
  summary: 'Answer a question about one’s own proposal, in time; again to add to it',
  access: ['partner', 'secretariat'],
  own: { partner: 'organisation' },
  params: inFund('proposalId', 'clarificationId'),
  body: z.strictObject({ answer: prose }),
  status: 201,
  answer: proposalClarification,
});

const listProposalClarifications = defineRoute({
  id: 'listProposalClarifications',
  service,
  method: 'GET',
  path: ofProposal,
  summary: 'What an applicant was asked about its proposal, and what it answered',
  access: ['partner', 'secretariat', 'chair', 'seat-holder', 'alternate', 'auditor'],
  own: { partner: 'organisation' },
  params: inFund('proposalId'),
  query: page,
  answer: listOf(proposalClarification),
});

/** Questions and answers on calls and on proposals. */
export const clarificationRoutes = {
  askAboutCall,
  answerAboutCall,
  listCallClarifications,
  askApplicant,
  answerAsApplicant,
  listProposalClarifications,
} as const;
