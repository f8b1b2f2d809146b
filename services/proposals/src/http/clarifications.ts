import { newId, notFound, type ServiceParts } from '@mdtf/runtime';
import { call } from '../domain/calls/call.ts';
import type {
  AnswerAboutCall,
  AskAboutCall,
  CallClarificationAnswer,
} from '../domain/clarifications/call-clarification.ts';
import {
  type AnswerAsApplicant,
  type AskApplicant,
  type ProposalClarificationAnswer,
  proposalClarification,
  proposalClarificationAnswer,
} from '../domain/clarifications/proposal-clarification.ts';
import { listCallClarifications } from '../queries/clarifications.ts';
import { createDocumentsSeen } from '../queries/documents-seen.ts';
import { listStates } from '../queries/states.ts';
import { answerPage, type Handlers, instantOf } from './handlers.ts';

/** Questions about calls, and their answers for all. */
export function callClarificationHandlers({
  pool,
  view,
}: ServiceParts): Handlers<'askAboutCall' | 'answerAboutCall' | 'listCallClarifications'> {
  const at = (fund: string, callId: string) => ({
    location: () => `/v1/funds/${fund}/calls/${callId}/clarifications`,
  });
  return {
    askAboutCall({ fund, params: { callId }, body: { id, question }, submit }) {
      const data: AskAboutCall = { callId, clarificationId: id ?? newId(), question };
      return submit<CallClarificationAnswer>('AskAboutCall', data, at(fund, callId));
    },
    answerAboutCall({ fund, params: { callId, clarificationId }, body, submit }) {
      const data: AnswerAboutCall = { ...body, callId, clarificationId };
      return submit<CallClarificationAnswer>('AnswerAboutCall', data, at(fund, callId));
    },
    async listCallClarifications({ fund, params: { callId }, query, actor }) {
      if ((await view.read(fund, call, callId)) === undefined) return notFound('call', callId);
      return answerPage(await listCallClarifications(pool, { ...query, fund, callId }, actor));
    },
  };
}

/** Questions about proposals, and what their applicants answer. */
export function proposalClarificationHandlers(
  parts: ServiceParts,
): Handlers<'askApplicant' | 'answerAsApplicant' | 'listProposalClarifications'> {
  const seen = createDocumentsSeen(parts);
  const at = (fund: string, proposalId: string) => ({
    location: () => `/v1/funds/${fund}/proposals/${proposalId}/clarifications`,
  });
  return {
    async askApplicant({ fund, params: { proposalId }, body: { id, question, due }, actor, submit }) {
      if ((await seen.leadOf(fund, proposalId, actor)) === undefined) return notFound('proposal', proposalId);
      const data: AskApplicant = {
        proposalId,
        clarificationId: id ?? newId(),
        question,
        ...(due === undefined ? {} : { due: instantOf(due) }),
      };
      return submit<ProposalClarificationAnswer>('AskApplicant', data, at(fund, proposalId));
    },
    answerAsApplicant({ fund, params, body, submit }) {
      const data: AnswerAsApplicant = {
        ...body,
        proposalId: params.proposalId,
        clarificationId: params.clarificationId,
      };
      return submit<ProposalClarificationAnswer>('AnswerAsApplicant', data, at(fund, params.proposalId));
    },
    async listProposalClarifications({ fund, params: { proposalId }, query, actor }) {
      if ((await seen.leadOf(fund, proposalId, actor)) === undefined) return notFound('proposal', proposalId);
      const wanted = { ...query, fund, under: proposalId };
      return answerPage(
        await listStates(parts.pool, proposalClarification, wanted, (id, state) =>
          proposalClarificationAnswer(id.slice(proposalId.length + 1), state),
        ),
      );
    },
  };
}
