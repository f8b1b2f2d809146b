import type { Localised, Place, Severity, SmallestChange } from '@mdtf/domain';

/** The rules a charter may set, in the order of the catalogue. */
export type RuleId = 'R1' | 'R2' | 'R3' | 'R4' | 'R8' | 'R14';

/** What a parameter may be, so that a charter can be checked and the rule documented from the same lines. */
export type ParameterDescription = { readonly label: Localised } & (
  | { readonly type: 'integer'; readonly minimum: number; readonly maximum: number; readonly default: number }
  | { readonly type: 'percent'; readonly maximum: string; readonly default: string }
  | {
      readonly type: 'choice';
      readonly options: Readonly<Record<string, Localised>>;
      readonly default: string;
    }
);

/** Whether a rule holds, with its numbers, before the charter's severity makes it a verdict. */
export interface Finding {
  readonly result: 'holds' | 'broken' | 'not-applicable';
  readonly numerator: string | null;
  readonly denominator: string | null;
  readonly limit: string | null;
  readonly percent: string | null;
  readonly percentLimit: string | null;
  readonly headroomMinor: bigint | null;
  readonly explanation: Localised;
  readonly changes: readonly SmallestChange[];
}

/** One rule of the catalogue: what it looks at, where, with which parameters, and its arithmetic. Pure. */
export interface Rule<F, P> {
  readonly id: RuleId;
  readonly version: number;
  readonly source: string;
  readonly title: Localised;
  /** The places where it can be tested, each with the severity of a charter that does not say. */
  readonly places: { readonly [place in Place]?: Severity };
  readonly parameters: { readonly [name in keyof P]: ParameterDescription };
  evaluate(facts: F, parameters: P, place: Place): Finding;
}

/** A finding of a rule that has nothing to measure. */
export function notApplicable(explanation: Localised): Finding {
  return {
    result: 'not-applicable',
    numerator: null,
    denominator: null,
    limit: null,
    percent: null,
    percentLimit: null,
    headroomMinor: null,
    explanation,
    changes: [],
  };
}
