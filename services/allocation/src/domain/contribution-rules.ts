import { type Money, minorOf, type Rejection, rulesTold, type Verdict } from '@mdtf/domain';
import { blocking, evaluate, evaluateOwn, severityUnder } from '@mdtf/rules';
import type { KnownCharter } from './known/charter.ts';

/** A contribution as rules other than the cap look at it. */
export interface AskedContribution {
  readonly stage: 'pledged' | 'agreed';
  readonly amount: Money;
  readonly donor: string;
  readonly internal: boolean;
}

/** What the charter's minimum, where it asks one, and the fund's own rules say of a contribution. */
export function contributionVerdicts(asked: AskedContribution, charter: KnownCharter): readonly Verdict[] {
  const { stage, amount, donor, internal } = asked;
  const { currency, rules } = charter;
  const contributionMinor = minorOf(amount);
  const none = { quorum: null, payment: null, audit: null };
  const minimum =
    severityUnder('R22', stage, rules) === 'off'
      ? []
      : [evaluate('R22', stage, { currency, contributionMinor, ...none }, rules)];
  const quantities = { contribution: contributionMinor, donor, internal: internal ? 'yes' : 'no' };
  return [...minimum, ...evaluateOwn(stage, quantities, currency, rules)];
}

/** The refusal of a contribution that a rule blocks. */
export function refuseContribution(verdicts: readonly Verdict[]): Rejection | undefined {
  const stopping = verdicts.filter((verdict) => blocking([verdict]));
  if (stopping.length === 0) return undefined;
  return {
    code: 'rule-not-kept',
    category: 'refused',
    title: { en: 'A rule of the fund is not kept', fr: 'Une règle du fonds n’est pas respectée' },
    detail: rulesTold(stopping),
    verdicts,
  };
}
