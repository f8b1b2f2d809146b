import {
  type Aggregate,
  accept,
  type CommandHandler,
  type Context,
  formatInstant,
  type Instant,
  type Localised,
  notFound,
  type Rejection,
  reject,
} from '@mdtf/domain';
import { afterwards } from '../answer.ts';
import { refuseStranger } from '../author.ts';
import type { ProposalApproved, ProposalRejected, ProposalReturned } from '../events.ts';
import { CURRENT, knownCharter } from '../known/charter.ts';
import { type Proposal, proposal } from '../proposal.ts';
import { conflict, refused } from '../refusals.ts';
import type { DecisionReviewRequested, ProposalExcluded, ProposalNotExcluded } from './exclusion-events.ts';

// Commands

/** That the committee is to review what it decided against a proposal, and on what grounds. */
export interface RequestDecisionReview {
  readonly proposalId: string;
  readonly grounds: string;
}

// State

/** What the committee decided against a proposal, and the one review of it. */
export interface DecisionReview {
  /** Null where nothing was decided against it so far. */
  readonly against: Against | null;
  readonly requested: { readonly requestedAt: Instant; readonly grounds: string } | null;
  /** What was decided after the review; it is final. */
  readonly outcome: {
    readonly decisionId: string;
    readonly upheld: boolean;
    readonly reason: string;
    readonly reasonIn?: Localised | undefined;
    readonly decidedAt: Instant;
  } | null;
}

interface Against {
  readonly of: 'exclusion' | 'rejection';
  readonly decisionId: string;
  readonly reason: string;
  readonly reasonIn?: Localised | undefined;
  readonly reasons: string | null;
  readonly decidedAt: Instant;
  readonly until: Instant | null;
}

type Event =
  | ProposalExcluded
  | ProposalNotExcluded
  | ProposalRejected
  | ProposalApproved
  | ProposalReturned
  | DecisionReviewRequested;

const byId = ({ proposalId }: { readonly proposalId: string }): string => proposalId;
const NOTHING: DecisionReview = { against: null, requested: null, outcome: null };

/** Decisions against proposals and their reviews, one document each. */
export const decisionReview: Aggregate<DecisionReview, Event> = {
  kind: 'decision-review',
  version: 1,
  concerns: {
    ProposalExcluded: byId,
    ProposalNotExcluded: byId,
    ProposalRejected: byId,
    ProposalApproved: byId,
    ProposalReturned: byId,
    DecisionReviewRequested: byId,
  },
  evolve(state = NOTHING, event, { time }) {
    if (event.type === 'DecisionReviewRequested')
      return { ...state, requested: { requestedAt: time, grounds: event.data.grounds } };
    const { decisionId, reason, reasonIn } = event.data;
    const why = { reason, ...(reasonIn === undefined ? {} : { reasonIn }) };
    const upheld = event.type === 'ProposalExcluded' || event.type === 'ProposalRejected';
    if (state.requested !== null) {
      const outcome = state.outcome ?? { decisionId, upheld, ...why, decidedAt: time };
      return { ...state, outcome };
    }
    if (!upheld) return NOTHING;
    const reasons = event.type === 'ProposalExcluded' ? event.data.reasons : null;
    const of = event.type === 'ProposalExcluded' ? 'exclusion' : 'rejection';
    const until = event.data.reviewUntil ?? null;
    return { ...state, against: { of, decisionId, ...why, reasons, decidedAt: time, until } };
  },
};

/** A decision against a proposal as it is answered. */
export const decisionReviewAnswer = (
  proposalId: string,
  { until, ...against }: Against,
  { requested, outcome }: DecisionReview,
) => ({ proposalId, ...against, reviewUntil: until, requested, outcome });

export type DecisionReviewAnswer = ReturnType<typeof decisionReviewAnswer>;

// Decide

