import type { LocalDate, Money, Place, Verdict } from '@mdtf/domain';
import { isMoney, minorOf, monthsReaching } from '@mdtf/domain';
import type { CharterRules } from './charter-rules.ts';
import { evaluate, type WaiverScope } from './evaluate.ts';
import { evaluateOwn } from './evaluate-own.ts';
import type { Quantities } from './quantities.ts';
import { type BudgetLine, budgetByCategory, costsOf } from './r4-budget-categories.ts';

/** A proposal's content, as far as rules look at it. */
export interface PlannedContent {
  readonly kind: string;
  readonly windowId?: string | undefined;
  readonly lead: string;
  readonly partners?: readonly unknown[] | undefined;
  readonly countries?: readonly string[] | undefined;
  readonly startDate?: LocalDate | undefined;
  readonly endDate?: LocalDate | undefined;
  readonly budget: readonly { readonly category: number; readonly amount: Money }[];
  readonly financing?: PlannedFinancing | undefined;
}

interface PlannedFinancing {
  readonly fund: Money;
  readonly bankPart?: Money | undefined;
  readonly own?: Money | undefined;
  readonly other?: readonly { readonly amount: Money; readonly confirmed: boolean }[] | undefined;
}

/** A proposal as the rules see it, minor units; null where it does not say. */
export interface ProposalPlan {
  readonly kind: string;
  readonly windowId: string | null;
  readonly lead: string;
  readonly partners: number;
  readonly countries: number;
  readonly startDate: LocalDate | null;
  readonly endDate: LocalDate | null;
  readonly lines: readonly BudgetLine[];
  /** False where a record made afterwards tells no direct cost: there is then nothing to measure line 8 against. */
  readonly directTold: boolean;
  /** Asked from the fund, the bank's part included. */
  readonly fundMinor: bigint | null;
  readonly bankMinor: bigint | null;
  readonly ownMinor: bigint;
  readonly otherMinor: bigint;
  readonly confirmedMinor: bigint;
}

/** What the committee gives or is asked to give, minor units. */
export interface PlannedAmounts {
  readonly totalMinor: bigint;
  readonly internalMinor: bigint;
}

/** What is asked of a plan, and where. */
export interface PlanQuestion {
  readonly place: Extract<Place, 'proposal' | 'agenda' | 'decision'>;
  readonly currency: string;
  readonly rules: CharterRules;
  readonly waivers: WaiverScope;
  /** Where the split by pot is known: the cap is then tested on it, not on what the plan names. */
  readonly amounts?: PlannedAmounts | undefined;
}

/** A proposal's content as the rules see it; what is no amount counts as nothing, for the proposals refuse it. */
export function planOf(
  content: PlannedContent,
  { afterwards }: { readonly afterwards: boolean },
): ProposalPlan {
  const { kind, windowId, lead, partners = [], countries = [], startDate, endDate, financing } = content;
  const lines = content.budget.map(({ category, amount }) => ({ category, amountMinor: minor(amount) }));
  const other = financing?.other ?? [];
  return {
    kind,
    windowId: windowId ?? null,
    lead,
    partners: partners.length,
    countries: countries.length,
    startDate: startDate ?? null,
    endDate: endDate ?? null,
    lines,
    directTold: !afterwards || costsOf(lines).directMinor > 0n,
    fundMinor: financing === undefined ? null : minor(financing.fund),
    bankMinor: financing?.bankPart === undefined ? null : minor(financing.bankPart),
    ownMinor: minor(financing?.own),
    otherMinor: sum(other),
    confirmedMinor: sum(other.filter(({ confirmed }) => confirmed)),
  };
}

function minor(amount: Money | undefined): bigint {
  return amount !== undefined && isMoney(amount) ? minorOf(amount) : 0n;
}

function sum(parts: readonly { readonly amount: Money }[]): bigint {
  return parts.reduce((total, { amount }) => total + minor(amount), 0n);
}

/**
 * What the rules say of a proposal: the one judgement of a check, a submission, an agenda and a decision. R1 on the
 * split, or on a plan that names bank money; R3 and R4 on its budget; R8 on its dates; and the fund's own rules.
 */
export function planVerdicts(plan: ProposalPlan, question: PlanQuestion): readonly Verdict[] {
  const { place, currency, rules, amounts } = question;
  // A bound is measured against what is given, or asked where nothing is given yet.
  const amountMinor = amounts?.totalMinor ?? plan.fundMinor ?? budgetOf(plan);
  const waivers = { ...question.waivers, amountMinor };
  const { lines, fundMinor, bankMinor, startDate, endDate } = plan;
  const named =
    bankMinor === null || fundMinor === null
      ? undefined
      : { internalMinor: bankMinor, totalMinor: fundMinor };
  const capped = amounts ?? named;
  const verdicts: Verdict[] = [];
  if (capped !== undefined) verdicts.push(evaluate('R1', place, { currency, ...capped }, rules, waivers));
  if (lines.length > 0) {
    const { directMinor, indirectMinor } = costsOf(lines);
    const costs = { currency, directMinor: plan.directTold ? directMinor : null, indirectMinor };
    verdicts.push(evaluate('R3', place, costs, rules, waivers));
    verdicts.push(evaluate('R4', place, { currency, lines, totalMinor: totalOf(plan) }, rules, waivers));
  }
  verdicts.push(evaluate('R8', place, { startDate, endDate }, rules, waivers));
  return [...verdicts, ...evaluateOwn(place, quantitiesOf(plan, amounts), currency, rules, waivers)];
}

/** What the financing plan comes to, or where there is none the budget. */
function totalOf({ fundMinor, ownMinor, otherMinor, lines }: ProposalPlan): bigint {
  if (fundMinor !== null) return fundMinor + ownMinor + otherMinor;
  return budgetOf({ lines });
}

function budgetOf({ lines }: Pick<ProposalPlan, 'lines'>): bigint {
  return lines.reduce((total, { amountMinor }) => total + amountMinor, 0n);
}

function quantitiesOf(plan: ProposalPlan, amounts: PlannedAmounts | undefined): Quantities {
  const { startDate, endDate, lines } = plan;
  const { directMinor, indirectMinor } = costsOf(lines);
  const financed = plan.fundMinor !== null;
  const categories = budgetByCategory(lines).map(({ category, amountMinor }) => [
    `category${category}`,
    amountMinor,
  ]);
  return {
    kind: plan.kind,
    window: plan.windowId,
    lead: plan.lead,
    requested: plan.fundMinor,
    bankPart: financed ? (plan.bankMinor ?? 0n) : null,
    ownFunds: financed ? plan.ownMinor : null,
    otherFunds: financed ? plan.otherMinor : null,
    confirmedFunds: financed ? plan.confirmedMinor : null,
    budget: directMinor + indirectMinor,
    directCost: directMinor,
    indirectCost: indirectMinor,
    ...Object.fromEntries(categories),
    startDate,
    endDate,
    lengthMonths: startDate === null || endDate === null ? null : monthsReaching(startDate, endDate),
    countries: plan.countries,
    partners: plan.partners,
    approved: amounts?.totalMinor ?? null,
    approvedFromBank: amounts?.internalMinor ?? null,
  };
}
