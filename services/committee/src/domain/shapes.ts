import type { DecisionSubject, DueDiligenceTerms, Money, Place, PublicPart, Severity } from '@mdtf/domain';
import type { OwnRule, RuleId } from '@mdtf/rules';

/** The same text in the fund's two languages. */
export interface Bilingual {
  readonly en: string;
  readonly fr: string;
}

/** A document referred to from a record. */
export interface DocumentReference {
  readonly reference: string;
  readonly date?: string | undefined;
  readonly sha256?: string | undefined;
}

/** A part of the fund with its own purpose. */
export interface Window {
  readonly id: string;
  readonly title: Bilingual;
  readonly actsForForum: boolean;
  readonly ceiling?: Money | undefined;
  readonly alwaysOpen: boolean;
  readonly objectives: readonly string[];
}

/** A seat as the charter has it, whoever holds it. */
export interface CharterSeat {
  readonly id: string;
  readonly constituency: string;
  readonly title: Bilingual;
  readonly voting: boolean;
  /** What its vote counts; absent: 1. A seat counts once in a quorum. */
  readonly weight?: number | undefined;
}

type Named = { readonly id: string; readonly title: Bilingual };
/** A fund's own parameters and severities; what is left out keeps the catalogue's default. */
export interface RuleSetting {
  readonly parameters?: { readonly [name: string]: string | number } | undefined;
  readonly severities?: { readonly [P in Place]?: Severity } | undefined;
}

/** What a fund sets of each rule of the catalogue, and the rules of its own. */
export type RuleSettings = { readonly [R in RuleId]?: RuleSetting | undefined } & {
  readonly own?: readonly OwnRule[] | undefined;
};

/** A milestone that falls on the same day in every year. */
export interface CharterTemplateDay {
  readonly milestone:
    | 'questions-due'
    | 'concept-notes-due'
    | 'full-proposals-due'
    | 'reviews-begin'
    | 'reviews-end';
  readonly month: number;
  readonly day: number;
  readonly yearsLater: number;
  readonly ifNoWorkingDay: 'stay' | 'before' | 'after';
}

/** Consensus, otherwise a share of the votes cast; or that share at once. */
export interface DecisionMethod {
  readonly first: 'consensus' | 'majority' | 'two-thirds' | 'per-constituency';
  readonly otherwise: 'majority' | 'two-thirds' | 'per-constituency' | 'none';
}

/** The fund's constitution. */
export interface Charter {
  readonly title: Bilingual;
  readonly purpose: Bilingual;
  readonly currency: string;
  readonly timeZone: string;
  readonly workingDays: readonly number[];
  readonly holidays: readonly string[];
  readonly objectives: readonly Named[];
  readonly windows: readonly Window[];
  readonly calendar: readonly (Named & { readonly date: string })[];
  readonly calendarTemplate?: readonly CharterTemplateDay[] | undefined;
  readonly constituencies: readonly Named[];
  readonly seats: readonly CharterSeat[];
  readonly quorum: {
    readonly share: { readonly numerator: number; readonly denominator: number };
    readonly minimumPresent: { readonly [constituency: string]: number };
  };
  readonly decisionMethod: DecisionMethod;
  /** Of kinds of subject that are decided otherwise; of an amendment, by the kind of what it amends. */
  readonly decisionMethods?:
    | { readonly [K in Exclude<DecisionSubject['kind'], 'amendment'>]?: DecisionMethod }
    | undefined;
  readonly nonObjection?: { readonly workingDays: number; readonly ceiling?: Money | undefined } | undefined;
  readonly reminders?: Reminders | undefined;
  readonly assistanceThreshold?: Money | undefined;
  /** Absent: required of nobody. */
  readonly dueDiligence?: DueDiligenceTerms | undefined;
  readonly decisionReview?: { readonly workingDays: number } | undefined;
  /** Money may go out to prepare a project, before its mandate is accepted; absent: no. */
  readonly preparationAdvances?: boolean | undefined;
  /** A split is prepared by secretariat and treasurer; absent: by either. */
  readonly splitByBoth?: boolean | undefined;
  readonly rules: RuleSettings;
  readonly administrationFeePercent: string;
  readonly secretariatBudgetPercent?: string | undefined;
  readonly publishes: boolean;
  /** Withheld from the public all the same; absent: nothing. */
  readonly unpublished?: readonly PublicPart[] | undefined;
  readonly document?: DocumentReference | undefined;
  readonly note?: string | undefined;
}

/** How many days before a date of a kind people are reminded of it. */
export type Reminders = {
  readonly [K in
    | 'call'
    | 'session'
    | 'non-objection'
    | 'condition'
    | 'report'
    | 'waiver'
    | 'calendar'
    | 'clarification'
    | 'due-diligence'
    | 'offer'
    | 'review'
    | 'seat-term'
    | 'decision-review'
    | 'extension'
    | 'deposit']?: readonly number[] | undefined;
};

export type Ballot = 'for' | 'against' | 'abstain';
export type Ruling = 'disclosure' | 'recusal';

/** Who was entitled, who was there, and whether that was enough. */
export interface QuorumRecord {
  readonly entitled: readonly string[];
  readonly present: readonly string[];
  readonly recused: readonly string[];
  readonly needed: number;
  readonly constituencies: readonly ConstituencyPresence[];
  readonly met: boolean;
}

export interface ConstituencyPresence {
  readonly constituency: string;
  readonly present: number;
  readonly needed: number;
}

/** How the votes fell, and what was needed. */
export interface Tally {
  readonly method: 'consensus' | 'majority' | 'two-thirds' | 'per-constituency';
  readonly for: number;
  readonly against: number;
  readonly abstained: number;
  readonly cast: number;
  readonly needed: number;
  readonly carried: boolean;
  /** True where the numbers are weights, not seats. */
  readonly weighted?: boolean | undefined;
  /** Where a majority is needed in each: those that cast votes. */
  readonly constituencies?: readonly ConstituencyTally[] | undefined;
}

/** How the votes of one constituency fell. */
export interface ConstituencyTally {
  readonly constituency: string;
  readonly for: number;
  readonly against: number;
  readonly needed: number;
  readonly carried: boolean;
}
