import { assistanceRequestRoutes } from './proposals/assistance-requests.ts';
import { callRoutes } from './proposals/calls.ts';
import { clarificationRoutes } from './proposals/clarifications.ts';
import { coAuthorRoutes } from './proposals/co-authors.ts';
import { codeListRoutes } from './proposals/code-lists.ts';
import { decisionReviewRoutes } from './proposals/decision-review.ts';
import { documentRoutes } from './proposals/documents.ts';
import { facilityRequestRoutes } from './proposals/facility-request.ts';
import { proposalLifeRoutes } from './proposals/life.ts';
import { matchRoutes } from './proposals/matches.ts';
import { offerRoutes } from './proposals/offers.ts';
import { rankingRoutes } from './proposals/ranking.ts';
import { reviewRoutes } from './proposals/reviews.ts';
import { revisionRoutes } from './proposals/revisions.ts';
import { whatIfRoutes } from './proposals/what-if.ts';
import { writingRoutes } from './proposals/writing.ts';

export { checkAnswer } from './proposals/check-answer.ts';
export { DOCUMENT_MEDIA_TYPES, MAX_DOCUMENT_BYTES } from './proposals/documents.ts';
export { proposalStatus } from './proposals/proposal-answer.ts';
export { MAX_RANKED } from './proposals/ranking.ts';
export { MAX_ASSIGNMENTS } from './proposals/reviews.ts';
export { submissionReceipt } from './proposals/revisions.ts';
export { MAX_CALL_PROPOSALS } from './proposals/what-if.ts';

/** Every route of the proposals service. */
export const proposalsRoutes = {
  ...callRoutes,
  ...codeListRoutes,
  ...facilityRequestRoutes,
  ...whatIfRoutes,
  ...writingRoutes,
  ...coAuthorRoutes,
  ...revisionRoutes,
  ...proposalLifeRoutes,
  ...reviewRoutes,
  ...rankingRoutes,
  ...assistanceRequestRoutes,
  ...offerRoutes,
  ...matchRoutes,
  ...documentRoutes,
  ...clarificationRoutes,
  ...decisionReviewRoutes,
} as const;
