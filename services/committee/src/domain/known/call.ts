import type { Aggregate, Localised } from '@mdtf/domain';
import type { ReviewScheme } from '@mdtf/rules';

/** How a call's proposals are reviewed. */
export interface KnownCriteria extends ReviewScheme {
  readonly criteria: readonly { readonly id: string; readonly title: Localised; readonly weight: number }[];
}

/** Of the proposals' event: under which charter a call was opened, and how its proposals are reviewed. */
export interface CallOpened {
  readonly type: 'CallOpened';
  readonly data: {
    readonly callId: string;
    readonly charterVersion: number;
    readonly criteria?: KnownCriteria | undefined;
  };
}

/** A call keeps the charter it was opened under, whatever is adopted later. */
export interface KnownCall {
  readonly charterVersion: number;
  /** Null where no reviews are asked for. */
  readonly criteria: KnownCriteria | null;
}

/** The calls as known here. */
export const knownCall: Aggregate<KnownCall, CallOpened> = {
  kind: 'call',
  version: 2,
  concerns: { CallOpened: ({ callId }) => callId },
  evolve: (_, { data: { charterVersion, criteria = null } }) => ({ charterVersion, criteria }),
};
