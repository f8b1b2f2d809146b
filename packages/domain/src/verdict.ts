import type { Localised } from './localised.ts';
import type { Money } from './money.ts';

/** Where in a fund's life a rule is tested. */
export type Place =
  | 'facility-preliminary'
  | 'facility-formal'
  | 'proposal'
  | 'call'
  | 'agenda'
  | 'decision'
  | 'allocation'
  | 'pledged'
  | 'agreed'
  | 'deposited'
  | 'tranche'
  | 'amendment'
  | 'report'
  | 'seat'
  | 'closure';

/** What a charter wants done when a rule does not hold at a place. */
export type Severity = 'off' | 'warn' | 'block' | 'needs-waiver';

/** What came of testing a rule; only `block` and `needs-waiver` stop a command. */
export type Outcome = 'pass' | 'warn' | 'block' | 'needs-waiver' | 'waived' | 'not-applicable';

/** One smallest change that makes the rule hold, and what it leaves untouched. Amounts are null where a date or deed is meant. */
export interface SmallestChange {
  /** Stable kebab name of what stays as it is: total-fixed, others-fixed, internal-fixed, direct-fixed, … */
  readonly code: string;
  readonly holds: Localised;
  readonly action: Localised;
  /** How much to move, cut or add. */
  readonly by: Money | null;
  /** What the changed amount then is. */
  readonly to: Money | null;
  /** What the changed date then is (YYYY-MM-DD). */
  readonly toDate: string | null;
}

/** The result of one rule at one place, JSON-safe, the same in a check, a refusal, a decision record and an audit. */
export interface Verdict {
  readonly rule: string;
  readonly version: number;
  readonly source: string;
  readonly title: Localised;
  readonly place: Place;
  readonly severity: Severity;
  readonly outcome: Outcome;
  /** What is measured, decimal text. */
  readonly numerator: string | null;
  /** What it is measured against, decimal text. */
  readonly denominator: string | null;
  /** The largest numerator that passes against this denominator, decimal text. */
  readonly limit: string | null;
  /** Numerator as a percentage of the denominator, two decimals half-up; null when there is none or the denominator is 0. */
  readonly percent: string | null;
  /** The percentage allowed, two decimals half-up. */
  readonly percentLimit: string | null;
  /** How much more may go in while everything else stays; below 0, how far the numerator is above the limit. */
  readonly headroom: Money | null;
  readonly explanation: Localised;
  readonly changes: readonly SmallestChange[];
  /** The waiver that lifted it, when the outcome is `waived`. */
  readonly waiver: string | null;
}
