import { proposalsRoutes } from '@mdtf/contracts';
import { type Implementation, implementAll, type ServiceParts } from '@mdtf/runtime';
import type { ScannerSettings } from './files/scanner.ts';
import { assistanceRequestHandlers } from './http/assistance-requests.ts';
import { callHandlers } from './http/calls.ts';
import { checkHandlers } from './http/check.ts';
import { callClarificationHandlers, proposalClarificationHandlers } from './http/clarifications.ts';
import { coAuthorHandlers } from './http/co-authors.ts';
import { codeListHandlers } from './http/code-lists.ts';
import { decisionReviewHandlers } from './http/decision-review.ts';
import { documentReadingHandlers } from './http/document-reading.ts';
import { documentHandlers } from './http/documents.ts';
import { draftHandlers } from './http/drafts.ts';
import { facilityRequestHandlers } from './http/facility-request.ts';
import { matchHandlers } from './http/matches.ts';
import { offerHandlers } from './http/offers.ts';
import { proposalHandlers } from './http/proposals.ts';
import { rankingHandlers } from './http/ranking.ts';
import { reviewAssignmentHandlers } from './http/review-assignments.ts';
import { reviewReadingHandlers } from './http/review-reading.ts';
import { reviewHandlers } from './http/reviews.ts';
import { revisionHandlers } from './http/revisions.ts';
import { whatIfHandlers } from './http/what-if.ts';

/** Every route of the proposals service: contract in, command or query out; documents pass the scanner, where there is one. */
export function proposalsImplementations(
  parts: ServiceParts,
  scanner?: ScannerSettings,
): readonly Implementation[] {
  return implementAll(proposalsRoutes, {
    ...callHandlers(parts),
    ...codeListHandlers(parts),
    ...facilityRequestHandlers(parts),
    ...draftHandlers(parts),
    ...coAuthorHandlers(parts),
    ...checkHandlers(parts),
    ...whatIfHandlers(parts),
    ...proposalHandlers(parts),
    ...reviewHandlers(parts),
    ...reviewReadingHandlers(parts),
    ...rankingHandlers(parts),
    ...reviewAssignmentHandlers(parts),
    ...assistanceRequestHandlers(parts),
    ...offerHandlers(parts),
    ...matchHandlers(parts),
    ...callClarificationHandlers(parts),
    ...proposalClarificationHandlers(parts),
    ...decisionReviewHandlers(parts),
    ...documentHandlers(parts, scanner),
    ...documentReadingHandlers(parts),
    ...revisionHandlers(parts),
  });
}
