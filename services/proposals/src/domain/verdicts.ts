import type { Instant, Rejection, Verdict } from '@mdtf/domain';
import { blockingForGood, costsOf, evaluate, type WaiverScope } from '@mdtf/rules';
import type { ProposalContent } from './content.ts';
import type { Costing } from './costing.ts';
import type { KnownCharter } from './known/charter.ts';
import { refused } from './refusals.ts';

/** What the rules are asked about a proposal. */
export interface Asked {
  readonly proposalId: string;
  readonly content: ProposalContent;
  readonly costing: Costing;
  readonly charter: KnownCharter;
  readonly waivers: WaiverScope['granted'];
  readonly at: Instant;
  /** True for records made afterwards, whose source may not tell direct cost. */
  readonly backDated: boolean;
}

/**
 * What the fund's rules say of a proposal, as far as it tells: R1 on a financing plan that names bank money, measured
 * against all that is asked from the fund; R3 and R4 on its budget; R8 on its dates.
 */
export function verdictsOn(asked: Asked): readonly Verdict[] {
  const { proposalId, content, costing, charter, at, backDated } = asked;
  const { currency, lines, budgetMinor, fundMinor, bankMinor, planMinor } = costing;
  const { rules } = charter;
  const scope: WaiverScope = { subject: proposalId, at, granted: asked.waivers };
  const verdicts: Verdict[] = [];
  if (bankMinor !== null && fundMinor !== null) {
    const facts = { currency, internalMinor: bankMinor, totalMinor: fundMinor };
    verdicts.push(evaluate('R1', 'proposal', facts, rules, scope));
  }
  if (lines.length > 0) {
    const { directMinor, indirectMinor } = costsOf(lines);
    const told = !backDated || directMinor > 0n;
    const costs = { currency, directMinor: told ? directMinor : null, indirectMinor };
    verdicts.push(evaluate('R3', 'proposal', costs, rules, scope));
    const budget = { currency, lines, totalMinor: planMinor ?? budgetMinor };
    verdicts.push(evaluate('R4', 'proposal', budget, rules, scope));
  }
  const dates = { startDate: content.startDate ?? null, endDate: content.endDate ?? null };
  verdicts.push(evaluate('R8', 'proposal', dates, rules, scope));
  return verdicts;
}

/** A refusal when a rule blocks; what only awaits a waiver may be put to the committee. */
export function refusedByRules(verdicts: readonly Verdict[]): Rejection | undefined {
  if (!blockingForGood(verdicts)) return undefined;
  const reasons = verdicts
    .filter((verdict) => blockingForGood([verdict]))
    .map(({ rule, explanation }) => `${rule}: ${explanation.en}`)
    .join(' ');
  return refused('rule-not-kept', 'A rule of the fund is not kept', reasons, { verdicts });
}
