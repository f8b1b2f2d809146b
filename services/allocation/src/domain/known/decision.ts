import type {
  Aggregate,
  ApprovedAmount,
  Condition,
  DecisionSubject,
  LocalDate,
  Localised,
  ProposalKind,
} from '@mdtf/domain';

/** Of the committee's event: what is to be carried out. */
export interface DecisionTaken {
  readonly type: 'DecisionTaken';
  readonly data: {
    readonly decisionId: string;
    readonly decidedOn: LocalDate;
    readonly subject: DecisionSubject;
    readonly title: string;
    readonly partner: string | null;
    readonly proposalKind?: ProposalKind | undefined;
    readonly outcome: 'approved' | 'rejected' | 'returned' | 'deferred';
    readonly amounts: readonly ApprovedAmount[];
    readonly conditions: readonly Condition[];
    readonly charterVersion?: number | undefined;
    readonly reason: string;
    /** Where nobody wrote the reason: by silence. */
    readonly reasonIn?: Localised | undefined;
    readonly amendment?: Amendment | undefined;
  };
}

/** What a later decision changes of the one it amends. */
export interface Amendment {
  readonly revoke: boolean;
  readonly addConditions: readonly Condition[];
  readonly moveConditions: readonly { readonly id: string; readonly due: LocalDate }[];
  readonly liftConditions: readonly { readonly id: string; readonly reason: string }[];
  readonly root: string;
  readonly of: DecisionSubject;
  /** The decisions under it that gave money, the first first. */
  readonly allocations: readonly string[];
}

/** A decision of the committee, by its id. */
export type KnownDecision = Omit<DecisionTaken['data'], 'decisionId' | 'charterVersion' | 'amendment'> & {
  readonly amendment: Amendment | null;
  /** Whose rules bind; null where nobody said: those in force. */
  readonly charterVersion: number | null;
};

/** The committee's decisions as known here, one document each. */
export const knownDecision: Aggregate<KnownDecision, DecisionTaken> = {
  kind: 'decision',
  version: 5,
  concerns: { DecisionTaken: ({ decisionId }) => decisionId },
  evolve: (
    _before,
    {
      data: {
        decidedOn,
        subject,
        title,
        partner,
        proposalKind,
        outcome,
        amounts,
        conditions,
        reason,
        reasonIn,
        charterVersion = null,
        amendment = null,
      },
    },
  ) => ({
    decidedOn,
    subject,
    title,
    partner,
    ...(proposalKind === undefined ? {} : { proposalKind }),
    outcome,
    amounts,
    conditions,
    reason,
    ...(reasonIn === undefined ? {} : { reasonIn }),
    charterVersion,
    amendment,
  }),
};

/** Which decision on a proposal was taken last: those before it bind no more. */
export type LastDecision = Pick<DecisionTaken['data'], 'decisionId' | 'decidedOn'>;

/** The last decision on each proposal; of two on one day, the one recorded later. */
export const lastDecision: Aggregate<LastDecision, DecisionTaken> = {
  kind: 'last-decision',
  version: 1,
  concerns: { DecisionTaken: ({ subject }) => (subject.kind === 'proposal' ? subject.id : []) },
  evolve: (before, { data: { decisionId, decidedOn } }) =>
    before !== undefined && before.decidedOn > decidedOn ? before : { decisionId, decidedOn },
};
