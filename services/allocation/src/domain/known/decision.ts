import type { Aggregate, ApprovedAmount, Condition, DecisionSubject } from '@mdtf/domain';

/** Of the committee's event: what is to be carried out. */
export interface DecisionTaken {
  readonly type: 'DecisionTaken';
  readonly data: {
    readonly decisionId: string;
    readonly subject: DecisionSubject;
    readonly title: string;
    readonly partner: string | null;
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
  evolve: (_before, { data: { subject, title, partner, outcome, amounts, conditions } }) => ({
    subject,
    title,
    partner,
    outcome,
    amounts,
    conditions,
  }),
};
