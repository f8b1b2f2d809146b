export {
  type AllocatedPart,
  type AllocatedSums,
  allocatedIn,
  NOTHING_ALLOCATED,
  plusAllocated,
} from './allocated-sums.ts';
export { CATALOGUE, type FactsOf, type ParametersOf, RULE_IDS } from './catalogue.ts';
export * from './charter-rules.ts';
export {
  blocking,
  blockingForGood,
  evaluate,
  evaluateAll,
  type Waiver,
  type WaiverScope,
} from './evaluate.ts';
export { evaluateOwn } from './evaluate-own.ts';
export { type GrantedWaiver, type GrantedWaivers, WAIVABLE_RULES, waiversOf } from './granted-waivers.ts';
export { type AllocationMade, knownAllocated, THE_SUMS } from './known-allocated.ts';
export * from './own-rule.ts';
export { PLACE_TITLES } from './places.ts';
export {
  type PlannedAmounts,
  type PlannedContent,
  type PlanQuestion,
  type ProposalPlan,
  planOf,
  planVerdicts,
} from './proposal-plan.ts';
export { type NamedQuantity, QUANTITIES, type Quantities, type QuantityName } from './quantities.ts';
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
export type { BudgetMoveFacts, BudgetMoveParameters, MovedCategory } from './r5-budget-moves.ts';
export type { ExtensionNoticeFacts, ExtensionNoticeParameters } from './r6-extension-notice.ts';
export type { NoCostExtensionFacts, NoCostExtensionParameters } from './r7-no-cost-extension.ts';
export type { LengthFacts, LengthParameters } from './r8-length.ts';
export type { OperationalClosureFacts, OperationalClosureParameters } from './r9-operational-closure.ts';
export type { FinancialClosureFacts, FinancialClosureParameters } from './r10-financial-closure.ts';
export { certificationDue, type YearEndFacts, type YearEndParameters } from './r11-year-end.ts';
export type { InterestFacts } from './r12-interest.ts';
export type { SecretariatCostFacts, SecretariatCostParameters } from './r13-secretariat-cost.ts';
export type { PaymentFacts } from './r14-payment.ts';
export type { EarmarkedPart, EarmarkFacts, EarmarkParameters } from './r15-earmarking.ts';
export type { SeatContributionFacts, SeatContributionParameters } from './r16-seat-contribution.ts';
export {
  type DecisionMethodFacts,
  type Votes,
  type VotingMethod,
  votesNeeded,
} from './r17-decision-method.ts';
export type { InterestsFacts, SeatAtItem } from './r18-interests.ts';
export type { PreparationAdvanceFacts, PreparationAdvanceParameters } from './r19-preparation-advance.ts';
export { type DeliveryFacts, deliveryOf } from './r20-definitions.ts';
export type { NextPaymentFacts, NextPaymentParameters } from './r21-next-payment.ts';
export type { PartnerRisk, PracticeFacts, PracticeParameters, Presence } from './r22-fund-practice.ts';
export type { AssuranceFacts, AssuranceParameters } from './r23-assurance.ts';
export {
  ELIGIBILITY_CRITERIA,
  type EligibilityAnswer,
  type EligibilityCriterion,
  type EligibilityFacts,
} from './r24-eligibility.ts';
export { type OutOfRanking, type Ranked, type ReviewedProposal, rankProposals } from './review-ranking.ts';
export {
  compareRatios,
  type Disagreement,
  type PanelResult,
  type Points,
  panelResult,
  type Ratio,
  REVIEWS_WHEN_THEY_DIFFER,
  type ReviewScheme,
  ratio,
  reviewsWanted,
  weightedScore,
} from './review-score.ts';
export {
  accessOf,
  isActive,
  mayBeClosed,
  type ReviewingPerson,
  type ReviewStatus,
  type ReviewsOf,
  type Sight,
  sightOf,
} from './review-sight.ts';
export type {
  Finding,
  ParameterDescription,
  QuantityDescription,
  QuantityType,
  Rule,
  RuleId,
} from './rule.ts';
export { type SupposedRule, supposedRules, underSupposedRule } from './suppose-rules.ts';
export { type SupposedWindow, supposedWindows } from './suppose-window.ts';
export { moreThanThereIs, refuseAmount, supposedAmount, tooLarge } from './supposition-refusals.ts';
export { sized, wordSupposedRule, wordSupposedWindow } from './supposition-words.ts';
export { type WindowFacts, type WindowFit, windowFit } from './window-fit.ts';
