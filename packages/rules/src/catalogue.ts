import type { CapFacts, CapParameters } from './r1-cap.ts';
import { cap } from './r1-cap.ts';
import { administrationFee, type FeeFacts, type FeeParameters } from './r2-administration-fee.ts';
import { type IndirectCostFacts, type IndirectCostParameters, indirectCost } from './r3-indirect-cost.ts';
import { type BudgetFacts, budgetCategories } from './r4-budget-categories.ts';
import { type LengthFacts, type LengthParameters, projectLength } from './r8-length.ts';
import { type PaymentFacts, payment } from './r14-payment.ts';
import type { Rule, RuleId } from './rule.ts';

/** What each rule looks at. */
export interface FactsOf {
  readonly R1: CapFacts;
  readonly R2: FeeFacts;
  readonly R3: IndirectCostFacts;
  readonly R4: BudgetFacts;
  readonly R8: LengthFacts;
  readonly R14: PaymentFacts;
}

/** What a charter may set in each rule. */
export interface ParametersOf {
  readonly R1: CapParameters;
  readonly R2: FeeParameters;
  readonly R3: IndirectCostParameters;
  readonly R4: Record<never, never>;
  readonly R8: LengthParameters;
  readonly R14: Record<never, never>;
}

/** Every rule by its id; the one place from which checks, decisions and documents take them. */
export const CATALOGUE: { readonly [R in RuleId]: Rule<FactsOf[R], ParametersOf[R]> } = {
  R1: cap,
  R2: administrationFee,
  R3: indirectCost,
  R4: budgetCategories,
  R8: projectLength,
  R14: payment,
};

/** The rules' ids in the order in which verdicts are listed. */
export const RULE_IDS: readonly RuleId[] = ['R1', 'R2', 'R3', 'R4', 'R8', 'R14'];
