import { endOfLocalDay, type LocalDate, type Money } from '@mdtf/domain';
import { CATALOGUE, RULE_IDS } from './catalogue.ts';
import type { Waiver } from './evaluate.ts';

/** The newest waiver of each rule for one proposal, or for all of a kind. */
export interface GrantedWaivers {
  readonly [rule: string]: GrantedWaiver;
}

/** A waiver as the committee granted it: its last day and the most that is asked under it, null without either. */
export interface GrantedWaiver {
  readonly decisionId: string;
  readonly expires: LocalDate | null;
  readonly upTo?: Money | null | undefined;
}

/** Waivers for a proposal as the rules take them, those granted for itself before those for its kind. */
export function waiversOf(
  subject: string,
  granted: readonly (GrantedWaivers | undefined)[],
  timeZone: string,
): readonly Waiver[] {
  return granted.flatMap((each) =>
    Object.entries(each ?? {}).map(([rule, { decisionId, expires, upTo }]) => ({
      id: decisionId,
      rule,
      subject,
      // A last day ends with midnight in the fund's zone.
      expires: expires === null ? null : endOfLocalDay(expires, timeZone),
      upTo,
    })),
  );
}

/** Judged of whoever sits, gives or asks the facility: nothing that a waiver for a proposal could be of. */
const NOT_OF_A_PROPOSAL: ReadonlySet<string> = new Set(['R17', 'R18']);
const OF_A_PROPOSAL = [
  'proposal',
  'agenda',
  'decision',
  'allocation',
  'tranche',
  'amendment',
  'report',
  'closure',
] as const;

/** The rules of the catalogue that the committee may set aside for a proposal, where its charter says that they need a waiver. */
export const WAIVABLE_RULES = RULE_IDS.filter(
  (id) =>
    !NOT_OF_A_PROPOSAL.has(id) && OF_A_PROPOSAL.some((place) => Object.hasOwn(CATALOGUE[id].places, place)),
);
