import { proposalsRoutes } from '@mdtf/contracts';
import type { Api } from './api.ts';
import { params } from './fund.ts';
import { CALL, P4_REVISED } from './proposals.ts';

/** Until when questions about the call are taken. */
export const QUESTIONS_DUE = '2007-12-21T22:59:59.000Z';

/** Until when applicants may answer what they were asked: the whole of 18 April 2008 in Zurich. */
const CLARIFICATIONS_END = '2008-04-18T21:59:59.000Z';

const onCall = { ...params, callId: CALL };
const ofP4 = { ...params, proposalId: 'P4' };

/** P4's clarification as a parameter of routes. */
export const P4_QUESTION = { ...ofP4, clarificationId: 'P4-support-cost' };

/** A question about the call from whoever thinks of applying. */
export async function askAboutCall(api: Api): Promise<void> {
  await api.send('partner-remit', proposalsRoutes.askAboutCall, {
    params: onCall,
    body: { id: 'private-bodies', question: 'May a private body apply in its own name?' },
  });
}

/** Its answer, for all to read. */
export async function answerAboutCall(api: Api): Promise<void> {
  await api.send('secretariat', proposalsRoutes.answerAboutCall, {
    params: { ...onCall, clarificationId: 'private-bodies' },
    body: { answer: 'Yes, by proposal; it shows its know-how in the sector as every partner does.' },
  });
}

/** What P4's applicant is asked once its waiver is refused. */
export async function askP4(api: Api): Promise<void> {
  await api.send('secretariat', proposalsRoutes.askApplicant, {
    params: ofP4,
    body: {
      id: P4_QUESTION.clarificationId,
      question: 'How will you bring indirect support cost to 7 % of direct cost?',
      due: CLARIFICATIONS_END,
    },
  });
}

/** P4's applicant answers, and brings the revision that it speaks of. */
export async function answerAndReviseP4(api: Api): Promise<void> {
  await api.send('partner-remit', proposalsRoutes.answerAsApplicant, {
    params: P4_QUESTION,
    body: { answer: 'By 21,000.00 less of it, 29,400.00 in all, as the revision of today has it.' },
  });
  await api.send('partner-remit', proposalsRoutes.reviseProposal, {
    params: ofP4,
    body: { content: P4_REVISED },
  });
}
