import type {
  ApprovedAmount,
  Condition,
  DecisionOutcome,
  DecisionSubject,
  DomainEvent,
  Localised,
  ProposalKind,
  Verdict,
} from '@mdtf/domain';
import type { Amendment } from './amendment.ts';
import type { OrganisationEvent, OrganisationKind } from './organisations/organisation-events.ts';
import type { Ballot, Bilingual, Charter, DocumentReference, QuorumRecord, Ruling, Tally } from './shapes.ts';
import type { BySilence, NonObjectionEvent } from './silence/non-objection-events.ts';

type Event<T extends string, D> = DomainEvent<T, Readonly<D>>;

/** What a person may be in a fund. */
export type FundRole =
  | 'secretariat'
  | 'chair'
  | 'seat-holder'
  | 'alternate'
  | 'observer'
  | 'treasurer'
  | 'donor'
  | 'partner'
  | 'reviewer'
  | 'auditor';

/** A role for a person, of an organisation or a seat where the role asks for one. */
export interface Grant {
  readonly grantId: string;
  readonly person: string;
  readonly role: FundRole;
  readonly organisation: string | null;
  readonly seat: string | null;
}

export type FundListed = Event<'FundListed', { fundId: string; title: Bilingual; currency: string }>;

export type FundEstablished = Event<
  'FundEstablished',
  { fundId: string; title: Bilingual; currency: string; timeZone: string; publishes: boolean }
>;
export type CharterAdopted = Event<
  'CharterAdopted',
  { version: number; charter: Charter; decisionId: string | null; document: DocumentReference | null }
>;

export type RoleRequested = Event<'RoleRequested', Grant>;
export type RoleGranted = Event<'RoleGranted', Grant & { requestedBy: string; approvedBy: string }>;
export type RoleRevoked = Event<'RoleRevoked', Grant & { reason: string }>;

export type MemberSeated = Event<
  'MemberSeated',
  {
    seat: string;
    organisation: string;
    organisationName: string;
    kinds?: readonly OrganisationKind[] | undefined;
    /** The last day of its term. */
    until?: string | undefined;
    verdicts?: readonly Verdict[] | undefined;
  }
>;
export type SessionConvened = Event<
  'SessionConvened',
  { sessionId: string; number: number; startsAt: string; place: string; title: string }
>;
export type AttendanceRecorded = Event<
  'AttendanceRecorded',
  { sessionId: string; present: readonly string[] }
>;

export type MinutesApproved = Event<
  'MinutesApproved',
  {
    sessionId: string;
    approvedBy: string;
    remarks: string | null;
    items: readonly { readonly agendaItemId: string; readonly decisionId: string }[];
  }
>;

export type AgendaItemAdded = Event<
  'AgendaItemAdded',
  {
    agendaItemId: string;
    sessionId: string;
    subject: DecisionSubject;
    title: string;
    requested: ApprovedAmount['amount'] | null;
    windowId: string | null;
    split: readonly ApprovedAmount[];
    /** Whose rules are asked: the call's, otherwise the one in force. */
    charterVersion: number;
    verdicts: readonly Verdict[];
    /** Where it was first asked outside a meeting. */
    nonObjectionId?: string | undefined;
    /** Of an amendment: what it would change. */
    amendment?: Amendment | undefined;
    splitBy?: readonly SplitBy[] | undefined;
  }
>;

/** Who stands for a split: the secretariat and the treasurers are two sides. */
export interface SplitBy {
  readonly person: string;
  readonly role: 'secretariat' | 'treasurer';
}

export type SplitPrepared = Event<
  'SplitPrepared',
  {
    agendaItemId: string;
    split: readonly ApprovedAmount[];
    verdicts: readonly Verdict[];
    splitBy: readonly SplitBy[];
  }
>;

/** A treasurer's side of a split, before the seats are asked about it outside a meeting. */
export type SplitProposed = Event<
  'SplitProposed',
  {
    subject: DecisionSubject;
    split: readonly ApprovedAmount[];
    verdicts: readonly Verdict[];
    by: SplitBy;
  }
>;

export type InterestDeclared = Event<
  'InterestDeclared',
  {
    agendaItemId: string;
    seat: string;
    nature: string;
    ruling: Ruling;
    ruledBy: string;
    /** The committee's own ruling, where the chair's was contested. */
    decisionId?: string | undefined;
  }
>;
export type VoteCast = Event<
  'VoteCast',
  { agendaItemId: string; seat: string; ballot: Ballot; reason: string | null }
>;

export type DecisionTaken = Event<
  'DecisionTaken',
  {
    decisionId: string;
    agendaItemId: string | null;
    sessionId: string | null;
    onPaper: DocumentReference | null;
    decidedOn: string;
    subject: DecisionSubject;
    title: string;
    partner: string | null;
    /** Of a proposal: a waiver may be for all of its kind. */
    proposalKind?: ProposalKind | undefined;
    outcome: DecisionOutcome;
    amounts: readonly ApprovedAmount[];
    conditions: readonly Condition[];
    reason: string;
    /** Where nobody wrote the reason: by silence. */
    reasonIn?: Localised | undefined;
    quorum: QuorumRecord | null;
    tally: Tally | null;
    verdicts: readonly Verdict[];
    expires: string | null;
    upTo?: ApprovedAmount['amount'] | undefined;
    bySilence?: BySilence | undefined;
    /** Of a proposal: whose rules bind it. */
    charterVersion?: number | undefined;
    amendment?: Amendment | undefined;
  }
>;

/** Of what became of an amendment: the decision first taken, and whether it no longer holds. */
export interface AmendedDecision {
  readonly root: string;
  readonly of: DecisionSubject;
  readonly revoked: boolean;
}

export type DecisionCarriedOut = Event<
  'DecisionCarriedOut',
  {
    decisionId: string;
    allocationId: string;
    agendaItemId: string | null;
    nonObjectionId?: string | undefined;
    subject: DecisionSubject;
    amended?: AmendedDecision | undefined;
  }
>;
export type DecisionNotCarriedOut = Event<
  'DecisionNotCarriedOut',
  {
    decisionId: string;
    agendaItemId: string | null;
    nonObjectionId?: string | undefined;
    subject: DecisionSubject;
    amended?: AmendedDecision | undefined;
    code: string;
    /** In English. */
    reason: string;
    reasonIn?: Localised | undefined;
    verdicts: readonly Verdict[];
  }
>;

/** Everything the committee's service records. */
export type CommitteeEvent =
  | FundListed
  | FundEstablished
  | CharterAdopted
  | RoleRequested
  | RoleGranted
  | RoleRevoked
  | MemberSeated
  | SessionConvened
  | AttendanceRecorded
  | MinutesApproved
  | AgendaItemAdded
  | SplitPrepared
  | SplitProposed
  | InterestDeclared
  | VoteCast
  | DecisionTaken
  | DecisionCarriedOut
  | DecisionNotCarriedOut
  | NonObjectionEvent
  | OrganisationEvent;
