import { languageHeaders, type ServiceParts } from '@mdtf/runtime';
import {
  facilityRevision,
  judgeFacilityRequest,
  submitFacilityRequest,
} from '../domain/facility/facility-request.ts';
import { contextOf, sliceOfView } from '../queries/slice-of-view.ts';
import { listStates } from '../queries/states.ts';
import { checkAnswer } from './check-answer.ts';
import { answerPage, type Handlers } from './handlers.ts';

/** The fund's own request to the bank's facility. */
export function facilityRequestHandlers(
  parts: ServiceParts,
): Handlers<'submitFacilityRequest' | 'checkFacilityRequest' | 'listFacilityRequests'> {
  return {
    submitFacilityRequest: ({ fund, body, submit }) =>
      submit('SubmitFacilityRequest', body, { location: () => `/v1/funds/${fund}/facility-request` }),
    async checkFacilityRequest({ fund, body, actor, language }) {
      const slice = await sliceOfView(parts, fund, (known) => submitFacilityRequest.needs(body, known));
      const { obstacles, verdicts } = judgeFacilityRequest(body, slice, await contextOf(parts, fund, actor));
      return { body: checkAnswer(obstacles, verdicts, language), headers: languageHeaders(language) };
    },
    listFacilityRequests: async ({ fund, query }) =>
      answerPage(await listStates(parts.pool, facilityRevision, { ...query, fund }, (_, state) => state)),
  };
}
