import type { Aggregate } from '@mdtf/domain';

interface Subject {
  readonly kind: string;
  readonly id: string;
}

/** Of the committee's event: who answers for a proposal that was approved. */
export interface DecisionTaken {
  readonly type: 'DecisionTaken';
  readonly data: {
    readonly decisionId: string;
    readonly subject: Subject;
    readonly outcome: string;
    readonly partner: string | null;
  };
}

/** Of the committee's event: that money was set aside on a decision. */
export interface DecisionCarriedOut {
  readonly type: 'DecisionCarriedOut';
  readonly data: { readonly decisionId: string; readonly subject: Subject };
}

/**
 * An approved proposal; an activity from the moment money was set aside for it. Taken from the committee's log alone,
 * which tells both, so that no decision here waits for the log of money.
 */
export interface KnownActivity {
  /** Whose activity it is: the organisation named by the latest approval. */
  readonly partner: string | null;
  readonly funded: boolean;
}

/** Activities as known here, each under its proposal's id. */
export const knownActivity: Aggregate<KnownActivity, DecisionTaken | DecisionCarriedOut> = {
  kind: 'activity',
  version: 1,
  concerns: {
    DecisionTaken: ({ subject, outcome }) => (outcome === 'approved' ? proposalOf(subject) : []),
    DecisionCarriedOut: ({ subject }) => proposalOf(subject),
  },
  evolve(before = { partner: null, funded: false }, event) {
    return event.type === 'DecisionTaken'
      ? { ...before, partner: event.data.partner ?? before.partner }
      : { ...before, funded: true };
  },
};

function proposalOf({ kind, id }: Subject): readonly string[] {
  return kind === 'proposal' ? [id] : [];
}
