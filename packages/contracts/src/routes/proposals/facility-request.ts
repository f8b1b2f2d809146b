import { z } from 'zod';
import { facilityRequest } from '../../events/proposals.ts';
import { id, instant } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { verdict } from '../../schemas/verdict.ts';
import { fundParams, listOf, page } from '../common.ts';
import { checkAnswer } from './check-answer.ts';

const service = 'proposals' as const;

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
  tells: ['facility-request'],
  params: fundParams,
  query: page,
  answer: listOf(facilityRequestAnswer),
});

/** The fund’s own request to the bank’s facility. */
export const facilityRequestRoutes = {
  submitFacilityRequest,
  checkFacilityRequest,
  listFacilityRequests,
} as const;
