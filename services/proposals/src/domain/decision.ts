import {
  type ApprovedAmount,
  accept,
  type CommandHandler,
  type Localised,
  minorOf,
  moneyOf,
  notFound,
  type Rejection,
  reject,
  sumMinor,
} from '@mdtf/domain';
import type { ProposalApproved, ProposalDeferred, ProposalRejected, ProposalReturned } from './events.ts';
import { decisionReview } from './exclusion/decision-review.ts';
import { needsOfReviewTerm, reviewUntil } from './exclusion/review-term.ts';
import { type Proposal, type ProposalStatus, proposal } from './proposal.ts';
import { conflict, refused } from './refusals.ts';
import { STATUS_IN_FRENCH } from './status-words.ts';

// Commands

/** What the committee decided on a proposal. */
export interface NoteDecision {
  readonly proposalId: string;
  readonly decisionId: string;
  readonly outcome: 'approved' | 'returned' | 'rejected' | 'deferred';
  readonly reason: string;
  /** Where nobody wrote the reason: by silence. */
  readonly reasonIn?: Localised | undefined;
  /** For an approval: by pot and window. */
  readonly amounts: readonly ApprovedAmount[];
}

type Noted = ProposalApproved | ProposalReturned | ProposalRejected | ProposalDeferred;

const OTHERS = {
  returned: 'ProposalReturned',
  deferred: 'ProposalDeferred',
} as const;

const UNDECIDABLE: ReadonlySet<ProposalStatus> = new Set(['withdrawn', 'converted', 'excluded']);

// Decide

/** Notes a decision of the committee on a full proposal, once; the same decision again changes nothing. */
export const noteDecision: CommandHandler<NoteDecision, Noted, null> = {
  needs({ proposalId }, slice) {
    const term = needsOfReviewTerm(proposalId, slice);
    return { ...term, own: [...term.own, { kind: decisionReview.kind, id: proposalId }] };
  },
  decide(command, slice, { time }) {
    const { proposalId, decisionId, outcome, reason, reasonIn } = command;
    const state = slice.get(proposal, proposalId);
    if (state === undefined) return reject(notFound('proposal', proposalId));
    if (state.decision?.decisionId === decisionId) return accept([], null);
    if (state.stage !== 'full' || UNDECIDABLE.has(state.status)) {
      return reject(
        conflict(
          'nothing-to-decide',
          { en: 'Nothing to decide', fr: 'Rien à décider' },
          {
            en: `${proposalId} is ${state.status}; the committee decides on a full proposal.`,
            fr: `${proposalId} est ${STATUS_IN_FRENCH[state.status]} ; le comité décide sur une proposition complète.`,
          },
        ),
      );
    }
    const common = { proposalId, decisionId, reason, ...(reasonIn === undefined ? {} : { reasonIn }) };
    if (outcome === 'rejected') {
      const final = slice.get(decisionReview, proposalId)?.requested != null;
      const until = final ? null : reviewUntil(state, slice, time);
      const data = { ...common, final, reviewUntil: until, lead: state.lead };
      return accept([{ type: 'ProposalRejected', data }], null);
    }
    if (outcome !== 'approved') return accept([{ type: OTHERS[outcome], data: common }], null);
    const money = moneyApproved(state, command.amounts);
    return 'code' in money
      ? reject(money)
      : accept([{ type: 'ProposalApproved', data: { ...common, amounts: command.amounts, ...money } }], null);
  },
};

function moneyApproved(
  { requested }: Proposal,
  amounts: readonly ApprovedAmount[],
): Pick<ProposalApproved['data'], 'approved' | 'revisionNeeded'> | Rejection {
  const currency = amounts[0]?.amount.currency;
  if (currency === undefined || amounts.some(({ amount }) => amount.currency !== currency))
    return refused(
      'nothing-approved',
      { en: 'Nothing is approved', fr: 'Rien n’est approuvé' },
      {
        en: 'An approval names amounts in one currency.',
        fr: 'Une approbation nomme des montants dans une seule monnaie.',
      },
    );
  const approvedMinor = sumMinor(
    amounts.map(({ amount }) => amount),
    currency,
  );
  return {
    approved: moneyOf(approvedMinor, currency),
    revisionNeeded: requested !== null && approvedMinor < minorOf(requested),
  };
}
