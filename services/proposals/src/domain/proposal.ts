import type {
  Aggregate,
  ApprovedAmount,
  Instant,
  Localised,
  Money,
  ProposalKind,
  Verdict,
} from '@mdtf/domain';
import type { OutOfRanking } from '@mdtf/rules';
import type * as events from './events.ts';
import type { ProposalExcluded, ProposalNotExcluded } from './exclusion/exclusion-events.ts';
import type { RequestConverted } from './hub/hub-events.ts';
import type { ProposalContent } from './writing/content.ts';

/** Where a submitted proposal stands; a draft is no state of the log. */
export type ProposalStatus =
  | 'concept-submitted'
  | 'screened-eligible'
  | 'screened-ineligible'
  | 'excluded'
  | 'invited'
  | 'submitted'
  | 'returned'
  | 'approved'
  | 'revision-needed'
  | 'funded'
  | 'not-funded'
  | 'rejected'
  | 'deferred'
  | 'withdrawn'
  | 'converted';

/** Where a proposal is in no ranking of its call. */
export const OUT_OF_RANKING: readonly OutOfRanking[] = ['excluded', 'withdrawn', 'converted'];

/** Why a proposal is in no ranking of its call; undefined for one that is. */
export function outOfRanking(status: ProposalStatus): OutOfRanking | undefined {
  return OUT_OF_RANKING.find((out) => out === status);
}

/** The committee's decision as last heard. */
export interface KnownDecision {
  readonly decisionId: string;
  readonly outcome: 'approved' | 'returned' | 'rejected' | 'deferred';
  readonly reason: string;
  readonly reasonIn?: Localised | undefined;
  readonly amounts: readonly ApprovedAmount[];
  /** Null unless approved. */
  readonly approved: Money | null;
}

/** What became of a decision's money, which may be heard of before the decision itself. */
export interface KnownMoney {
  readonly decisionId: string;
  /** Null where allocation refused. */
  readonly allocationId: string | null;
}

/** A submitted proposal; its texts are in the document of its revision. */
export interface Proposal {
  readonly stage: events.Stage;
  readonly status: ProposalStatus;
  /** Of what was submitted last; 1 is the first submission. */
  readonly revision: number;
  readonly kind: ProposalKind;
  readonly title: string;
  readonly lead: string;
  readonly callId: string | null;
  readonly windowId: string | null;
  /** Asked from the fund; null where a concept note does not say. */
  readonly requested: Money | null;
  readonly screening: {
    readonly stage: events.Stage;
    readonly eligible: boolean;
    readonly reasons: string;
  } | null;
  readonly decision: KnownDecision | null;
  readonly money: KnownMoney | null;
  /** Approved below the request: a revision in the approved amount comes before the mandate. */
  readonly revisionNeeded: boolean;
  readonly submittedAt: Instant;
}

type ProposalEvent =
  | events.ConceptNoteSubmitted
  | events.FullProposalSubmitted
  | events.ProposalScreened
  | events.ProposalInvited
  | events.ProposalApproved
  | events.ProposalReturned
  | events.ProposalRejected
  | events.ProposalDeferred
  | events.ProposalWithdrawn
  | events.ProposalFunded
  | events.ProposalNotFunded
  | ProposalExcluded
  | ProposalNotExcluded
  | RequestConverted;

/** What makes a new revision. */
export type Submission = events.ConceptNoteSubmitted | events.FullProposalSubmitted;

const byId = ({ proposalId }: { readonly proposalId: string }): string => proposalId;

/** Submitted proposals, one document each. */
export const proposal: Aggregate<Proposal, ProposalEvent> = {
  kind: 'proposal',
  version: 1,
  concerns: {
    ConceptNoteSubmitted: byId,
    FullProposalSubmitted: byId,
    ProposalScreened: byId,
    ProposalInvited: byId,
    ProposalExcluded: byId,
    ProposalNotExcluded: byId,
    ProposalApproved: byId,
    ProposalReturned: byId,
    ProposalRejected: byId,
    ProposalDeferred: byId,
    ProposalWithdrawn: byId,
    ProposalFunded: byId,
    ProposalNotFunded: byId,
    RequestConverted: ({ requestId }) => requestId,
  },
  evolve(state, event, { time }) {
    if (event.type === 'ConceptNoteSubmitted' || event.type === 'FullProposalSubmitted')
      return submitted(state, event, time);
    if (state === undefined) throw new RangeError(`${event.type} of a proposal that was never submitted`);
    return changed(state, event);
  },
};

function submitted(state: Proposal | undefined, event: Submission, time: Instant): Proposal {
  const { revision, content } = event.data;
  const full = event.type === 'FullProposalSubmitted';
  const revisedInApproval = state?.status === 'revision-needed';
  return {
    stage: full ? 'full' : 'concept-note',
    status: full
      ? revisedInApproval
        ? approvedStatus(state.decision, false, state.money)
        : 'submitted'
      : 'concept-submitted',
    revision,
    kind: content.kind,
    title: content.title,
    lead: content.lead,
    callId: content.callId ?? null,
    windowId: content.windowId ?? null,
    requested: full ? event.data.requested : indicated(content),
    screening: state?.screening ?? null,
    decision: state?.decision ?? null,
    money: state?.money ?? null,
    revisionNeeded: false,
    submittedAt: time,
  };
}

