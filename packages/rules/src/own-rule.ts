import type { Localised, Place, Severity } from '@mdtf/domain';

/** How a value stands to another; one-of and none-of are asked of texts alone. */
export type Relation =
  | 'at-most'
  | 'below'
  | 'at-least'
  | 'above'
  | 'equal'
  | 'not-equal'
  | 'one-of'
  | 'none-of';

/**
 * One comparison: the sum of named quantities against exactly one of an amount in the fund's currency, a number, a
 * date, texts, or a percentage (100 where it is left out) of the sum of other quantities. Exact, nothing is rounded.
 */
export interface OwnComparison {
  readonly quantities: readonly string[];
  readonly is: Relation;
  readonly amount?: string | undefined;
  readonly number?: number | undefined;
  readonly date?: string | undefined;
  readonly texts?: readonly string[] | undefined;
  readonly of?: readonly string[] | undefined;
  readonly percent?: string | undefined;
}

/** All of these hold, each when any one of its comparisons does. */
export type OwnCondition = readonly (readonly OwnComparison[])[];

/** A rule that a fund sets for itself, as data in its charter. */
export interface OwnRule {
  /** F1, F2, …: never a rule of the catalogue. */
  readonly id: string;
  readonly version: number;
  readonly source: string;
  readonly title: Localised;
  readonly explanation: Localised;
  readonly severities: { readonly [place in Place]?: Severity };
  /** Where it does not hold, the rule does not apply; absent: it always does. */
  readonly when?: OwnCondition | undefined;
  readonly holds: OwnCondition;
}

/** Most rules of its own that a charter may set, comparisons in one list, and lists in one condition. */
export const MAX_OWN_RULES = 50;
export const MAX_COMPARISONS = 10;
export const MAX_CLAUSES = 10;
/** Most quantities that one comparison adds up, and texts that it chooses from. */
export const MAX_SUMMED = 10;
export const MAX_TEXTS = 50;
