import type { Aggregate, Money } from '@mdtf/domain';

/** Of the proposals' event: the fund's own request to the bank's facility. */
export interface FacilityRequestSubmitted {
  readonly type: 'FacilityRequestSubmitted';
  readonly data: {
    readonly stage: 'preliminary' | 'formal';
    readonly totalSought: Money;
    readonly internal: Money;
    readonly revision: number;
  };
}

/** A stage of the facility request as last submitted; the document's id is the stage. */
export interface KnownFacilityRequest {
  readonly totalSought: Money;
  readonly internal: Money;
  readonly revision: number;
}

/** The facility request in its stages, as known here. */
export const knownFacilityRequest: Aggregate<KnownFacilityRequest, FacilityRequestSubmitted> = {
  kind: 'facility-request',
  version: 1,
  concerns: { FacilityRequestSubmitted: ({ stage }) => stage },
  evolve: (_, { data: { totalSought, internal, revision } }) => ({ totalSought, internal, revision }),
};
