import { z } from 'zod';
import { id } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { proposalContent } from '../../schemas/proposal.ts';
import { stage } from '../../schemas/stage.ts';
import { fundParams, inFund } from '../common.ts';
import { proposalAnswer } from './proposal-answer.ts';
import { submissionReceipt } from './revisions.ts';
import { proposalCheckAnswer, proposalSuppositions } from './what-if.ts';

const service = 'proposals' as const;

/** What was submitted, with the receipt that proves it. */
const submittedAnswer = proposalAnswer.extend({ receipt: submissionReceipt });

const draftProposal = defineRoute({
  id: 'draftProposal',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/proposals',
  summary: 'Begin a draft, seen by the partner alone',
  access: ['partner', 'secretariat'],
  own: { partner: 'organisation', secretariat: 'organisation' },
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
  own: { partner: 'organisation', secretariat: 'organisation' },
  params: inFund('proposalId'),
  body: z.strictObject({ content: proposalContent }),
  answer: proposalAnswer,
  etag: true,
});

const checkProposal = defineRoute({
  id: 'checkProposal',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/proposals/{proposalId}/check',
  summary: 'What submitting would say: fields, rules, smallest changes; nothing is saved',
  description:
    'With a content in the body that content is checked, otherwise the draft; with suppositions, both without and with them.',
  access: ['partner', 'secretariat', 'treasurer', 'chair', 'seat-holder'],
  own: { partner: 'organisation' },
  command: false,
  params: inFund('proposalId'),
  body: z.strictObject({
    stage: stage.default('full'),
    content: proposalContent.optional(),
    suppose: proposalSuppositions.optional(),
  }),
  answer: proposalCheckAnswer,
});

const submitProposal = defineRoute({
  id: 'submitProposal',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/proposals/{proposalId}/submission',
  summary: 'Submit a concept note or a full proposal: the draft, or the content given',
  access: ['partner', 'secretariat'],
  own: { partner: 'organisation' },
  params: inFund('proposalId'),
  body: z.strictObject({ stage, content: proposalContent.optional() }),
  status: 201,
  answer: submittedAnswer,
});

const reviseProposal = defineRoute({
  id: 'reviseProposal',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/proposals/{proposalId}/revisions',
  summary: 'Submit a revision, after being returned or approved below the request',
  access: ['partner', 'secretariat'],
  own: { partner: 'organisation' },
  params: inFund('proposalId'),
  body: z.strictObject({ content: proposalContent }),
  status: 201,
  answer: submittedAnswer,
});

/** What a partner writes, checks and submits. */
export const writingRoutes = {
  draftProposal,
  editDraft,
  checkProposal,
  submitProposal,
  reviseProposal,
} as const;
