import type { AllocationEvent, CommitteeEvent, ProposalsEvent, ReportingEvent } from '@mdtf/contracts';
import type { Reaction, ReadEntry } from '@mdtf/fund-log';
import { PLATFORM } from '@mdtf/fund-log';
import type { MarkCarriedOut, MarkNotCarriedOut } from './domain/carry-out.ts';
import type { FillAgenda } from './domain/fill-agenda.ts';
import type { ListFund } from './domain/fund-listing.ts';
import type { CloseWithdrawn } from './domain/silence/close-withdrawn.ts';
import type { RecordNotices, RecordOutage } from './domain/silence/term-of-silence.ts';

/** A fund that was established is listed for all to find; what comes to a session is put on the agenda of the next. */
export const onCommittee: Reaction = (entry) => {
  const event = eventOf<CommitteeEvent>(entry);
  if (BRINGS_TO_SESSION.has(event.type)) {
    const data: FillAgenda = {};
    return { fund: entry.fund, type: 'FillAgenda', data };
  }
  if (event.type !== 'FundEstablished') return undefined;
  const { fundId, title, currency } = event.data;
  const data: ListFund = { fundId, title, currency };
  return { fund: PLATFORM, type: 'ListFund', data };
};

const BRINGS_TO_SESSION: ReadonlySet<string> = new Set<CommitteeEvent['type']>([
  'SessionConvened',
  'ObjectionRaised',
  'NonObjectionLapsed',
  'DecisionNotCarriedOut',
]);

/** A decision is carried out once its money is allocated, and its item comes back where it could not be. */
export const onAllocation: Reaction = (entry) => {
  const event = eventOf<AllocationEvent>(entry);
  if (
    event.type === 'AllocationMade' ||
    event.type === 'AllocationAmended' ||
    event.type === 'AllocationReleased'
  ) {
    const { decisionId, allocationId } = event.data;
    const data: MarkCarriedOut = { decisionId, allocationId };
    return { fund: entry.fund, type: 'MarkCarriedOut', data };
  }
  if (event.type === 'AllocationRefused') {
    const { decisionId, code, reason, reasonIn, verdicts } = event.data;
    const data: MarkNotCarriedOut = { decisionId, code, reason, reasonIn, verdicts };
    return { fund: entry.fund, type: 'MarkNotCarriedOut', data };
  }
  return undefined;
};

/** What the seats are asked about a proposal ends when its applicant takes it back; a review it asks for comes to a session; the rest are facts here. */
export const onProposals: Reaction = (entry) => {
  const event = eventOf<ProposalsEvent>(entry);
  if (event.type === 'DecisionReviewRequested') {
    const data: FillAgenda = {};
    return { fund: entry.fund, type: 'FillAgenda', data };
  }
  const proposalId = endedBy(event);
  if (proposalId === undefined) return undefined;
  const data: CloseWithdrawn = { proposalId };
  return { fund: entry.fund, type: 'CloseWithdrawn', data };
};

function endedBy(event: ProposalsEvent): string | undefined {
  if (event.type === 'ProposalWithdrawn') return event.data.proposalId;
  return event.type === 'RequestConverted' && event.data.replaces ? event.data.requestId : undefined;
}

/** What came of the notices of a non-objection is recorded there, as the secretariat would have; the rest is not the committee's. */
export const onReporting: Reaction = (entry) => {
  const event = eventOf<ReportingEvent>(entry);
  if (event.type === 'NoticeOutageRecorded') {
    const data: RecordOutage = {
      ...event.data,
      reason: 'The mail server was away: notices could not be sent.',
    };
    return { fund: entry.fund, type: 'RecordOutage', data };
  }
  if (event.type !== 'NoticeDelivered' && event.type !== 'NoticeBounced') return undefined;
  const { nonObjectionId, seat } = event.data;
  const notice =
    event.type === 'NoticeDelivered'
      ? { seat, outcome: 'delivered' as const, evidence: 'Accepted by the mail server.' }
      : { seat, outcome: 'bounced' as const, evidence: `Refused by the mail server${codeOf(event.data)}.` };
  const data: RecordNotices = { nonObjectionId, notices: [notice] };
  return { fund: entry.fund, type: 'RecordNotices', data };
};

const codeOf = ({ code }: { readonly code: string | null }): string => (code === null ? '' : ` (${code})`);

function eventOf<E>({ type, data }: ReadEntry): E {
  return { type, data } as E;
}
