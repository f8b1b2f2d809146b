import type { Verdict } from '@mdtf/domain';
import { evaluate, severityUnder } from '@mdtf/rules';
import type { KnownCharter } from './known/charter.ts';

/** The money of an activity as it went out, came back and was reported as spent; minor units. */
export interface ReportedMoney {
  readonly transferred: bigint;
  readonly refunded: bigint;
  readonly spent: bigint;
}

/** What R20 says of an activity as reported: net funded, the delivery rate, and spending beyond it; nothing where the charter has it off. */
export function deliveryVerdicts(
  { transferred, refunded, spent }: ReportedMoney,
  { currency, rules }: Pick<KnownCharter, 'currency' | 'rules'>,
): readonly Verdict[] {
  if (severityUnder('R20', 'report', rules) === 'off') return [];
  const money = { transferredMinor: transferred, refundedMinor: refunded, expenditureMinor: spent };
  return [evaluate('R20', 'report', { currency, ...money, statedNetMinor: null }, rules)];
}
