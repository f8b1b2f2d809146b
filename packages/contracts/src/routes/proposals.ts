import { z } from 'zod';
import { facilityRequest, recommendation, stage } from '../events/proposals.ts';
import { id, instant, money, positiveMoney, prose, text } from '../primitives.ts';
import { fieldError } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { approvedAmount } from '../schemas/decision.ts';
import { proposalContent } from '../schemas/proposal.ts';
import { verdict } from '../schemas/verdict.ts';
import { fundParams, inFund, listOf, page, pageQuery } from './common.ts';

const service = 'proposals' as const;

/** What a check says: fields still to mend, each rule's verdict, and whether submitting now would be accepted. */
export const checkAnswer = z
  .object({ wouldBeAccepted: z.boolean(), errors: z.array(fieldError), verdicts: z.array(verdict) })
  .meta({ id: 'CheckAnswer' });

const recordRecommendation = defineRoute({
  id: 'recordRecommendation',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/recommendations',
  summary: 'Enter a recommendation of the Forum in the register',
  access: ['secretariat'],
  params: fundParams,
  body: recommendation.omit({ recommendationId: true }).extend({ id: id.optional() }),
  status: 201,
  answer: recommendation,
});

const listRecommendations = defineRoute({
  id: 'listRecommendations',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/recommendations',
  summary: 'The register of the Forum’s recommendations',
  access: 'fund-public',
  params: fundParams,
  query: page,
  answer: listOf(recommendation),
});

const facilityRequestAnswer = facilityRequest.extend({
  revision: z.int(),
  submittedAt: instant,
  verdicts: z.array(verdict),
  endorsedBy: id.nullable().describe('The committee’s decision that endorsed this revision'),
});

const submitFacilityRequest = defineRoute({
  id: 'submitFacilityRequest',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/facility-request',
  summary: 'Submit the fund’s own request to the bank’s facility, preliminary or formal',
  access: ['secretariat'],
  params: fundParams,
  body: facilityRequest,
  status: 201,
  answer: facilityRequestAnswer,
});

const checkFacilityRequest = defineRoute({
  id: 'checkFacilityRequest',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/facility-request/check',
  summary: 'What submitting it would say; nothing is saved',
  access: ['secretariat', 'treasurer', 'chair'],
  command: false,
  params: fundParams,
  body: facilityRequest,
  answer: checkAnswer,
});

const listFacilityRequests = defineRoute({
  id: 'listFacilityRequests',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/facility-request',
  summary: 'The facility request in its stages and revisions',
  access: 'fund-public',
  params: fundParams,
  query: page,
  answer: listOf(facilityRequestAnswer),
});

const callAnswer = z.object({
  callId: id,
  windowId: id.nullable(),
  title: z.string(),
  source: z.string().nullable(),
  year: z.int(),
  planned: money.nullable(),
  opensAt: instant,
  conceptNotesDue: instant.nullable(),
  fullProposalsDue: instant.nullable(),
  charterVersion: z.int(),
  status: z.enum(['announced', 'concept-notes', 'full-proposals', 'closed']),
});

const openCall = defineRoute({
  id: 'openCall',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/calls',
  summary: 'Open a call; it keeps the charter version it opens under',
  access: ['secretariat'],
  params: fundParams,
  body: z.strictObject({
    id: id.optional(),
    windowId: id.optional().describe('Absent: for all windows'),
    title: text(300),
    source: text(100).optional(),
    year: z.int().min(1900).max(2200).optional(),
    planned: money.optional(),
    opensAt: instant.optional().describe('Absent: now'),
    conceptNotesDue: instant.optional().describe('Absent: no concept notes are asked for'),
    fullProposalsDue: instant.optional(),
  }),
  status: 201,
  answer: callAnswer,
});

const listCalls = defineRoute({
  id: 'listCalls',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/calls',
  summary: 'Calls and their deadlines',
  access: 'fund-public',
  params: fundParams,
  query: page,
  answer: listOf(callAnswer),
});

const getCall = defineRoute({
  id: 'getCall',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/calls/{callId}',
  summary: 'One call',
  access: 'fund-public',
  params: inFund('callId'),
  answer: callAnswer,
});

