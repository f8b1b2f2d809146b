import type { Aggregate, EventMeta, Instant, Money } from '@mdtf/domain';

/** A content as submitted; kept whole, named here as far as a pack words it. */
export interface RequestContent {
  readonly kind: string;
  readonly title: string;
  readonly summary?: string | undefined;
  readonly lead: string;
  readonly partners: readonly { readonly organisation: string; readonly role: string }[];
  readonly countries: readonly string[];
  readonly startDate?: string | undefined;
  readonly endDate?: string | undefined;
  readonly mandate?:
    | { readonly objectives: string; readonly tasks: string; readonly expectedResults: string }
    | undefined;
  readonly budget: readonly { readonly category: number; readonly amount: Money }[];
  readonly financing?:
    | {
        readonly fund: Money;
        readonly bankPart?: Money | undefined;
        readonly own?: Money | undefined;
        readonly other: readonly {
          readonly from: string;
          readonly amount: Money;
          readonly confirmed: boolean;
        }[];
      }
    | undefined;
  readonly results: readonly { readonly id: string; readonly statement: string }[];
}

type Stage = 'concept-note' | 'full';

interface Submitted {
  readonly proposalId: string;
  readonly revision: number;
  readonly content: RequestContent;
}

/** Of the proposals' events: what was submitted, and how it was read before it came to the committee. */
export type RequestEvent =
  | { readonly type: 'ConceptNoteSubmitted'; readonly data: Submitted }
  | { readonly type: 'FullProposalSubmitted'; readonly data: Submitted }
  | {
      readonly type: 'ProposalScreened';
      readonly data: {
        readonly proposalId: string;
        readonly stage: Stage;
        readonly eligible: boolean;
        readonly reasons: string;
      };
    }
  | {
      readonly type: 'ProposalInvited';
      readonly data: { readonly proposalId: string; readonly note: string | null };
    };

/** One submission; the entry with this number of the proposals' log proves it. */
export interface SubmissionReceipt {
  readonly revision: number;
  readonly stage: Stage;
  readonly submittedAt: Instant;
  readonly recordedAt: Instant;
  readonly sequence: string;
}

/** What an applicant asked, as last submitted, and its way here. */
export interface KnownRequest {
  readonly content: RequestContent;
  /** The oldest first; the last is that of the content. */
  readonly submissions: readonly SubmissionReceipt[];
  readonly screenings: readonly {
    readonly stage: Stage;
    readonly eligible: boolean;
    readonly reasons: string;
    readonly at: Instant;
  }[];
  readonly invited: { readonly note: string | null; readonly at: Instant } | null;
}

/** Submissions and screenings that are kept, the newest. */
export const MAX_KEPT = 50;

const byProposal = ({ proposalId }: { readonly proposalId: string }): string => proposalId;

/** Requests as known here, one document per proposal. */
export const knownRequest: Aggregate<KnownRequest, RequestEvent> = {
  kind: 'request',
  version: 1,
  concerns: {
    ConceptNoteSubmitted: byProposal,
    FullProposalSubmitted: byProposal,
    ProposalScreened: byProposal,
    ProposalInvited: byProposal,
  },
  evolve(state, event, meta) {
    switch (event.type) {
      case 'ConceptNoteSubmitted':
        return submitted(state, 'concept-note', event.data, meta);
      case 'FullProposalSubmitted':
        return submitted(state, 'full', event.data, meta);
      case 'ProposalScreened': {
        const { stage, eligible, reasons } = event.data;
        const screened = { stage, eligible, reasons, at: meta.time };
        const before = known(state, event.type);
        return { ...before, screenings: [...before.screenings, screened].slice(-MAX_KEPT) };
      }
      case 'ProposalInvited':
        return { ...known(state, event.type), invited: { note: event.data.note, at: meta.time } };
    }
  },
};

function submitted(
  state: KnownRequest | undefined,
  stage: Stage,
  { revision, content }: Submitted,
  { time, recordedAt, sequence }: EventMeta,
): KnownRequest {
  const receipt = { revision, stage, submittedAt: time, recordedAt, sequence: String(sequence) };
  return {
    content,
    submissions: [...(state?.submissions ?? []), receipt].slice(-MAX_KEPT),
    screenings: state?.screenings ?? [],
    invited: state?.invited ?? null,
  };
}

function known(state: KnownRequest | undefined, type: string): KnownRequest {
  if (state === undefined) throw new RangeError(`${type} of a proposal that was never submitted`);
  return state;
}
