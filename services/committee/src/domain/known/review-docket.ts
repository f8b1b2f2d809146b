import type { Aggregate } from '@mdtf/domain';
import type { ScreeningEvent } from './screening.ts';

/** Reviews that applicants asked for and that are not decided, the oldest first. */
export interface ReviewDocket {
  readonly waiting: readonly AskedReview[];
}

/** One of them; it comes to a session under `itemId`. */
export interface AskedReview {
  readonly itemId: string;
  readonly proposalId: string;
  readonly of: 'exclusion' | 'rejection';
}

type DocketEvent = Exclude<ScreeningEvent, { readonly type: 'ProposalScreened' }>;

/** The id of the one document of its kind in a fund. */
export const THE_DOCKET = 'docket';

/** Reviews that wait at a time at most; the oldest are for the secretariat to put on an agenda beyond. */
export const MAX_WAITING_REVIEWS = 20;

const always = () => THE_DOCKET;

/** The docket of reviews, as known here. */
export const knownReviewDocket: Aggregate<ReviewDocket, DocketEvent> = {
  kind: 'review-docket',
  version: 1,
  concerns: {
    DecisionReviewRequested: always,
    ProposalExcluded: always,
    ProposalNotExcluded: always,
    ProposalRejected: always,
    ProposalReturned: always,
    ProposalApproved: always,
    ProposalWithdrawn: always,
  },
  evolve(state = { waiting: [] }, event, { sequence }) {
    const { proposalId } = event.data;
    if (event.type !== 'DecisionReviewRequested')
      return { waiting: state.waiting.filter((asked) => asked.proposalId !== proposalId) };
    const asked = { itemId: `review-${sequence}`, proposalId, of: event.data.of };
    return { waiting: [...state.waiting, asked].slice(-MAX_WAITING_REVIEWS) };
  },
};
