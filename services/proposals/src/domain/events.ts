import type { ApprovedAmount, Instant, LocalDate, Localised, Money, Verdict } from '@mdtf/domain';
import type { EligibilityAnswer } from '@mdtf/rules';
import type { ReviewPeriod } from './calls/by-calendar.ts';
import type { CallExtended } from './calls/extension-events.ts';
import type { ClarificationEvent } from './clarifications/clarification-events.ts';
import type { DocumentAttached, DocumentRemoved } from './documents/document-events.ts';
import type { ExclusionEvent } from './exclusion/exclusion-events.ts';
import type { HubEvent } from './hub/hub-events.ts';
import type { ReviewCriteria } from './reviews/criteria.ts';
import type { ReviewEvent, ReviewsExtended } from './reviews/events.ts';
import type { CodeList } from './writing/code-list.ts';
import type { DocumentReference, ProposalContent } from './writing/content.ts';
import type { CallForm } from './writing/form.ts';

/** The two stages of a request, each with its own deadline. */
export type Stage = 'concept-note' | 'full';

/** A recommendation of the Forum, as kept in the fund's register. */
export interface Recommendation {
  readonly recommendationId: string;
  readonly meeting: string;
  readonly date: LocalDate;
  readonly session: string;
  readonly text: Localised;
}

/** The fund's own request to the bank's facility. */
export interface FacilityRequest {
  readonly stage: FacilityStage;
  readonly totalSought: Money;
  /** Of the total: the bank's internal resources. */
  readonly internal: Money;
  readonly donors: readonly { readonly donor: string; readonly amount: Money; readonly confirmed: boolean }[];
  readonly facilityPartners: readonly string[];
  readonly substantiveBasis: string;
  readonly governance?: string | undefined;
  readonly evaluation?: string | undefined;
  /** The facility's checklist. */
  readonly eligibility?: readonly EligibilityAnswer[] | undefined;
  readonly documents: readonly DocumentReference[];
}

export type FacilityStage = 'preliminary' | 'formal';

interface Event<T extends string, D> {
  readonly type: T;
  readonly data: Readonly<D>;
}

interface Decided {
  readonly proposalId: string;
  readonly decisionId: string;
  readonly reason: string;
  readonly reasonIn?: Localised | undefined;
}

export type RecommendationRecorded = Event<'RecommendationRecorded', Recommendation>;

export type FacilityRequestSubmitted = Event<
  'FacilityRequestSubmitted',
  FacilityRequest & { revision: number; verdicts: readonly Verdict[] }
>;

export type FacilityRequestEndorsed = Event<
  'FacilityRequestEndorsed',
  { stage: FacilityStage; revision: number; decisionId: string }
>;

export type CallOpened = Event<
  'CallOpened',
  {
    callId: string;
    windowId: string | null;
    title: string;
    source: string | null;
    year: number;
    planned: Money | null;
    opensAt: Instant;
    conceptNotesDue: Instant | null;
    fullProposalsDue: Instant | null;
    questionsDue?: Instant | null | undefined;
    reviewPeriod?: ReviewPeriod | undefined;
    charterVersion: number;
    /** Absent in calls opened before forms were kept. */
    form?: CallForm | undefined;
    /** Absent: no reviews are asked for. */
    criteria?: ReviewCriteria | undefined;
  }
>;

export type CallStageClosed = Event<'CallStageClosed', { callId: string; stage: Stage }>;

export type ConceptNoteSubmitted = Event<
  'ConceptNoteSubmitted',
  { proposalId: string; revision: number; content: ProposalContent; verdicts: readonly Verdict[] }
>;

export type ProposalScreened = Event<
  'ProposalScreened',
  { proposalId: string; stage: Stage; eligible: boolean; reasons: string }
>;

export type ProposalInvited = Event<'ProposalInvited', { proposalId: string; note: string | null }>;

export type FullProposalSubmitted = Event<
  'FullProposalSubmitted',
  {
    proposalId: string;
    revision: number;
    content: ProposalContent;
    requested: Money;
    bankPart: Money;
    verdicts: readonly Verdict[];
  }
>;

export type ProposalApproved = Event<
  'ProposalApproved',
  Decided & { amounts: readonly ApprovedAmount[]; approved: Money; revisionNeeded: boolean }
>;

export type ProposalReturned = Event<'ProposalReturned', Decided>;
export type ProposalRejected = Event<
  'ProposalRejected',
  Decided & {
    final?: boolean | undefined;
    reviewUntil?: Instant | null | undefined;
    lead?: string | undefined;
  }
>;
export type ProposalDeferred = Event<'ProposalDeferred', Decided>;
export type ProposalWithdrawn = Event<'ProposalWithdrawn', { proposalId: string; reason: string }>;

export type ProposalFunded = Event<
  'ProposalFunded',
  { proposalId: string; allocationId: string; decisionId: string }
>;

export type ProposalNotFunded = Event<
  'ProposalNotFunded',
  {
    proposalId: string;
    decisionId: string;
    /** In English. */
    reason: string;
    reasonIn?: Localised | undefined;
  }
>;

export type CodeListRecorded = Event<'CodeListRecorded', CodeList>;

export type WaiverRecorded = Event<
  'WaiverRecorded',
  {
    /** With the scope `kind`: the kind of proposal. */
    proposalId: string;
    rule: string;
    decisionId: string;
    expires: LocalDate | null;
    scope?: 'kind' | undefined;
    upTo?: Money | undefined;
  }
>;

/** Every fact that this service records. */
export type ProposalsEvent =
  | RecommendationRecorded
  | FacilityRequestSubmitted
  | FacilityRequestEndorsed
  | CallOpened
  | CallExtended
  | CallStageClosed
  | ConceptNoteSubmitted
  | ProposalScreened
  | ProposalInvited
  | FullProposalSubmitted
  | ProposalApproved
  | ProposalReturned
  | ProposalRejected
  | ProposalDeferred
  | ProposalWithdrawn
  | ProposalFunded
  | ProposalNotFunded
  | CodeListRecorded
  | WaiverRecorded
  | ReviewEvent
  | ReviewsExtended
  | HubEvent
  | DocumentAttached
  | ExclusionEvent
  | ClarificationEvent
  | DocumentRemoved;
