import { localDate, type RiskRating, type Slice, type Verdict } from '@mdtf/domain';
import { evaluate, type PartnerRisk, severityUnder, type WaiverScope } from '@mdtf/rules';
import type { KnownCharter } from './known/charter.ts';
import { knownSpending } from './known/spending.ts';
import type { AskedPayment } from './payment.ts';

/** R22 tells the partner's rating, which is not for everyone. */
export const TELLS_RISK = 'R22';

/** True where a charter lets too little reported spending (R21) stop a payment. */
export function stopsOnSpending({ rules }: Pick<KnownCharter, 'rules'>): boolean {
  const severity = severityUnder('R21', 'tranche', rules);
  return severity === 'block' || severity === 'needs-waiver';
}

/**
 * What the charter's own practice says of a payment, each rule only where it is not off: a preparation advance (R19),
 * what of the payments before is reported as spent (R21), the most of one payment by the partner's risk (R22).
 */
export function practiceVerdicts(
  asked: AskedPayment,
  slice: Slice,
  { currency, rules }: KnownCharter,
  waivers: WaiverScope,
): readonly Verdict[] {
  const { under, projectMinor: paidMinor, amountMinor, advancedBeforeMinor, approvedMinor } = asked;
  const isOn = (rule: 'R19' | 'R21' | 'R22') => severityUnder(rule, 'tranche', rules) !== 'off';
  const verdicts: Verdict[] = [];
  if (advancedBeforeMinor !== null && isOn('R19')) {
    const advance = { currency, amountMinor, beforeMinor: advancedBeforeMinor };
    verdicts.push(evaluate('R19', 'tranche', advance, rules, waivers));
  }
  if (isOn('R21')) {
    const spentMinor = slice.fact(knownSpending, under.proposalId)?.spent ?? 0n;
    // Partners report what they spent, and nothing of what they only committed.
    const before = { paidMinor, spentMinor, committedMinor: 0n };
    verdicts.push(evaluate('R21', 'tranche', { currency, ...before }, rules, waivers));
  }
  if (isOn('R22')) {
    const payment = { risk: riskOf(asked), amountMinor, approvedMinor };
    const none = { quorum: null, contributionMinor: null, audit: null };
    verdicts.push(evaluate('R22', 'tranche', { currency, ...none, payment }, rules, waivers));
  }
  return verdicts;
}

const RISK: { readonly [rating in RiskRating]: PartnerRisk } = {
  low: 'low',
  moderate: 'medium',
  significant: 'high',
  high: 'high',
};

/** As the due diligence that holds on the day rates it; null where none does. */
function riskOf({ standing: { dueDiligence, timeZone }, at }: AskedPayment): PartnerRisk | null {
  if (dueDiligence === null) return null;
  const today = localDate(at, timeZone);
  const holds = dueDiligence.validFrom <= today && today <= dueDiligence.validUntil;
  return holds ? RISK[dueDiligence.rating] : null;
}
