import { type CapFacts, type CapParameters, cap } from './r1-cap.ts';
import { administrationFee, type FeeFacts, type FeeParameters } from './r2-administration-fee.ts';
import { type IndirectCostFacts, type IndirectCostParameters, indirectCost } from './r3-indirect-cost.ts';
import { type BudgetFacts, budgetCategories } from './r4-budget-categories.ts';
import { type BudgetMoveFacts, type BudgetMoveParameters, budgetMoves } from './r5-budget-moves.ts';
import {
  type ExtensionNoticeFacts,
  type ExtensionNoticeParameters,
  extensionNotice,
} from './r6-extension-notice.ts';
import {
  type NoCostExtensionFacts,
  type NoCostExtensionParameters,
  noCostExtension,
} from './r7-no-cost-extension.ts';
import { type LengthFacts, type LengthParameters, projectLength } from './r8-length.ts';
import {
  type OperationalClosureFacts,
  type OperationalClosureParameters,
  operationalClosure,
} from './r9-operational-closure.ts';
import {
  type FinancialClosureFacts,
  type FinancialClosureParameters,
  financialClosure,
} from './r10-financial-closure.ts';
import { type YearEndFacts, type YearEndParameters, yearEnd } from './r11-year-end.ts';
import { type InterestFacts, interest } from './r12-interest.ts';
import {
  type SecretariatCostFacts,
  type SecretariatCostParameters,
  secretariatCost,
} from './r13-secretariat-cost.ts';
import { type PaymentFacts, payment } from './r14-payment.ts';
import { type EarmarkFacts, type EarmarkParameters, earmarking } from './r15-earmarking.ts';
import {
  type SeatContributionFacts,
  type SeatContributionParameters,
  seatContribution,
} from './r16-seat-contribution.ts';
import { type DecisionMethodFacts, decisionMethod } from './r17-decision-method.ts';
import { type InterestsFacts, interests } from './r18-interests.ts';
import {
  type PreparationAdvanceFacts,
  type PreparationAdvanceParameters,
  preparationAdvance,
} from './r19-preparation-advance.ts';
import { type DeliveryFacts, definitions } from './r20-definitions.ts';
import { type NextPaymentFacts, type NextPaymentParameters, nextPayment } from './r21-next-payment.ts';
import { fundPractice, type PracticeFacts, type PracticeParameters } from './r22-fund-practice.ts';
import { type AssuranceFacts, type AssuranceParameters, assurance } from './r23-assurance.ts';
import { type EligibilityFacts, eligibility } from './r24-eligibility.ts';
import { RULE_IDS, type Rule, type RuleId } from './rule.ts';

/** What each rule looks at. */
export interface FactsOf {
  readonly R1: CapFacts;
  readonly R2: FeeFacts;
  readonly R3: IndirectCostFacts;
  readonly R4: BudgetFacts;
  readonly R5: BudgetMoveFacts;
  readonly R6: ExtensionNoticeFacts;
  readonly R7: NoCostExtensionFacts;
  readonly R8: LengthFacts;
  readonly R9: OperationalClosureFacts;
  readonly R10: FinancialClosureFacts;
  readonly R11: YearEndFacts;
  readonly R12: InterestFacts;
  readonly R13: SecretariatCostFacts;
  readonly R14: PaymentFacts;
  readonly R15: EarmarkFacts;
  readonly R16: SeatContributionFacts;
  readonly R17: DecisionMethodFacts;
  readonly R18: InterestsFacts;
  readonly R19: PreparationAdvanceFacts;
  readonly R20: DeliveryFacts;
  readonly R21: NextPaymentFacts;
  readonly R22: PracticeFacts;
  readonly R23: AssuranceFacts;
  readonly R24: EligibilityFacts;
}

/** What a charter may set in each rule. */
export interface ParametersOf {
  readonly R1: CapParameters;
  readonly R2: FeeParameters;
  readonly R3: IndirectCostParameters;
  readonly R4: Record<never, never>;
  readonly R5: BudgetMoveParameters;
  readonly R6: ExtensionNoticeParameters;
  readonly R7: NoCostExtensionParameters;
  readonly R8: LengthParameters;
  readonly R9: OperationalClosureParameters;
  readonly R10: FinancialClosureParameters;
  readonly R11: YearEndParameters;
  readonly R12: Record<never, never>;
  readonly R13: SecretariatCostParameters;
  readonly R14: Record<never, never>;
  readonly R15: EarmarkParameters;
  readonly R16: SeatContributionParameters;
  readonly R17: Record<never, never>;
  readonly R18: Record<never, never>;
  readonly R19: PreparationAdvanceParameters;
  readonly R20: Record<never, never>;
  readonly R21: NextPaymentParameters;
  readonly R22: PracticeParameters;
  readonly R23: AssuranceParameters;
  readonly R24: Record<never, never>;
}

/** Every rule by its id; the one place from which checks, decisions and documents take them. */
export const CATALOGUE: { readonly [R in RuleId]: Rule<FactsOf[R], ParametersOf[R]> } = {
  R1: cap,
  R2: administrationFee,
  R3: indirectCost,
  R4: budgetCategories,
  R5: budgetMoves,
  R6: extensionNotice,
  R7: noCostExtension,
  R8: projectLength,
  R9: operationalClosure,
  R10: financialClosure,
  R11: yearEnd,
  R12: interest,
  R13: secretariatCost,
  R14: payment,
  R15: earmarking,
  R16: seatContribution,
  R17: decisionMethod,
  R18: interests,
  R19: preparationAdvance,
  R20: definitions,
  R21: nextPayment,
  R22: fundPractice,
  R23: assurance,
  R24: eligibility,
};

export { RULE_IDS };
