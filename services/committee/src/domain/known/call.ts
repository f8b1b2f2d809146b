import type { Aggregate } from '@mdtf/domain';

/** Of the proposals' event: under which charter a call was opened. */
export interface CallOpened {
  readonly type: 'CallOpened';
  readonly data: { readonly callId: string; readonly charterVersion: number };
}

/** A call keeps the charter it was opened under, whatever is adopted later. */
export interface KnownCall {
  readonly charterVersion: number;
}

/** The calls as known here. */
export const knownCall: Aggregate<KnownCall, CallOpened> = {
  kind: 'call',
  version: 1,
  concerns: { CallOpened: ({ callId }) => callId },
  evolve: (_, { data: { charterVersion } }) => ({ charterVersion }),
};
