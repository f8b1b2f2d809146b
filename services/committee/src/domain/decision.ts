import type { Aggregate, Instant } from '@mdtf/domain';
import type { DecisionCarriedOut, DecisionNotCarriedOut, DecisionTaken } from './events.ts';

/** A decision of the committee and what came of it. */
export interface DecisionState extends Readonly<DecisionTakenData> {
  readonly recordedAt: Instant;
  /** Only an approved proposal is carried out by an allocation. */
  readonly carriedOut: 'not-needed' | 'waiting' | 'yes' | 'no';
  readonly allocationId: string | null;
  readonly notCarriedOut: { readonly code: string; readonly reason: string } | null;
}

type DecisionTakenData = DecisionTaken['data'];
type DecisionEvent = DecisionTaken | DecisionCarriedOut | DecisionNotCarriedOut;

const decisionOf = ({ decisionId }: { readonly decisionId: string }): string => decisionId;

/** The decisions of a fund's committee. */
export const decisionAggregate: Aggregate<DecisionState, DecisionEvent> = {
  kind: 'decision',
  version: 1,
  concerns: {
    DecisionTaken: decisionOf,
    DecisionCarriedOut: decisionOf,
    DecisionNotCarriedOut: decisionOf,
  },
  evolve(state, event, { recordedAt }) {
    if (event.type === 'DecisionTaken') return decisionTaken(event.data, recordedAt);
    if (state === undefined) throw new RangeError(`${event.type} concerns a decision that was not taken`);
    if (event.type === 'DecisionCarriedOut') {
      return { ...state, carriedOut: 'yes', allocationId: event.data.allocationId, notCarriedOut: null };
    }
    const { code, reason } = event.data;
    return { ...state, carriedOut: 'no', notCarriedOut: { code, reason } };
  },
};

/** A decision as it is taken: an approved proposal waits for its money; the document is its answer as well. */
export function decisionTaken(data: DecisionTakenData, recordedAt: Instant): DecisionState {
  const needsMoney = data.outcome === 'approved' && data.subject.kind === 'proposal';
  return {
    ...data,
    recordedAt,
    carriedOut: needsMoney ? 'waiting' : 'not-needed',
    allocationId: null,
    notCarriedOut: null,
  };
}
