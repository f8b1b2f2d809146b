import type {
  ApprovedAmount,
  Condition,
  DecisionSubject,
  LocalDate,
  Localised,
  Money,
  ProposalKind,
  Verdict,
} from '@mdtf/domain';
import type { AllocationAmended, AllocationReleased } from './amended-events.ts';
import type { BudgetMoved } from './budget-moved-event.ts';
import type { InKindDelivered, InKindRecorded } from './in-kind-events.ts';

/** none: pooled; preference: pooled, the wish is recorded; hard: a pot of its own, for one window. */
export interface Earmark {
  readonly kind: 'none' | 'preference' | 'hard';
  readonly windowId?: string | undefined;
  readonly note?: string | undefined;
}

/** The fund's own sums after an entry; `internal` parts are the administering bank's own resources. */
export interface TotalsAfter {
  readonly agreed: Money;
  readonly agreedInternal: Money;
  readonly deposited: Money;
  readonly depositedInternal: Money;
  readonly allocated: Money;
  readonly allocatedInternal: Money;
}

/** A part of an amount, from or to one pot. */
export interface PotAmount {
  readonly pot: string;
  readonly amount: Money;
}

/** A part of a contribution, and when it should come. */
export interface Instalment {
  readonly due: LocalDate;
  readonly amount: Money;
}

/** What is pledged or agreed with a donor. */
export interface ContributionTerms {
  readonly contributionId: string;
  readonly donor: string;
  readonly donorName: string;
  readonly amount: Money;
  readonly internal: boolean;
  readonly earmark: Earmark;
  readonly pot: string;
  readonly feePercent: string;
  readonly oda: boolean | null;
  readonly schedule: readonly Instalment[];
  readonly year: number | null;
}

/** What had been pledged, and when. */
export interface Pledge {
  readonly amount: Money;
  readonly on: LocalDate;
}

interface Judged {
  readonly totals: TotalsAfter;
  readonly verdicts: readonly Verdict[];
}

export type LedgerLine =
  | 'fund-interest'
  | 'partner-interest'
  | 'administration-fee'
  | 'direct-cost'
  | 'bank-charge'
  | 'funding-outside-the-data';

interface Event<T extends string, D> {
  readonly type: T;
  readonly data: Readonly<D>;
}

export type ContributionPledged = Event<'ContributionPledged', ContributionTerms & Judged>;

export type ContributionAgreed = Event<
  'ContributionAgreed',
  ContributionTerms & { pledged: Pledge | null; signedOn: LocalDate } & Judged
>;

export type DepositReceived = Event<
  'DepositReceived',
  {
    depositId: string;
    contributionId: string;
    donor: string;
    pot: string;
    internal: boolean;
    gross: Money;
    fee: Money;
    net: Money;
    receivedOn: LocalDate;
    reference: string;
  } & Judged
>;

export type LedgerLineRecorded = Event<
  'LedgerLineRecorded',
  {
    entryId: string;
    line: LedgerLine;
    pot: string;
    amount: Money;
    uncovered: Money;
    bookedOn: LocalDate;
    note: string;
    mandateId: string | null;
  }
>;

export type AllocationMade = Event<
  'AllocationMade',
  {
    allocationId: string;
    decisionId: string;
    subject: DecisionSubject;
    title: string;
    partner: string;
    amounts: readonly ApprovedAmount[];
    total: Money;
    conditions: readonly Condition[];
    /** Whose rules bind it; absent: those in force. */
    charterVersion?: number | undefined;
    /** A waiver may be for all of its kind. */
    proposalKind?: ProposalKind | undefined;
    /** The allocation of the same proposal that this one adds to. */
    topsUp?: string | undefined;
  } & Judged
>;

export type AllocationRefused = Event<
  'AllocationRefused',
  {
    decisionId: string;
    subject: DecisionSubject;
    code: string;
    /** In English. */
    reason: string;
    reasonIn?: Localised | undefined;
    shortfalls: readonly Shortfall[];
    verdicts: readonly Verdict[];
  }
>;

/** What a pot was asked for and could not give. */
export interface Shortfall {
  readonly pot: string;
  readonly asked: Money;
  readonly available: Money;
}

export type MandateOffered = Event<
  'MandateOffered',
  {
    mandateId: string;
    allocationId: string;
    proposalId: string;
    partner: string;
    objectives: string;
    tasks: string;
    expectedResults: string;
    amount: Money;
    parts: readonly PotAmount[];
    startDate: LocalDate;
    endDate: LocalDate;
  }
>;

export type MandateAccepted = Event<
  'MandateAccepted',
  { mandateId: string; proposalId: string; partner: string; acceptedBy: string }
>;

/** A later end without more money. */
export type MandateExtended = Event<
  'MandateExtended',
  {
    mandateId: string;
    proposalId: string;
    partner: string;
    startDate: LocalDate;
    before: LocalDate;
    endDate: LocalDate;
    askedOn: LocalDate;
    reason: string;
    verdicts: readonly Verdict[];
  }
>;

export type ConditionMet = Event<
  'ConditionMet',
  { allocationId: string; conditionId: string; evidence: string; metOn: LocalDate }
>;

export type TrancheRequested = Event<
  'TrancheRequested',
  {
    mandateId: string;
    trancheId: string;
    amount: Money;
    purpose: string;
    /** To prepare the project, before its mandate is accepted; absent: no. */
    advance?: boolean | undefined;
    requestedBy: string;
  }
>;

export type TrancheApproved = Event<
  'TrancheApproved',
  {
    mandateId: string;
    trancheId: string;
    amount: Money;
    /** Of a preparation advance: the proposal it prepares. */
    advanceFor?: string | undefined;
    approvedBy: string;
    verdicts: readonly Verdict[];
  }
>;

export type TrancheDisbursed = Event<
  'TrancheDisbursed',
  {
    mandateId: string;
    trancheId: string;
    allocationId: string;
    proposalId: string;
    partner: string;
    amount: Money;
    parts: readonly PotAmount[];
    valueDate: LocalDate;
    reference: string;
    verdicts: readonly Verdict[];
  }
>;

export type RefundReceived = Event<
  'RefundReceived',
  {
    mandateId: string;
    refundId: string;
    allocationId: string;
    proposalId: string;
    partner: string;
    amount: Money;
    parts: readonly PotAmount[];
    receivedOn: LocalDate;
    reason: string;
    reference: string;
  }
>;

/** Every fact that this service records. */
export type AllocationEvent =
  | ContributionPledged
  | ContributionAgreed
  | DepositReceived
  | InKindRecorded
  | InKindDelivered
  | LedgerLineRecorded
  | AllocationMade
  | AllocationRefused
  | AllocationAmended
  | AllocationReleased
  | MandateOffered
  | MandateAccepted
  | MandateExtended
  | BudgetMoved
  | ConditionMet
  | TrancheRequested
  | TrancheApproved
  | TrancheDisbursed
  | RefundReceived;
