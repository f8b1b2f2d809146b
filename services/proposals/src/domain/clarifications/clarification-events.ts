import type { DomainEvent, Instant } from '@mdtf/domain';

interface OfCall {
  readonly callId: string;
  readonly clarificationId: string;
  readonly question: string;
}

interface OfProposal {
  readonly proposalId: string;
  readonly clarificationId: string;
}

export type CallQuestionAsked = DomainEvent<'CallQuestionAsked', OfCall>;
export type CallQuestionAnswered = DomainEvent<'CallQuestionAnswered', OfCall & { readonly answer: string }>;

export type ProposalQuestionAsked = DomainEvent<
  'ProposalQuestionAsked',
  OfProposal & {
    /** Who is to answer. */
    readonly lead?: string | undefined;
    readonly askedFor: 'secretariat' | 'committee';
    readonly question: string;
    readonly due: Instant | null;
  }
>;
export type ProposalQuestionAnswered = DomainEvent<
  'ProposalQuestionAnswered',
  OfProposal & { readonly answer: string }
>;

/** What is recorded of questions and answers. */
export type ClarificationEvent =
  | CallQuestionAsked
  | CallQuestionAnswered
  | ProposalQuestionAsked
  | ProposalQuestionAnswered;
