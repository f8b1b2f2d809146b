import type { Aggregate, PublicPart } from '@mdtf/domain';
import type { CharterRules } from '@mdtf/rules';

/** Of the committee's event: what reports depend on. */
export interface CharterAdopted {
  readonly type: 'CharterAdopted';
  readonly data: {
    readonly charter: {
      readonly currency: string;
      readonly timeZone: string;
      readonly publishes: boolean;
      readonly unpublished?: readonly PublicPart[] | undefined;
      readonly rules: CharterRules;
    };
  };
}

/** The charter in force, as far as a partner's report depends on it. */
export interface KnownCharter {
  readonly currency: string;
  readonly timeZone: string;
  readonly publishes: boolean;
  /** Withheld from the public all the same; absent: nothing. */
  readonly unpublished?: readonly PublicPart[];
  readonly rules: CharterRules;
}

/** The one document of the charter in force. */
export const CURRENT = 'current';

/** The committee's charter as known here; a later version replaces an earlier one. */
export const knownCharter: Aggregate<KnownCharter, CharterAdopted> = {
  kind: 'charter',
  version: 2,
  concerns: { CharterAdopted: () => CURRENT },
  evolve: (_before, { data: { charter } }) => ({
    currency: charter.currency,
    timeZone: charter.timeZone,
    publishes: charter.publishes,
    ...(charter.unpublished === undefined ? {} : { unpublished: charter.unpublished }),
    rules: charter.rules,
  }),
};
