import type { DomainEvent, Instant, Localised } from '@mdtf/domain';
import type { Stage } from '../events.ts';

export type ProposalExcluded = DomainEvent<
  'ProposalExcluded',
  {
    readonly proposalId: string;
    readonly decisionId: string;
    readonly stage: Stage;
    /** The committee's. */
    readonly reason: string;
    /** Where nobody wrote the reason: by silence. */
    readonly reasonIn?: Localised | undefined;
    /** The secretariat's, on which it was decided. */
    readonly reasons: string | null;
    /** True where it was decided after a review. */
    readonly final: boolean;
    readonly reviewUntil: Instant | null;
    /** Of the proposal. */
    readonly lead?: string | undefined;
  }
>;

export type ProposalNotExcluded = DomainEvent<
  'ProposalNotExcluded',
  {
    readonly proposalId: string;
    readonly decisionId: string;
    readonly stage: Stage;
    readonly reason: string;
    /** Where nobody wrote the reason: by silence. */
    readonly reasonIn?: Localised | undefined;
  }
>;

export type DecisionReviewRequested = DomainEvent<
  'DecisionReviewRequested',
  {
    readonly proposalId: string;
    readonly of: 'exclusion' | 'rejection';
    readonly decisionId: string;
    readonly grounds: string;
  }
>;

/** What is recorded of exclusions at screening, and of the reviews that applicants ask for. */
export type ExclusionEvent = ProposalExcluded | ProposalNotExcluded | DecisionReviewRequested;
