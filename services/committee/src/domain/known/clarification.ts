import type { Aggregate, Instant } from '@mdtf/domain';

interface OfQuestion {
  readonly proposalId: string;
  readonly clarificationId: string;
}

/** Of the proposals' events: what an applicant was asked, and what it answered. */
export type ClarificationEvent =
  | {
      readonly type: 'ProposalQuestionAsked';
      readonly data: OfQuestion & {
        readonly askedFor: 'secretariat' | 'committee';
        readonly question: string;
        readonly due: Instant | null;
      };
    }
  | { readonly type: 'ProposalQuestionAnswered'; readonly data: OfQuestion & { readonly answer: string } };

/** A question about a proposal with its answers, the newest last; the proposals' service bounds both. */
export interface KnownClarification extends OfQuestion {
  readonly askedFor: 'secretariat' | 'committee';
  readonly question: string;
  readonly askedAt: Instant;
  readonly due: Instant | null;
  readonly answers: readonly { readonly answeredAt: Instant; readonly answer: string }[];
}

const byId = ({ proposalId, clarificationId }: OfQuestion): string => `${proposalId}/${clarificationId}`;

/** Clarifications as known here, one document each. */
export const knownClarification: Aggregate<KnownClarification, ClarificationEvent> = {
  kind: 'clarification',
  version: 1,
  concerns: { ProposalQuestionAsked: byId, ProposalQuestionAnswered: byId },
  evolve(state, event, { time }) {
    if (event.type === 'ProposalQuestionAsked') return { ...event.data, askedAt: time, answers: [] };
    if (state === undefined) throw new RangeError('A question was answered that nobody asked');
    return { ...state, answers: [...state.answers, { answeredAt: time, answer: event.data.answer }] };
  },
};
