import { z } from 'zod';
import { id, instant, prose } from '../primitives.ts';

/** Who asks an applicant: the one who asks is not named to it. */
export const askingFor = z.enum(['secretariat', 'committee']);

/** Questions on calls, answered to all, and on proposals, answered by their applicants. */
export const clarificationEvents = {
  CallQuestionAsked: z.object({ callId: id, clarificationId: id, question: prose }),
  CallQuestionAnswered: z.object({
    callId: id,
    clarificationId: id,
    question: prose.describe('As it is published'),
    answer: prose,
  }),
  ProposalQuestionAsked: z.object({
    proposalId: id,
    lead: id.optional().describe('The organisation that is to answer'),
    clarificationId: id,
    askedFor: askingFor,
    question: prose,
    due: instant.nullable().describe('Until when it may be answered'),
  }),
  ProposalQuestionAnswered: z.object({ proposalId: id, clarificationId: id, answer: prose }),
};