export const proposalStatus = z.enum([
  'draft',
  'concept-submitted',
  'screened-eligible',
  'screened-ineligible',
  'invited',
  'submitted',
  'returned',
  'approved',
  'revision-needed',
  'funded',
  'not-funded',
  'rejected',
  'deferred',
  'withdrawn',
]);

const proposalAnswer = z.object({
  proposalId: id,
  status: proposalStatus,
  revision: z.int().describe('0 while a draft'),
  content: proposalContent,
  draft: proposalContent.nullable().describe('Text being prepared, seen by its partner only'),
  requested: positiveMoney.nullable(),
  verdicts: z.array(verdict),
  screening: z.object({ stage, eligible: z.boolean(), reasons: z.string() }).nullable(),
  decision: z
    .object({
      decisionId: id,
      outcome: z.enum(['approved', 'returned', 'rejected', 'deferred']),
      reason: z.string(),
      amounts: z.array(approvedAmount),
    })
    .nullable(),
  allocationId: id.nullable(),
  submittedAt: instant.nullable(),
});

const draftProposal = defineRoute({
  id: 'draftProposal',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/proposals',
  summary: 'Begin a draft, seen by the partner alone',
  access: ['partner', 'secretariat'],
  params: fundParams,
  body: z.strictObject({ id: id.optional(), content: proposalContent }),
  status: 201,
  answer: proposalAnswer,
  etag: true,
});

const editDraft = defineRoute({
  id: 'editDraft',
  service,
  method: 'PUT',
  path: '/v1/funds/{fundId}/proposals/{proposalId}',
  summary: 'Replace the draft; the ETag of what was read is required',
  access: ['partner', 'secretariat'],
  params: inFund('proposalId'),
  body: z.strictObject({ content: proposalContent }),
  answer: proposalAnswer,
  etag: true,
});

const getProposal = defineRoute({
  id: 'getProposal',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/proposals/{proposalId}',
  summary: 'One proposal',
  description: 'A partner sees its own organisation’s proposals only; drafts are seen by their partner only.',
  access: 'any-role',
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
  params: fundParams,
  query: z.strictObject({ ...pageQuery, status: proposalStatus.optional(), callId: id.optional() }),
  answer: listOf(
    proposalAnswer
      .omit({ content: true, draft: true, verdicts: true })
      .extend({ title: z.string(), lead: id }),
  ),
});

const checkProposal = defineRoute({
  id: 'checkProposal',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/proposals/{proposalId}/check',
  summary: 'What submitting would say: fields, rules, smallest changes; nothing is saved',
  description: 'With a content in the body that content is checked, otherwise the draft.',
  access: ['partner', 'secretariat', 'treasurer', 'chair', 'seat-holder'],
  command: false,
  params: inFund('proposalId'),
  body: z.strictObject({ stage: stage.default('full'), content: proposalContent.optional() }),
  answer: checkAnswer,
});

const submitProposal = defineRoute({
  id: 'submitProposal',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/proposals/{proposalId}/submission',
  summary: 'Submit a concept note or a full proposal: the draft, or the content given',
  access: ['partner', 'secretariat'],
  params: inFund('proposalId'),
  body: z.strictObject({ stage, content: proposalContent.optional() }),
  status: 201,
  answer: proposalAnswer,
});

const reviseProposal = defineRoute({
  id: 'reviseProposal',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/proposals/{proposalId}/revisions',
  summary: 'Submit a revision, after being returned or approved below the request',
  access: ['partner', 'secretariat'],
  params: inFund('proposalId'),
  body: z.strictObject({ content: proposalContent }),
  status: 201,
  answer: proposalAnswer,
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

/** Every route of the proposals service. */
export const proposalsRoutes = {
  recordRecommendation,
  listRecommendations,
  submitFacilityRequest,
  checkFacilityRequest,
  listFacilityRequests,
  openCall,
  listCalls,
  getCall,
  draftProposal,
  editDraft,
  getProposal,
  listProposals,
  checkProposal,
  submitProposal,
  reviseProposal,
  screenProposal,
  inviteProposal,
  withdrawProposal,
  listRevisions,
} as const;
