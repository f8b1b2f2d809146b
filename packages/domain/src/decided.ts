import type { LocalDate } from './local-date.ts';
import type { Money } from './money.ts';

/** What the committee decides on; for a waiver, `id` names the proposal and `rule` what is set aside. */
export interface DecisionSubject {
  readonly kind: 'proposal' | 'exclusion' | 'facility-request' | 'waiver' | 'charter' | 'other' | 'amendment';
  readonly id: string;
  readonly rule?: string | undefined;
  /** For a waiver of all proposals of a kind: `id` names the kind. */
  readonly scope?: 'kind' | undefined;
  /** For the facility request: the revision decided on. */
  readonly revision?: number | undefined;
  /** For an exclusion at screening: the proposals; `id` names the list. */
  readonly proposals?: readonly string[] | undefined;
  /** For the charter: the SHA-256 of the text that is decided on, as canonical JSON. */
  readonly sha256?: string | undefined;
  /** For an amendment, whose `id` names the decision amended: the proposal of that decision. */
  readonly proposal?: string | undefined;
}

/** What the committee came to. */
export type DecisionOutcome = 'approved' | 'rejected' | 'returned' | 'deferred';

/** Money of one pot for one window; no window for the secretariat's budget. */
export interface ApprovedAmount {
  readonly pot: string;
  readonly windowId: string | null;
  readonly amount: Money;
}

/** A condition to be met before money goes out. */
export interface Condition {
  readonly id: string;
  readonly text: string;
  readonly owner: string;
  readonly due?: LocalDate | undefined;
}
