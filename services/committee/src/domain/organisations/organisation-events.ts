import type { DomainEvent, FlagLevel, LocalDate, OrganisationType, RiskRating } from '@mdtf/domain';
import type { DocumentReference } from '../shapes.ts';

type Event<T extends string, D> = DomainEvent<T, Readonly<D>>;

export type OrganisationKind = 'donor' | 'partner' | 'stakeholder' | 'administering-bank';

/** How a public register names an organisation: the register's code as org-id.guide has it, and the id within it. */
export interface Identifier {
  readonly scheme: string;
  readonly id: string;
}

/** An organisation used by all funds. */
export interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly kinds: readonly OrganisationKind[];
  readonly country?: string | undefined;
  readonly type?: OrganisationType | undefined;
  readonly knowHow?: string | undefined;
  readonly identifiers?: readonly Identifier[] | undefined;
}

/** A question of a due diligence with its answer and what shows it. */
export interface AnsweredQuestion {
  readonly question: string;
  readonly answer: string;
  readonly evidence: readonly DocumentReference[];
}

/** What a due diligence found, and from which day to which it holds, both included. */
export interface Findings {
  readonly questions: readonly AnsweredQuestion[];
  readonly rating: RiskRating;
  readonly validFrom: LocalDate;
  readonly validUntil: LocalDate;
}

export type OrganisationRegistered = Event<'OrganisationRegistered', Organisation>;
export type OrganisationCorrected = Event<
  'OrganisationCorrected',
  { organisation: Organisation; before: Organisation; reason: string }
>;
export type DueDiligenceRecorded = Event<
  'DueDiligenceRecorded',
  Findings & { recordId: string; organisation: string }
>;
export type DueDiligenceConfirmed = Event<
  'DueDiligenceConfirmed',
  Omit<Findings, 'questions'> & { recordId: string; organisation: string; role: string }
>;
export type OrganisationFlagged = Event<
  'OrganisationFlagged',
  {
    flagId: string;
    organisation: string;
    level: FlagLevel;
    reason: string;
    evidence: readonly DocumentReference[];
    until: LocalDate | null;
    role: string;
  }
>;
export type FlagLifted = Event<
  'FlagLifted',
  { flagId: string; organisation: string; reason: string; role: string }
>;

/** What is recorded of organisations: the first two in the platform's log, the others in a fund's. */
export type OrganisationEvent =
  | OrganisationRegistered
  | OrganisationCorrected
  | DueDiligenceRecorded
  | DueDiligenceConfirmed
  | OrganisationFlagged
  | FlagLifted;