/** What a concept note says it will ask for, if it says so. */
function indicated({ financing }: ProposalContent): Money | null {
  return financing !== undefined && /[1-9]/.test(financing.fund.amount) ? financing.fund : null;
}

function changed(state: Proposal, event: Exclude<ProposalEvent, Submission>): Proposal {
  switch (event.type) {
    case 'ProposalScreened': {
      const { stage, eligible, reasons } = event.data;
      const verdict = eligible ? 'screened-eligible' : 'screened-ineligible';
      // A recommendation does not change where a full proposal stands: it waits for the committee.
      const status = stage === 'concept-note' ? verdict : state.status;
      return { ...state, status, screening: { stage, eligible, reasons } };
    }
    case 'ProposalInvited':
      return { ...state, status: 'invited' };
    case 'ProposalExcluded':
      return { ...state, status: 'excluded' };
    case 'ProposalNotExcluded':
      return { ...state, status: state.stage === 'full' ? 'submitted' : 'screened-eligible' };
    case 'ProposalApproved': {
      const { decisionId, reason, reasonIn, amounts, approved, revisionNeeded } = event.data;
      const why = { reason, ...(reasonIn === undefined ? {} : { reasonIn }) };
      const decision: KnownDecision = { decisionId, outcome: 'approved', ...why, amounts, approved };
      return {
        ...state,
        decision,
        revisionNeeded,
        status: approvedStatus(decision, revisionNeeded, state.money),
      };
    }
    case 'ProposalReturned':
      return decided(state, 'returned', event.data);
    case 'ProposalRejected':
      return decided(state, 'rejected', event.data);
    case 'ProposalDeferred':
      return decided(state, 'deferred', event.data);
    case 'ProposalWithdrawn':
      return { ...state, status: 'withdrawn' };
    case 'RequestConverted':
      return event.data.replaces ? { ...state, status: 'converted' } : state;
    case 'ProposalFunded':
    case 'ProposalNotFunded':
      return withMoney(state, event);
  }
}

function decided(
  state: Proposal,
  outcome: 'returned' | 'rejected' | 'deferred',
  { decisionId, reason }: { readonly decisionId: string; readonly reason: string },
): Proposal {
  const decision = { decisionId, outcome, reason, amounts: [], approved: null };
  return { ...state, status: outcome, decision, revisionNeeded: false };
}

function withMoney(state: Proposal, event: events.ProposalFunded | events.ProposalNotFunded): Proposal {
  const { decisionId } = event.data;
  const allocationId = event.type === 'ProposalFunded' ? event.data.allocationId : null;
  const money: KnownMoney = { decisionId, allocationId };
  const { decision, revisionNeeded } = state;
  // The committee's and the allocations' logs are read side by side: the money may be heard of first.
  if (decision?.outcome !== 'approved' || decision.decisionId !== decisionId) return { ...state, money };
  return { ...state, money, status: approvedStatus(decision, revisionNeeded, money) };
}

function approvedStatus(
  decision: KnownDecision | null,
  revisionNeeded: boolean,
  money: KnownMoney | null,
): ProposalStatus {
  const heard = money !== null && money.decisionId === decision?.decisionId;
  if (heard && money.allocationId === null) return 'not-funded';
  if (revisionNeeded) return 'revision-needed';
  return heard ? 'funded' : 'approved';
}

/** What was submitted, as it was; the id is the proposal's and the number of the revision. */
export interface Revision {
  /** Of its entry in the log. */
  readonly sequence: bigint;
  readonly stage: events.Stage;
  readonly submittedAt: Instant;
  readonly content: ProposalContent;
  readonly verdicts: readonly Verdict[];
}

/** Every submission as it was, one document each. */
export const revision: Aggregate<Revision, Submission> = {
  kind: 'revision',
  version: 2,
  concerns: {
    ConceptNoteSubmitted: ({ proposalId, revision }) => revisionId(proposalId, revision),
    FullProposalSubmitted: ({ proposalId, revision }) => revisionId(proposalId, revision),
  },
  evolve: (_before, { type, data: { content, verdicts } }, { time, sequence }) => ({
    sequence,
    stage: type === 'FullProposalSubmitted' ? 'full' : 'concept-note',
    submittedAt: time,
    content,
    verdicts,
  }),
};

const REVISION_DIGITS = 6;

/** The id of a revision's document: P1/000002, so that revisions sort by number. */
export function revisionId(proposalId: string, number: number): string {
  return `${proposalId}/${`${number}`.padStart(REVISION_DIGITS, '0')}`;
}
