import { newId, notFound, type ServiceParts } from '@mdtf/runtime';
import { call, callAnswer, type OpenCall } from '../domain/calls/call.ts';
import type { ExtendCall } from '../domain/calls/extend-call.ts';
import { type RecordRecommendation, recommendation } from '../domain/recommendation.ts';
import { listStates } from '../queries/states.ts';
import { answerPage, type Handlers, instantOf } from './handlers.ts';

/** Calls with their deadlines, and the register of recommendations. */
export function callHandlers({
  pool,
  view,
  store,
}: ServiceParts): Handlers<
  'openCall' | 'extendCall' | 'listCalls' | 'getCall' | 'recordRecommendation' | 'listRecommendations'
> {
  return {
    openCall({
      fund,
      body: { id, opensAt, conceptNotesDue, fullProposalsDue, questionsDue, ...terms },
      submit,
    }) {
      const data: OpenCall = {
        ...terms,
        callId: id ?? newId(),
        ...(opensAt === undefined ? {} : { opensAt: instantOf(opensAt) }),
        ...(conceptNotesDue === undefined ? {} : { conceptNotesDue: instantOf(conceptNotesDue) }),
        ...(fullProposalsDue === undefined ? {} : { fullProposalsDue: instantOf(fullProposalsDue) }),
        ...(questionsDue === undefined ? {} : { questionsDue: instantOf(questionsDue) }),
      };
      return submit<ReturnType<typeof callAnswer>>('OpenCall', data, {
        location: ({ callId }) => `/v1/funds/${fund}/calls/${callId}`,
      });
    },
    extendCall({ fund, params: { callId }, body: { reason, ...deadlines }, submit }) {
      const later = Object.fromEntries(
        Object.entries(deadlines).flatMap(([field, at]) =>
          at === undefined ? [] : [[field, instantOf(at)]],
        ),
      );
      const data: ExtendCall = { ...later, callId, reason };
      return submit<ReturnType<typeof callAnswer>>('ExtendCall', data, {
        location: () => `/v1/funds/${fund}/calls/${callId}`,
      });
    },
    async listCalls({ fund, query }) {
      const now = await store.clock(fund);
      return answerPage(
        await listStates(pool, call, { ...query, fund }, (callId, state) => callAnswer(callId, state, now)),
      );
    },
    async getCall({ fund, params: { callId } }) {
      const state = await view.read(fund, call, callId);
      if (state === undefined) return notFound('call', callId);
      return { body: callAnswer(callId, state, await store.clock(fund)) };
    },
    recordRecommendation({ fund, body: { id, ...recommended }, submit }) {
      const data: RecordRecommendation = { ...recommended, recommendationId: id ?? newId() };
      return submit('RecordRecommendation', data, { location: () => `/v1/funds/${fund}/recommendations` });
    },
    listRecommendations: async ({ fund, query }) =>
      answerPage(await listStates(pool, recommendation, { ...query, fund }, (_, state) => state)),
  };
}
