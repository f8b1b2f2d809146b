import type { Aggregate } from '@mdtf/domain';

type Of<T extends string, D = unknown> = {
  readonly type: T;
  readonly data: { readonly proposalId: string } & D;
};

/** Of the proposals' events: what the secretariat found at screening, and what became of it. */
export type ScreeningEvent =
  | Of<'ProposalScreened', { readonly eligible: boolean }>
  | Of<'ProposalExcluded', { readonly final: boolean; readonly stage: 'concept-note' | 'full' }>
  | Of<'ProposalNotExcluded'>
  | Of<'ProposalRejected', { readonly final?: boolean | undefined }>
  | Of<'ProposalReturned'>
  | Of<'ProposalApproved'>
  | Of<'ProposalWithdrawn'>
  | Of<'DecisionReviewRequested', { readonly of: 'exclusion' | 'rejection' }>;

/** Where a proposal stands between the secretariat's screening and the committee's word on it. */
export interface KnownScreening {
  /** The secretariat recommends its exclusion. */
  readonly ineligible: boolean;
  /** What the committee decided against it, and is not undone. */
  readonly against: 'exclusion' | 'rejection' | null;
  /** At which stage it was excluded; null where it is not. */
  readonly excludedAt: 'concept-note' | 'full' | null;
  /** The applicant has asked for a review that is not decided yet. */
  readonly reviewAsked: boolean;
  /** Decided after a review: nothing more is decided on it. */
  readonly final: boolean;
}

const byId = ({ proposalId }: { readonly proposalId: string }): string => proposalId;
const UNSCREENED: KnownScreening = {
  ineligible: false,
  against: null,
  excludedAt: null,
  reviewAsked: false,
  final: false,
};

/** Screenings as known here, one document for each proposal. */
export const knownScreening: Aggregate<KnownScreening, ScreeningEvent> = {
  kind: 'screening',
  version: 2,
  concerns: {
    ProposalScreened: byId,
    ProposalExcluded: byId,
    ProposalNotExcluded: byId,
    ProposalRejected: byId,
    ProposalReturned: byId,
    ProposalApproved: byId,
    ProposalWithdrawn: byId,
    DecisionReviewRequested: byId,
  },
  evolve(state = UNSCREENED, event) {
    switch (event.type) {
      case 'ProposalScreened':
        return { ...state, ineligible: !event.data.eligible };
      case 'ProposalExcluded': {
        const { final, stage: excludedAt } = event.data;
        return { ...state, against: 'exclusion', excludedAt, reviewAsked: false, final };
      }
      case 'ProposalRejected': {
        const final = event.data.final === true;
        return { ...state, against: 'rejection', excludedAt: null, reviewAsked: false, final };
      }
      case 'ProposalNotExcluded':
        return { ...state, ineligible: false, against: null, excludedAt: null, reviewAsked: false };
      case 'ProposalReturned':
      case 'ProposalApproved':
      case 'ProposalWithdrawn':
        return { ...state, against: null, excludedAt: null, reviewAsked: false };
      case 'DecisionReviewRequested':
        return { ...state, reviewAsked: true };
    }
  },
};
