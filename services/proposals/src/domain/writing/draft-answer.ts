import { budgetSums } from './budget-sums.ts';
import type { ProposalContent } from './content.ts';

/** A draft that was never submitted. */
export function draftAnswer(proposalId: string, content: ProposalContent) {
  return {
    ...draftLine(proposalId, content),
    content,
    draft: content,
    budget: budgetSums(content),
    verdicts: [],
  };
}

/** A draft as a line of a list, without its text. */
export function draftLine(proposalId: string, { financing }: ProposalContent) {
  return {
    proposalId,
    status: 'draft' as const,
    revision: 0,
    requested: financing !== undefined && /[1-9]/.test(financing.fund.amount) ? financing.fund : null,
    screening: null,
    decision: null,
    allocationId: null,
    submittedAt: null,
  };
}
