import type { AllocationEvent, CommitteeEvent } from '@mdtf/contracts';
import type { Reaction, ReadEntry } from '@mdtf/fund-log';
import { PLATFORM } from '@mdtf/fund-log';
import type { MarkCarriedOut, MarkNotCarriedOut } from './domain/carry-out.ts';
import type { ListFund } from './domain/fund-listing.ts';

/** A fund that was established is listed for all to find. */
export const onCommittee: Reaction = (entry) => {
  const event = eventOf<CommitteeEvent>(entry);
  if (event.type !== 'FundEstablished') return undefined;
  const { fundId, title, currency } = event.data;
  const data: ListFund = { fundId, title, currency };
  return { fund: PLATFORM, type: 'ListFund', data };
};

/** A decision is carried out once its money is allocated, and its item comes back where it could not be. */
export const onAllocation: Reaction = (entry) => {
  const event = eventOf<AllocationEvent>(entry);
  if (event.type === 'AllocationMade') {
    const { decisionId, allocationId } = event.data;
    const data: MarkCarriedOut = { decisionId, allocationId };
    return { fund: entry.fund, type: 'MarkCarriedOut', data };
  }
  if (event.type === 'AllocationRefused') {
    const { decisionId, code, reason, verdicts } = event.data;
    const data: MarkNotCarriedOut = { decisionId, code, reason, verdicts };
    return { fund: entry.fund, type: 'MarkNotCarriedOut', data };
  }
  return undefined;
};

/** The proposals' entries are facts here; nothing follows from them by itself. */
export const onProposals: Reaction = () => undefined;

function eventOf<E>({ type, data }: ReadEntry): E {
  return { type, data } as E;
}
