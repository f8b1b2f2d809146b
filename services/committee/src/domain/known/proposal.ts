import type { Aggregate, EventMeta, LocalDate, Money, ProposalKind } from '@mdtf/domain';
import { type PlannedContent, type ProposalPlan, planOf } from '@mdtf/rules';

interface ProposalContent {
  readonly kind: ProposalKind;
  readonly title: string;
  readonly callId?: string | undefined;
  readonly windowId?: string | undefined;
  readonly lead: string;
  readonly partners?:
    | readonly { readonly organisation: string; readonly organisationId?: string | undefined }[]
    | undefined;
  readonly startDate?: string | undefined;
  readonly endDate?: string | undefined;
  readonly budget: readonly { readonly category: number; readonly amount: Money }[];
  readonly countries?: readonly string[] | undefined;
  readonly financing?: PlannedContent['financing'];
  readonly assistance?: { readonly implementedBy?: string | undefined } | undefined;
}

/** Of the proposals' events: what the committee needs to know of a proposal, its latest revision. */
export type ProposalEvent =
  | { readonly type: 'ConceptNoteSubmitted'; readonly data: Submitted }
  | {
      readonly type: 'FullProposalSubmitted';
      readonly data: Submitted & { readonly requested: Money; readonly bankPart: Money };
    }
  | { readonly type: 'ProposalWithdrawn'; readonly data: { readonly proposalId: string } }
  | {
      readonly type: 'RequestConverted';
      readonly data: { readonly requestId: string; readonly replaces: boolean };
    };

interface Submitted {
  readonly proposalId: string;
  readonly revision: number;
  readonly content: ProposalContent;
}

/** A proposal as last submitted; costs in minor units of its request's currency. */
export interface KnownProposal {
  readonly stage: 'concept-note' | 'full';
  readonly revision: number;
  /** Taken back, or made into a project that takes its place. */
  readonly withdrawn: boolean;
  /** The latter. */
  readonly converted: boolean;
  readonly kind: ProposalKind;
  readonly title: string;
  readonly lead: string;
  /** Who works under the mandate: its lead, unless a government’s request names another partner. */
  readonly implementedBy: string;
  /** The others in its consortium: names as written, and ids where they are registered. */
  readonly partners: readonly string[];
  readonly callId: string | null;
  readonly windowId: string | null;
  readonly requested: Money | null;
  readonly startDate: LocalDate | null;
  readonly endDate: LocalDate | null;
  /** As the rules see it. */
  readonly plan: ProposalPlan;
}

/** The proposals as known here. */
export const knownProposal: Aggregate<KnownProposal, ProposalEvent> = {
  kind: 'proposal',
  version: 5,
  concerns: {
    ConceptNoteSubmitted: ({ proposalId }) => proposalId,
    FullProposalSubmitted: ({ proposalId }) => proposalId,
    ProposalWithdrawn: ({ proposalId }) => proposalId,
    RequestConverted: ({ requestId }) => requestId,
  },
  evolve(state, event, meta) {
    if (event.type === 'ConceptNoteSubmitted') return submitted('concept-note', event.data, null, meta);
    if (event.type === 'FullProposalSubmitted')
      return submitted('full', event.data, event.data.requested, meta);
    if (event.type === 'RequestConverted' && !event.data.replaces && state !== undefined) return state;
    if (state === undefined) throw new RangeError('A proposal was withdrawn that was never submitted');
    return { ...state, withdrawn: true, converted: event.type === 'RequestConverted' };
  },
};

function submitted(
  stage: KnownProposal['stage'],
  { revision, content }: Submitted,
  requested: Money | null,
  { time, recordedAt }: Pick<EventMeta, 'time' | 'recordedAt'>,
): KnownProposal {
  return {
    stage,
    revision,
    withdrawn: false,
    converted: false,
    kind: content.kind,
    title: content.title,
    lead: content.lead,
    implementedBy: content.assistance?.implementedBy ?? content.lead,
    partners: [
      ...(content.partners ?? []).flatMap(({ organisation, organisationId }) =>
        organisationId === undefined ? [organisation] : [organisation, organisationId],
      ),
      ...implementerOf(content),
    ],
    callId: content.callId ?? null,
    windowId: content.windowId ?? null,
    requested: requested ?? content.financing?.fund ?? null,
    startDate: content.startDate ?? null,
    endDate: content.endDate ?? null,
    plan: planOf(content, { afterwards: time < recordedAt }),
  };
}

/** Whoever would work under the mandate in the lead’s place has a part in the proposal as a partner has. */
function implementerOf({ assistance }: ProposalContent): readonly string[] {
  return assistance?.implementedBy === undefined ? [] : [assistance.implementedBy];
}
