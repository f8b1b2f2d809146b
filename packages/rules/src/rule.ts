import type { Localised, Place, Severity, SmallestChange } from '@mdtf/domain';
import { frenchSpaced } from '@mdtf/domain';

/** The rules a charter may set, in the order of the catalogue. */
export type RuleId = (typeof RULE_IDS)[number];

/** The rules' ids in the order in which verdicts are listed. */
export const RULE_IDS = [
  'R1',
  'R2',
  'R3',
  'R4',
  'R5',
  'R6',
  'R7',
  'R8',
  'R9',
  'R10',
  'R11',
  'R12',
  'R13',
  'R14',
  'R15',
  'R16',
  'R17',
  'R18',
  'R19',
  'R20',
  'R21',
  'R22',
  'R23',
  'R24',
] as const;

/** What a quantity is, so that a charter's own conditions can be checked and the rule documented. */
export type QuantityType = 'money' | 'number' | 'date' | 'text' | 'yes-no' | 'list';

/** One thing that a rule looks at. */
export interface QuantityDescription {
  readonly type: QuantityType;
  readonly label: Localised;
}

/** What a parameter may be, so that a charter can be checked and the rule documented from the same lines. */
export type ParameterDescription = { readonly label: Localised } & (
  | { readonly type: 'integer'; readonly minimum: number; readonly maximum: number; readonly default: number }
  | { readonly type: 'percent'; readonly maximum: string; readonly default: string }
  /** Decimal text in the fund's currency, never below 0. */
  | { readonly type: 'amount'; readonly maximum: string; readonly default: string }
  /** A day of every year, MM-DD. */
  | { readonly type: 'day-of-year'; readonly default: string }
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
  /** What it asks, in a sentence or two, whatever the numbers. */
  readonly explanation: Localised;
  /** The places where it can be tested, each with the severity of a charter that does not say. */
  readonly places: { readonly [place in Place]?: Severity };
  readonly parameters: { readonly [name in keyof P]: ParameterDescription };
  /** What it looks at, besides the currency. */
  readonly quantities: { readonly [name in Exclude<keyof F, 'currency'>]-?: QuantityDescription };
  evaluate(facts: F, parameters: P, place: Place): Finding;
}

/** A finding of a rule that has nothing to measure. */
export function notApplicable(explanation: Localised): Finding {
  return finding({ result: 'not-applicable', explanation });
}

/** A finding with the numbers that it has, null for the others. */
export function finding(
  found: Pick<Finding, 'result' | 'explanation'> & { readonly [name in keyof Finding]?: Finding[name] },
): Finding {
  return {
    numerator: null,
    denominator: null,
    limit: null,
    percent: null,
    percentLimit: null,
    headroomMinor: null,
    changes: [],
    ...found,
    explanation: { en: found.explanation.en, fr: frenchSpaced(found.explanation.fr) },
  };
}
