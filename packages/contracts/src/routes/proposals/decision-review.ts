import { z } from 'zod';
import { reviewedMatter } from '../../events/proposals-exclusion.ts';
import { id, instant, prose } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { reasonIn } from '../../schemas/decision.ts';
import { inFund } from '../common.ts';

const service = 'proposals' as const;
const path = '/v1/funds/{fundId}/proposals/{proposalId}/decision-review' as const;

const decisionReviewAnswer = z
  .object({
    proposalId: id,
    of: reviewedMatter,
    decisionId: id,
    reason: z.string().describe('The committee’s'),
    reasonIn,
    reasons: z.string().nullable().describe('For an exclusion: the secretariat’s, on which it was decided'),
    decidedAt: instant,
    reviewUntil: instant
      .nullable()
      .describe('The first instant that is too late to ask for a review; null: there is none to ask for'),
    requested: z.object({ requestedAt: instant, grounds: z.string() }).nullable(),
    outcome: z
      .object({
        decisionId: id,
        upheld: z.boolean().describe('Whether the first decision stands'),
        reason: z.string(),
        reasonIn,
        decidedAt: instant,
      })
      .nullable()
      .describe('What the committee decided after the review; it is final'),
  })
  .meta({ id: 'DecisionReview' });

const requestDecisionReview = defineRoute({
  id: 'requestDecisionReview',
  service,
  method: 'POST',
  path,
  summary: 'Ask once, within the term, that the committee review an exclusion or a rejection',
  description:
    'It comes back to the committee, on the agenda of its next session; what it then decides is final.',
  access: ['partner', 'secretariat'],
  own: { partner: 'organisation' },
  params: inFund('proposalId'),
  body: z.strictObject({ grounds: prose }),
  status: 201,
  answer: decisionReviewAnswer,
});

const getDecisionReview = defineRoute({
  id: 'getDecisionReview',
  service,
  method: 'GET',
  path,
  summary: 'The exclusion or rejection of a proposal with its reasons, and the review that was asked for',
  access: ['partner', 'secretariat', 'chair', 'seat-holder', 'alternate', 'auditor'],
  own: { partner: 'organisation' },
  params: inFund('proposalId'),
  answer: decisionReviewAnswer,
});

/** What an applicant may do about an exclusion or a rejection. */
export const decisionReviewRoutes = { requestDecisionReview, getDecisionReview } as const;
