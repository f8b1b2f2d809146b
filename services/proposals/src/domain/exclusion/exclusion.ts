import { accept, type CommandHandler, type Localised, type Slice } from '@mdtf/domain';
import { type Proposal, type ProposalStatus, proposal } from '../proposal.ts';
import { type DecisionReview, decisionReview } from './decision-review.ts';
import type { ProposalExcluded, ProposalNotExcluded } from './exclusion-events.ts';
import { needsOfReviewTerm, reviewUntil } from './review-term.ts';

// Commands

/** What the committee decided on a list of proposals that the secretariat found ineligible. */
export interface NoteExclusion {
  readonly proposals: readonly string[];
  readonly decisionId: string;
  readonly outcome: 'approved' | 'returned' | 'rejected' | 'deferred';
  readonly reason: string;
  /** Where nobody wrote the reason: by silence. */
  readonly reasonIn?: Localised | undefined;
}

type Noted = ProposalExcluded | ProposalNotExcluded;

/** Where a proposal that the secretariat recommends to exclude still waits for the committee. */
const BEFORE_THE_COMMITTEE: readonly ProposalStatus[] = ['screened-ineligible', 'submitted', 'deferred'];

// Decide

/**
 * Notes of each proposal on the list that the committee excluded it, or did not; told again it changes nothing. One that
 * was withdrawn, or found eligible meanwhile, stays as it is.
 */
export const noteExclusion: CommandHandler<NoteExclusion, Noted, null> = {
  needs({ proposals }, slice) {
    const terms = proposals.map((proposalId) => needsOfReviewTerm(proposalId, slice));
    return {
      own: [
        ...terms.flatMap(({ own }) => own),
        ...proposals.map((id) => ({ kind: decisionReview.kind, id })),
      ],
      facts: terms.flatMap(({ facts }) => facts),
    };
  },
  decide({ proposals, decisionId, outcome, reason, reasonIn }, slice, { time }) {
    if (outcome !== 'approved' && outcome !== 'rejected') return accept([], null);
    const why = { reason, ...(reasonIn === undefined ? {} : { reasonIn }) };
    const events = proposals.flatMap((proposalId): readonly Noted[] => {
      const state = slice.get(proposal, proposalId);
      const review = slice.get(decisionReview, proposalId);
      if (state === undefined || !awaits(state, review)) return [];
      const common = { proposalId, decisionId, stage: state.stage, ...why };
      if (outcome === 'rejected') return [{ type: 'ProposalNotExcluded', data: common }];
      return [excluded(common, { state, review, slice, time })];
    });
    return accept(events, null);
  },
};

/** True while the committee has not said, or an applicant has asked that it say again. */
function awaits({ status, screening }: Proposal, review: DecisionReview | undefined): boolean {
  if (status === 'excluded') return review?.requested != null && review.outcome === null;
  return BEFORE_THE_COMMITTEE.includes(status) && screening?.eligible === false;
}

function excluded(
  common: Pick<ProposalExcluded['data'], 'proposalId' | 'decisionId' | 'stage' | 'reason' | 'reasonIn'>,
  {
    state,
    review,
    slice,
    time,
  }: {
    readonly state: Proposal;
    readonly review: DecisionReview | undefined;
    readonly slice: Slice;
    readonly time: string;
  },
): ProposalExcluded {
  // One review for each proposal, whatever it was of.
  const final = review?.requested != null;
  const until = final ? null : reviewUntil(state, slice, time);
  const reasons = state.screening?.reasons ?? null;
  return {
    type: 'ProposalExcluded',
    data: { ...common, reasons, final, reviewUntil: until, lead: state.lead },
  };
}
