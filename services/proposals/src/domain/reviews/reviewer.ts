import type { Aggregate } from '@mdtf/domain';
import type { ReviewStatus } from '@mdtf/rules';
import type { ReviewEvent } from './events.ts';
import { statusAfter } from './panel.ts';

/** What one person reviews or was asked to; the document's id is the person. */
export interface Reviewer {
  readonly proposals: { readonly [proposalId: string]: ReviewStatus };
}

/** Proposals that one person may be asked to review in a fund, ever. */
export const MAX_PROPOSALS_OF_REVIEWER = 1_000;

const byPerson = ({ reviewer }: { readonly reviewer: string }): string => reviewer;

/** Reviewers, one document per person. */
export const reviewer: Aggregate<Reviewer, ReviewEvent> = {
  kind: 'reviewer',
  version: 1,
  concerns: {
    ReviewerAssigned: byPerson,
    ReviewerStatementSigned: byPerson,
    ReviewCompleted: byPerson,
    ReviewReopened: byPerson,
    ReviewEnded: byPerson,
  },
  evolve: (state, event) => ({
    proposals: { ...state?.proposals, [event.data.proposalId]: statusAfter(event) },
  }),
};
