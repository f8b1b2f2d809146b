import { type Aggregate, type DueDiligenceTerms, type Money, minorOf } from '@mdtf/domain';
import type { CharterRules } from '@mdtf/rules';

/** Of the committee's event: what money depends on. */
export interface CharterAdopted {
  readonly type: 'CharterAdopted';
  readonly data: {
    readonly version: number;
    readonly charter: {
      readonly currency: string;
      readonly timeZone: string;
      readonly publishes: boolean;
      readonly administrationFeePercent: string;
      readonly windows: readonly { readonly id: string; readonly ceiling?: Money | undefined }[];
      readonly dueDiligence?: DueDiligenceTerms | undefined;
      readonly rules: CharterRules;
    };
  };
}

/** The charter in force, as far as money depends on it. */
export interface KnownCharter {
  readonly version: number;
  readonly currency: string;
  readonly timeZone: string;
  readonly publishes: boolean;
  readonly administrationFeePercent: string;
  readonly windows: readonly KnownWindow[];
  /** Absent: required of nobody. */
  readonly dueDiligence?: DueDiligenceTerms | undefined;
  readonly rules: CharterRules;
}

/** A window and the most that may be allocated under it; null: no limit of its own. */
export interface KnownWindow {
  readonly id: string;
  readonly ceilingMinor: bigint | null;
}

/** The one document of the charter in force. */
export const CURRENT = 'current';

/** The committee's charter as known here, one document; a later version replaces an earlier one. */
export const knownCharter: Aggregate<KnownCharter, CharterAdopted> = {
  kind: 'charter',
  version: 1,
  concerns: { CharterAdopted: () => CURRENT },
  evolve: (_before, { data: { version, charter } }) => ({
    version,
    currency: charter.currency,
    timeZone: charter.timeZone,
    publishes: charter.publishes,
    administrationFeePercent: charter.administrationFeePercent,
    windows: charter.windows.map(({ id, ceiling }) => ({
      id,
      ceilingMinor: ceiling === undefined ? null : minorOf(ceiling),
    })),
    ...(charter.dueDiligence === undefined ? {} : { dueDiligence: charter.dueDiligence }),
    rules: charter.rules,
  }),
};
