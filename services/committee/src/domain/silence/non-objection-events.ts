import type {
  ApprovedAmount,
  Condition,
  DecisionSubject,
  DomainEvent,
  Instant,
  LocalDate,
  Money,
  ProposalKind,
  Verdict,
} from '@mdtf/domain';
import type { Amendment } from '../amendment.ts';
import type { SplitBy } from '../events.ts';
import type { Charter, QuorumRecord } from '../shapes.ts';
import type { Silence } from '../sitting-verdicts.ts';

type Event<T extends string, D> = DomainEvent<T, Readonly<D>>;

/** A voting seat as it was when the seats were asked; a vacant one has no organisation. */
export interface AskedSeat {
  readonly seat: string;
  readonly constituency: string;
  readonly organisation: string | null;
}

/** A seat left out for its interest. */
export interface Recusal {
  readonly seat: string;
  readonly nature: string;
}

export type NoticeOutcome = 'delivered' | 'bounced';

/** How silence came to a decision. */
export interface BySilence {
  readonly nonObjectionId: string;
  readonly openedAt: Instant;
  readonly dueAt: Instant;
  readonly agreed: number;
  readonly silent: number;
  readonly notDelivered: readonly string[];
}

export type NonObjectionOpened = Event<
  'NonObjectionOpened',
  {
    nonObjectionId: string;
    decisionId: string;
    subject: DecisionSubject;
    title: string;
    partner: string | null;
    /** Of a proposal: a waiver may be for all of its kind. */
    proposalKind?: ProposalKind | undefined;
    requested: Money | null;
    windowId: string | null;
    split: readonly ApprovedAmount[];
    /** Who prepared the split: whoever asks, and a treasurer who has said the same. */
    splitBy?: readonly SplitBy[] | undefined;
    conditions: readonly Condition[];
    reason: string;
    expires: LocalDate | null;
    upTo?: Money | undefined;
    charterVersion: number;
    /** The version in force: its seats, quorum and calendar hold to the end. */
    heldUnder: number;
    verdicts: readonly Verdict[];
    workingDays: number;
    /** Of an amendment: what silence would change. */
    amendment?: Amendment | undefined;
    timeZone: string;
    dueAt: Instant;
    entitled: readonly AskedSeat[];
    recused: readonly Recusal[];
    /** Interests ruled a disclosure: the seat stays. */
    disclosed?: readonly Recusal[] | undefined;
    quorum: Charter['quorum'];
    /** Of the charter in force: the rules of a sitting, which silence is judged by; absent in older ones. */
    sittingRules?: Silence['rules'] | undefined;
  }
>;
export type NoticesRecorded = Event<
  'NoticesRecorded',
  {
    nonObjectionId: string;
    notices: readonly {
      readonly seat: string;
      readonly outcome: NoticeOutcome;
      readonly evidence: string | null;
    }[];
    dueAt: Instant;
  }
>;
export type OutageRecorded = Event<
  'OutageRecorded',
  { nonObjectionId: string; from: Instant; until: Instant; reason: string; dueAt: Instant }
>;
export type RecusedFromNonObjection = Event<
  'RecusedFromNonObjection',
  { nonObjectionId: string; seat: string; nature: string; ruledBy: string }
>;
export type NoObjectionDeclared = Event<
  'NoObjectionDeclared',
  { nonObjectionId: string; seat: string; note: string | null }
>;
export type ObjectionRaised = Event<
  'ObjectionRaised',
  { nonObjectionId: string; seat: string; reason: string }
>;
export type NonObjectionLapsed = Event<
  'NonObjectionLapsed',
  { nonObjectionId: string; dueAt: Instant; quorum: QuorumRecord }
>;
export type NonObjectionClosed = Event<
  'NonObjectionClosed',
  { nonObjectionId: string; subject: DecisionSubject; reason: string }
>;

/** What is recorded of decisions by silence, besides the decisions. */
export type NonObjectionEvent =
  | NonObjectionOpened
  | NoticesRecorded
  | OutageRecorded
  | RecusedFromNonObjection
  | NoObjectionDeclared
  | ObjectionRaised
  | NonObjectionLapsed
  | NonObjectionClosed;
