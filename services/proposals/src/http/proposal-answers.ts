import { decisionAnswer, proposalAnswer } from '../domain/answer.ts';
import type { Proposal } from '../domain/proposal.ts';
import { draftAnswer, draftLine } from '../domain/writing/draft-answer.ts';
import type { Found, Listed } from '../queries/proposals.ts';
import type { Viewer } from '../queries/viewer.ts';

/** A proposal as a viewer sees it: what was submitted, and the draft where it is its own. */
export function foundAnswer(proposalId: string, { submitted, draft }: Found, viewer: Viewer) {
  if (submitted !== undefined) {
    const { state, newest } = submitted;
    const answer = proposalAnswer(proposalId, state, newest);
    const screening = viewer.seesScreening(state.lead) ? answer.screening : null;
    return { ...answer, screening, draft: draft?.content ?? null };
  }
  if (draft === undefined) throw new TypeError('What is found is submitted or a draft');
  return draftAnswer(proposalId, draft.content);
}

/** A proposal as a line of a list. */
export function listedAnswer(listed: Listed, viewer: Viewer) {
  const { proposalId } = listed;
  if ('draft' in listed) {
    const { title, lead } = listed.draft;
    return { ...draftLine(proposalId, listed.draft), title, lead };
  }
  const { state } = listed;
  const { status, revision, requested, submittedAt, title, lead } = state;
  const screening = viewer.seesScreening(lead) ? state.screening : null;
  const decision = decisionAnswer(state);
  const allocationId = allocationOf(state);
  return {
    proposalId,
    status,
    revision,
    requested,
    screening,
    decision,
    allocationId,
    submittedAt,
    title,
    lead,
  };
}

function allocationOf({ money }: Proposal): string | null {
  return money?.allocationId ?? null;
}
