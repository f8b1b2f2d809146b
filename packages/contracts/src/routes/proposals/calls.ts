import { z } from 'zod';
import { recommendation, reviewPeriod } from '../../events/proposals.ts';
import { deadlineChange } from '../../events/proposals-extension.ts';
import { id, instant, money, prose, text } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { callForm } from '../../schemas/call-form.ts';
import { reviewCriteria } from '../../schemas/review.ts';
import { fundParams, inFund, listOf, page } from '../common.ts';

const service = 'proposals' as const;

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
  tells: ['calls'],
  params: fundParams,
  query: page,
  answer: listOf(recommendation),
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
  questionsDue: instant.nullable().describe('Null: questions are taken until the last deadline'),
  extensions: z
    .array(z.object({ extendedAt: instant, changes: z.array(deadlineChange), reason: z.string() }))
    .describe('What each deadline was and is, the oldest first'),
  charterVersion: z.int(),
  reviewPeriod: reviewPeriod.optional().describe('By the charter’s calendar; for information'),
  form: callForm.describe('What the call asks for at each stage, as fixed when it opened'),
  criteria: reviewCriteria
    .optional()
    .describe('How proposals are reviewed; absent: no reviews are asked for'),
  status: z.enum(['announced', 'concept-notes', 'full-proposals', 'closed']),
});

const openCall = defineRoute({
  id: 'openCall',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/calls',
  summary: 'Open a call; it keeps the charter version and the form it opens with',
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
    questionsDue: instant.optional().describe('Absent: questions are taken until the last deadline'),
    calendarYear: z
      .int()
      .min(1900)
      .max(2190)
      .optional()
      .describe(
        'Deadlines by the charter’s calendar template, counted from this year; one that is given here wins',
      ),
    form: callForm.optional().describe('Absent: what every kind of proposal needs, and no questions besides'),
    criteria: reviewCriteria.optional().describe('Absent: no reviews are asked for; fixed from now on'),
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
  tells: ['calls'],
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
  tells: ['calls'],
  params: inFund('callId'),
  answer: callAnswer,
});

const extendCall = defineRoute({
  id: 'extendCall',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/calls/{callId}/extensions',
  summary: 'Put deadlines of a call later, for all and published; only before they have passed',
  access: ['secretariat'],
  params: inFund('callId'),
  body: z.strictObject({
    questionsDue: instant.optional(),
    conceptNotesDue: instant.optional(),
    fullProposalsDue: instant.optional(),
    reason: prose,
  }),
  status: 201,
  answer: callAnswer,
});

/** The register of recommendations, and calls. */
export const callRoutes = {
  recordRecommendation,
  listRecommendations,
  openCall,
  listCalls,
  getCall,
  extendCall,
} as const;
