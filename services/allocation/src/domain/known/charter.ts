import {
  type Aggregate,
  type DueDiligenceTerms,
  type Money,
  minorOf,
  type PublicPart,
  type Slice,
  type StateRef,
} from '@mdtf/domain';
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
      readonly unpublished?: readonly PublicPart[] | undefined;
      readonly administrationFeePercent: string;
      readonly secretariatBudgetPercent?: string | undefined;
      readonly windows: readonly { readonly id: string; readonly ceiling?: Money | undefined }[];
      readonly dueDiligence?: DueDiligenceTerms | undefined;
      readonly preparationAdvances?: boolean | undefined;
      readonly rules: CharterRules;
    };
  };
}

/** One version of the charter, as far as money depends on it. */
export interface KnownCharter {
  readonly version: number;
  readonly currency: string;
  readonly timeZone: string;
  readonly publishes: boolean;
  /** Withheld from the public all the same; absent: nothing. */
  readonly unpublished?: readonly PublicPart[];
  readonly administrationFeePercent: string;
  /** Most the secretariat may cost, of net agreed contributions; absent: as the rules have it. */
  readonly secretariatBudgetPercent?: string | undefined;
  readonly windows: readonly KnownWindow[];
  /** Absent: required of nobody. */
  readonly dueDiligence?: DueDiligenceTerms | undefined;
  /** Whether money may go out to prepare a project, before its mandate is accepted; absent: no. */
  readonly preparationAdvances?: boolean;
  readonly rules: CharterRules;
}

/** A window and the most that may be allocated under it; null: no limit of its own. */
export interface KnownWindow {
  readonly id: string;
  readonly ceilingMinor: bigint | null;
}

/** The document of the charter in force; every version also has its own, under its number. */
export const CURRENT = 'current';

/** The committee's charter as known here: one document per version, for decisions that pin it, and one for that in force. */
export const knownCharter: Aggregate<KnownCharter, CharterAdopted> = {
  kind: 'charter',
  version: 2,
  concerns: { CharterAdopted: ({ version }) => [CURRENT, `${version}`] },
  evolve: (_before, { data: { version, charter } }) => ({
    version,
    currency: charter.currency,
    timeZone: charter.timeZone,
    publishes: charter.publishes,
    ...(charter.unpublished === undefined ? {} : { unpublished: charter.unpublished }),
    administrationFeePercent: charter.administrationFeePercent,
    windows: charter.windows.map(({ id, ceiling }) => ({
      id,
      ceilingMinor: ceiling === undefined ? null : minorOf(ceiling),
    })),
    ...(charter.secretariatBudgetPercent === undefined
      ? {}
      : { secretariatBudgetPercent: charter.secretariatBudgetPercent }),
    ...(charter.dueDiligence === undefined ? {} : { dueDiligence: charter.dueDiligence }),
    ...(charter.preparationAdvances ? { preparationAdvances: true } : {}),
    rules: charter.rules,
  }),
};

/** The documents of the version whose rules bind; none where nobody pinned one. */
export function needsOfVersion(version: number | null | undefined): readonly StateRef[] {
  return version === null || version === undefined ? [] : [{ kind: knownCharter.kind, id: `${version}` }];
}

/** The charter in force with the rules of the version that binds: what an old call was opened under never changes. */
export function boundBy(
  version: number | null | undefined,
  current: KnownCharter,
  slice: Slice,
): KnownCharter {
  const [ref] = needsOfVersion(version);
  const pinned = ref === undefined ? undefined : slice.fact(knownCharter, ref.id);
  if (pinned === undefined) return current;
  const { secretariatBudgetPercent: _, ...rest } = current;
  const share = pinned.secretariatBudgetPercent;
  return {
    ...rest,
    rules: pinned.rules,
    ...(share === undefined ? {} : { secretariatBudgetPercent: share }),
  };
}
