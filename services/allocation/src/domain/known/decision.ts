import type { Aggregate } from '@mdtf/domain';
import type { ApprovedAmount, Condition, DecisionSubject } from '../events.ts';

/** Of the committee's event: what is to be carried out. */
export interface DecisionTaken {
  readonly type: 'DecisionTaken';
  readonly data: {
    readonly decisionId: string;
    readonly subject: DecisionSubject;
    readonly title: string;
    readonly outcome: 'approved' | 'rejected' | 'returned' | 'deferred';
    readonly amounts: readonly ApprovedAmount[];
    readonly conditions: readonly Condition[];
  };
}

/** A decision of the committee, by its id. */
export type KnownDecision = Omit<DecisionTaken['data'], 'decisionId'>;

/** The committee's decisions as known here, one document each. */
export const knownDecision: Aggregate<KnownDecision, DecisionTaken> = {
  kind: 'decision',
  version: 1,
  concerns: { DecisionTaken: ({ decisionId }) => decisionId },
  evolve: (_before, { data: { subject, title, outcome, amounts, conditions } }) => ({
    subject,
    title,
    outcome,
    amounts,
    conditions,
  }),
};

/** Approvals of one proposal that are remembered until the proposal itself is known here. */
export const MAX_REMEMBERED_APPROVALS = 8;

/** The decisions that approved money for a proposal, newest last. */
export interface KnownApprovals {
  readonly newest: readonly Pick<DecisionTaken['data'], 'decisionId' | 'subject' | 'amounts'>[];
}

/** Which decisions may wait for a proposal: the committee's log can be read before the proposals'. */
export const knownApprovals: Aggregate<KnownApprovals, DecisionTaken> = {
  kind: 'approvals',
  version: 1,
  concerns: {
    DecisionTaken: ({ outcome, subject }) =>
      outcome === 'approved' && subject.kind === 'proposal' ? subject.id : [],
  },
  evolve: (before, { data: { decisionId, subject, amounts } }) => ({
    newest: [...(before?.newest ?? []), { decisionId, subject, amounts }].slice(-MAX_REMEMBERED_APPROVALS),
  }),
};
