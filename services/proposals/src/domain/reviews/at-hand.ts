import { ifNamed, type Needs, notFound, type Rejection, type Slice } from '@mdtf/domain';
import { call } from '../calls/call.ts';
import { type Proposal, type ProposalStatus, proposal } from '../proposal.ts';
import { conflict, refused } from '../refusals.ts';
import { STATUS_IN_FRENCH } from '../status-words.ts';
import type { ReviewCriteria } from './criteria.ts';
import { type Panel, panel } from './panel.ts';
import { type Review, type ReviewAnswer, review, reviewAnswer, reviewDocument } from './review.ts';
import { reviewDeadline } from './review-deadline.ts';
import { reviewer } from './reviewer.ts';

/** A proposal that may be reviewed, with the criteria of its call. */
export interface Reviewable {
  readonly proposal: Proposal;
  readonly callId: string;
  readonly criteria: ReviewCriteria;
}

/** Where the committee has not decided yet, and the applicant has nothing to write. */
export const UNDER_REVIEW: readonly ProposalStatus[] = ['submitted', 'deferred'];

/** The documents of a proposal with its call and its panel. */
export function needsOfReviewable(proposalId: string, slice: Slice | undefined): Needs {
  const callId = callOf(proposalId, slice);
  return {
    own: [
      { kind: proposal.kind, id: proposalId },
      { kind: panel.kind, id: proposalId },
      ...(callId === undefined
        ? []
        : [
            { kind: call.kind, id: callId },
            { kind: reviewDeadline.kind, id: callId },
          ]),
    ],
  };
}

/** The call of a proposal, as far as it is loaded. */
export function callOf(proposalId: string, slice: Slice | undefined): string | undefined {
  return ifNamed(() => slice?.get(proposal, proposalId)?.callId) ?? undefined;
}

/** A full proposal that is not decided, under a call that asks for reviews; or why it is none. */
export function reviewableAt(proposalId: string, slice: Slice): Reviewable | Rejection {
  const state = slice.get(proposal, proposalId);
  if (state === undefined) return notFound('proposal', proposalId);
  const { callId, status, stage } = state;
  const criteria = callId === null ? undefined : slice.get(call, callId)?.criteria;
  if (callId === null || criteria === undefined)
    return refused(
      'no-reviews-asked',
      { en: 'No reviews are asked for', fr: 'Aucune évaluation n’est demandée' },
      {
        en: `${proposalId} belongs to no call that was opened with criteria for reviews.`,
        fr: `${proposalId} ne relève d’aucun appel ouvert avec des critères d’évaluation.`,
      },
    );
  if (stage !== 'full' || !UNDER_REVIEW.includes(status))
    return conflict(
      'not-under-review',
      { en: 'Not under review', fr: 'Pas en cours d’évaluation' },
      {
        en: `${proposalId} is ${status}; reviews are of full proposals that the committee has not decided on.`,
        fr: `${proposalId} est ${STATUS_IN_FRENCH[status]} ; on évalue des propositions complètes sur lesquelles le comité n’a pas statué.`,
      },
    );
  return { proposal: state, callId, criteria };
}

/** A review and all that a change of it touches. */
export function needsOfReview(
  { proposalId, reviewId }: Pick<Review, 'proposalId' | 'reviewId'>,
  slice: Slice | undefined,
): Needs {
  const id = reviewDocument({ proposalId, reviewId });
  const person = slice?.get(review, id)?.reviewer;
  return {
    own: [
      { kind: review.kind, id },
      ...(needsOfReviewable(proposalId, slice).own ?? []),
      ...(person === undefined ? [] : [{ kind: reviewer.kind, id: person }]),
    ],
  };
}

/** Documents named in several ways, together. */
export function together(...all: readonly Needs[]): Needs {
  return {
    own: all.flatMap(({ own = [] }) => own),
    facts: all.flatMap(({ facts = [] }) => facts),
    platform: all.flatMap(({ platform = [] }) => platform),
  };
}

/** A review, or that there is none. */
export function reviewAt(named: Pick<Review, 'proposalId' | 'reviewId'>, slice: Slice): Review | Rejection {
  return slice.get(review, reviewDocument(named)) ?? notFound('review', named.reviewId);
}

/** A review as a command answers it, with the date that holds for it. */
export function answerAt(state: Review, slice: Slice): ReviewAnswer {
  return reviewAnswer(state, slice.get(reviewDeadline, state.callId));
}

/** The panel of a proposal; empty before the first assignment. */
export function panelAt(proposalId: string, slice: Slice): Pick<Panel, 'members'> {
  return slice.get(panel, proposalId) ?? { members: [] };
}
