export { CATALOGUE, type FactsOf, type ParametersOf, RULE_IDS } from './catalogue.ts';
export * from './charter-rules.ts';
export * from './evaluate.ts';
export { PLACE_TITLES } from './places.ts';
export {
  type CapFacts,
  type CapHeadroom,
  type CapParameters,
  type CapYears,
  capHeadroom,
  capPeriodStart,
  capYears,
  MAX_CAP_YEARS,
} from './r1-cap.ts';
export { type FeeFacts, type FeeParameters, feeDue } from './r2-administration-fee.ts';
export {
  type IndirectCostFacts,
  type IndirectCostParameters,
  indirectSharePercent,
} from './r3-indirect-cost.ts';
export {
  BUDGET_CATEGORIES,
  type BudgetFacts,
  type BudgetLine,
  budgetByCategory,
  costsOf,
  INDIRECT_CATEGORY,
} from './r4-budget-categories.ts';
export type { LengthFacts, LengthParameters } from './r8-length.ts';
export type { PaymentFacts } from './r14-payment.ts';
export type { Finding, ParameterDescription, Rule, RuleId } from './rule.ts';