/** Asks for a review: once, by the applicant, within the term that was told with the decision. */
export const requestDecisionReview: CommandHandler<
  RequestDecisionReview,
  DecisionReviewRequested,
  DecisionReviewAnswer
> = {
  needs: ({ proposalId }) => ({
    own: [
      { kind: proposal.kind, id: proposalId },
      { kind: decisionReview.kind, id: proposalId },
    ],
    facts: [{ kind: knownCharter.kind, id: CURRENT }],
  }),
  decide({ proposalId, grounds }, slice, context) {
    const state = slice.get(proposal, proposalId);
    if (state === undefined) return reject(notFound('proposal', proposalId));
    const review = slice.get(decisionReview, proposalId);
    const zone = slice.fact(knownCharter, CURRENT)?.timeZone ?? 'UTC';
    const refusal =
      refuseStranger(
        context,
        state.lead,
        notFound('proposal', proposalId),
        toBeAskedBy(proposalId, state.lead),
      ) ??
      refuseAgain(proposalId, review) ??
      refuseUndecided(proposalId, state, review) ??
      refuseLate(review, context, zone);
    if (refusal !== undefined) return reject(refusal);
    const against = review?.against;
    if (review === undefined || against == null) return reject(nothingAgainst(proposalId));
    const data = { proposalId, of: against.of, decisionId: against.decisionId, grounds };
    const event: DecisionReviewRequested = { type: 'DecisionReviewRequested', data };
    const after = afterwards(decisionReview, review, event, context);
    return accept([event], decisionReviewAnswer(proposalId, against, after));
  },
};

const toBeAskedBy = (proposalId: string, lead: string) => ({
  en: `A review of ${proposalId} is asked for by ${lead}; the secretariat records only what comes with its provenance.`,
  fr: `Le réexamen de ${proposalId} est demandé par ${lead} ; le secrétariat n’enregistre que ce qui porte sa provenance.`,
});

function refuseAgain(proposalId: string, review: DecisionReview | undefined): Rejection | undefined {
  if (review?.requested == null) return undefined;
  const { requestedAt } = review.requested;
  return conflict(
    'review-asked-before',
    { en: 'A review is asked for once', fr: 'Un réexamen ne se demande qu’une fois' },
    {
      en: `A review of ${proposalId} was asked for at ${requestedAt}; what the committee decides after it is final.`,
      fr: `Un réexamen de ${proposalId} a été demandé à ${requestedAt} ; ce que le comité décide ensuite est définitif.`,
    },
  );
}

function refuseUndecided(
  proposalId: string,
  { status }: Proposal,
  review: DecisionReview | undefined,
): Rejection | undefined {
  const stands = status === 'excluded' || status === 'rejected';
  return stands && review?.against != null ? undefined : nothingAgainst(proposalId);
}

function nothingAgainst(proposalId: string): Rejection {
  return conflict(
    'nothing-to-review',
    { en: 'Nothing to review', fr: 'Rien à réexaminer' },
    {
      en: `The committee has neither excluded nor rejected ${proposalId}; only that is reviewed.`,
      fr: `Le comité n’a ni exclu ni rejeté ${proposalId} ; seul cela est réexaminé.`,
    },
  );
}

function refuseLate(
  review: DecisionReview | undefined,
  { time, backDated }: Context,
  zone: string,
): Rejection | undefined {
  const until = review?.against?.until ?? null;
  if (backDated || (until !== null && time < until)) return undefined;
  const [last, now] = [until, time].map((at) => (at === null ? '' : formatInstant(at, zone)));
  return refused(
    'review-too-late',
    { en: 'Too late for a review', fr: 'Trop tard pour un réexamen' },
    until === null
      ? { en: 'The decision is final.', fr: 'La décision est définitive.' }
      : {
          en: `A review could be asked for until before ${last}; it is now ${now}.`,
          fr: `Un réexamen pouvait être demandé jusqu’avant ${last} ; il est maintenant ${now}.`,
        },
    until === null ? {} : { params: { until, time } },
  );
}
