import type { LocalDate, Money } from '@mdtf/domain';

/** What kind of request a proposal is; a secretariat's budget stands outside windows and calls. */
export type ProposalKind = 'project' | 'pilot' | 'assistance-request' | 'secretariat-budget';

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
  readonly amount: Money;
}

/** Who pays: asked from the fund (of it, money named from the bank), the partner's own, and others. */
export interface FinancingPlan {
  readonly fund: Money;
  readonly bankPart?: Money | undefined;
  readonly own?: Money | undefined;
  readonly other: readonly { readonly from: string; readonly amount: Money; readonly confirmed: boolean }[];
}

type Disaggregation = 'sex' | 'age' | 'ethnic-origin' | 'education' | 'country' | 'disability' | 'other';

/** What is measured, and what it should come to. */
export interface Indicator {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly baseline?: string | undefined;
  readonly target: string;
  readonly disaggregatedBy: readonly Disaggregation[];
}

/** What the project should bring about. */
export interface ExpectedResult {
  readonly id: string;
  readonly statement: string;
  readonly monetised: boolean;
  readonly indicators: readonly Indicator[];
}

/** A project as a partner writes it; every part may be drafted early, a full proposal has all that its kind needs. */
export interface ProposalContent {
  readonly kind: ProposalKind;
  readonly title: string;
  readonly summary?: string | undefined;
  readonly callId?: string | undefined;
  readonly windowId?: string | undefined;
  readonly objectives: readonly string[];
  readonly recommendations: readonly string[];
  readonly mandate?: MandateTexts | undefined;
  /** The organisation that answers for it. */
  readonly lead: string;
  readonly partners: readonly { readonly organisation: string; readonly role: string }[];
  readonly countries: readonly string[];
  readonly startDate?: LocalDate | undefined;
  readonly endDate?: LocalDate | undefined;
  readonly budget: readonly BudgetLine[];
  readonly financing?: FinancingPlan | undefined;
  readonly results: readonly ExpectedResult[];
  readonly evaluationPlan?: string | undefined;
  readonly documents: readonly DocumentReference[];
  readonly beneficiaries?:
    | { readonly women: number; readonly men: number; readonly girls: number; readonly boys: number }
    | undefined;
}
