import { notFound, type ServiceParts } from '@mdtf/runtime';
import {
  type DecisionReviewAnswer,
  decisionReview,
  decisionReviewAnswer,
  type RequestDecisionReview,
} from '../domain/exclusion/decision-review.ts';
import { createDocumentsSeen } from '../queries/documents-seen.ts';
import type { Handlers } from './handlers.ts';

/** Exclusions and rejections with their reasons, and the review that an applicant asks for. */
export function decisionReviewHandlers(
  parts: ServiceParts,
): Handlers<'requestDecisionReview' | 'getDecisionReview'> {
  const seen = createDocumentsSeen(parts);
  return {
    requestDecisionReview({ fund, params: { proposalId }, body, submit }) {
      const data: RequestDecisionReview = { ...body, proposalId };
      return submit<DecisionReviewAnswer>('RequestDecisionReview', data, {
        location: () => `/v1/funds/${fund}/proposals/${proposalId}/decision-review`,
      });
    },
    async getDecisionReview({ fund, params: { proposalId }, actor }) {
      const lead = await seen.leadOf(fund, proposalId, actor);
      if (lead === undefined) return notFound('proposal', proposalId);
      const review = await parts.view.read(fund, decisionReview, proposalId);
      if (review?.against == null) return notFound('decision', proposalId);
      return { body: decisionReviewAnswer(proposalId, review.against, review) };
    },
  };
}
