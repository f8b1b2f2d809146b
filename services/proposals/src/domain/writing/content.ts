import type { LocalDate, Money, ProposalKind } from '@mdtf/domain';

/** A document referred to, and its hash where the file is known. */
export interface DocumentReference {
  readonly reference: string;
  readonly date?: LocalDate | undefined;
  readonly sha256?: string | undefined;
}

/** What an implementation mandate will state. */
export interface MandateTexts {
  readonly objectives: string;
  readonly tasks: string;
  readonly expectedResults: string;
}

/** One line of a budget; category 0 where the source does not say. */
export interface BudgetLine {
  readonly category: number;
  readonly description?: string | undefined;
  readonly year?: number | undefined;
  /** Who spends it: the lead's id, or a partner's id, else its name. */
  readonly partner?: string | undefined;
  readonly amount: Money;
}

/** Who pays: asked from the fund (of it, money named from the bank), the partner's own, and others. */
export interface FinancingPlan {
  readonly fund: Money;
  readonly bankPart?: Money | undefined;
  readonly own?: Money | undefined;
  readonly other: readonly { readonly from: string; readonly amount: Money; readonly confirmed: boolean }[];
}

/** One code of one version of an agreed list. */
export interface CodeReference {
  readonly list: string;
  readonly version: string;
  readonly code: string;
}

/** What figures may be told apart by. */
export type Dimension =
  | 'sex'
  | 'age'
  | 'ethnic-origin'
  | 'education'
  | 'migrant-status'
  | 'country'
  | 'disability'
  | 'other';

/** What one group starts from and should come to. */
export interface GroupTarget {
  readonly by: Dimension;
  readonly group: string;
  readonly baseline?: string | undefined;
  readonly target: string;
}

/** What is measured, and what it should come to. */
export interface Indicator {
  readonly id: string;
  readonly name: string;
  /** The indicator of an agreed set that this is; absent: the proposal's own. */
  readonly from?: CodeReference | undefined;
  readonly unit: string;
  readonly baseline?: string | undefined;
  readonly target: string;
  readonly disaggregatedBy: readonly Dimension[];
  /** What allows ethnic origin to be asked. */
  readonly legalBasis?: string | undefined;
  readonly disaggregated?: readonly GroupTarget[] | undefined;
}

/** What the project should bring about. */
export interface ExpectedResult {
  readonly id: string;
  readonly statement: string;
  readonly monetised: boolean;
  /** Another result of the same proposal, which this one leads to. */
  readonly contributesTo?: string | undefined;
  readonly indicators: readonly Indicator[];
}

/** One question that an evaluation answers. */
export interface EvaluationStep {
  readonly question: string;
  readonly method: string;
  readonly who: string;
  readonly when: LocalDate;
  readonly cost: Money;
}

/** One of the consortium besides its lead. */
export interface ConsortiumPartner {
  readonly organisation: string;
  readonly organisationId?: string | undefined;
  readonly role: string;
  readonly coApplicant?: boolean | undefined;
  /** Its part of the budget. */
  readonly share?: Money | undefined;
}

/** An answer to a question of the call's own form. */
export interface OwnAnswer {
  readonly question: string;
  readonly answer: string;
}

/** What a government's request says besides, so that it can be matched with what is offered. */
export interface AssistanceNeed {
  /** The partner that would carry it out. */
  readonly implementedBy?: string | undefined;
  readonly languages: readonly string[];
  readonly inKind: readonly { readonly unit: string; readonly quantity: number }[];
}

/** A project as a partner writes it; every part may be drafted early, a full proposal has all that its kind needs. */
export interface ProposalContent {
  readonly kind: ProposalKind;
  /** Tried and evaluated. */
  readonly pilot?: boolean | undefined;
  readonly title: string;
  readonly summary?: string | undefined;
  readonly callId?: string | undefined;
  readonly windowId?: string | undefined;
  readonly objectives: readonly string[];
  readonly recommendations: readonly string[];
  readonly mandate?: MandateTexts | undefined;
  /** The organisation that answers for it. */
  readonly lead: string;
  readonly partners: readonly ConsortiumPartner[];
  /** Of a Marketplace partnership: where it was born, and what it gives or gets. */
  readonly marketplace?:
    | { readonly meeting: string; readonly support: 'by-partnership' | 'for-partnership' }
    | undefined;
  readonly countries: readonly string[];
  readonly startDate?: LocalDate | undefined;
  readonly endDate?: LocalDate | undefined;
  readonly budget: readonly BudgetLine[];
  readonly financing?: FinancingPlan | undefined;
  readonly results: readonly ExpectedResult[];
  readonly evaluation?: readonly EvaluationStep[] | undefined;
  readonly classification?: readonly CodeReference[] | undefined;
  readonly answers?: readonly OwnAnswer[] | undefined;
  readonly documents: readonly DocumentReference[];
  readonly assistance?: AssistanceNeed | undefined;
  /** The assistance request that became this project. */
  readonly fromRequest?: string | undefined;
  readonly beneficiaries?:
    | { readonly women: number; readonly men: number; readonly girls: number; readonly boys: number }
    | undefined;
}
