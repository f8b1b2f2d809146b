import type { Context, Slice } from '@mdtf/domain';
import type { AllocatedSums } from '@mdtf/rules';
import { charterFor, type Judgement } from '../judgement.ts';
import { type KnownCharter, knownCharter } from '../known/charter.ts';
import { proposal } from '../proposal.ts';
import { judgeRevision } from '../revising.ts';
import { judgeSubmission, type SubmitProposal } from '../submission.ts';
import type { ProposalContent } from '../writing/content.ts';
import { askOf, type FundStanding, fundStanding, withAsk } from './fund-standing.ts';

/** What a check looks at besides the documents of a submission. */
export interface Around {
  readonly context: Context;
  /** What was allocated, as known here. */
  readonly sums: AllocatedSums;
  /** Contents supposed to be approved before. */
  readonly first: readonly ProposalContent[];
}

/** What submitting would say, and how the proposal stands in the fund; null where it does not say what it asks. */
export interface CheckedProposal {
  readonly judgement: Judgement;
  readonly fund: FundStanding | null;
}

/** Judges by the very code that submits; a proposal that awaits a revision is judged as one. */
export function checkedProposal(checked: SubmitProposal, slice: Slice, around: Around): CheckedProposal {
  const { proposalId, content } = checked;
  const { context } = around;
  const status = slice.get(proposal, proposalId)?.status;
  const judgement =
    status === 'returned' || status === 'revision-needed'
      ? judgeRevision({ proposalId, content }, slice, context)
      : judgeSubmission(checked, slice, context);
  const charter = charterFor(content, slice);
  return { judgement, fund: charter === undefined ? null : standing(content, charter, around) };
}

function standing(
  content: ProposalContent,
  charter: KnownCharter,
  { context: { time: at }, sums: known, first }: Around,
): FundStanding | null {
  const ask = askOf(content, charter.currency);
  if (ask === undefined) return null;
  const sums = first.reduce((before, other) => {
    const taken = askOf(other, charter.currency);
    return taken === undefined ? before : withAsk({ charter, sums: before, at }, taken);
  }, known);
  return fundStanding(ask, { charter, sums, at });
}

/** The same documents, with a charter supposed in the place of the one that binds. */
export function underCharter(slice: Slice, charter: KnownCharter): Slice {
  return {
    ...slice,
    fact: (aggregate, id) =>
      aggregate.kind === knownCharter.kind ? (charter as never) : slice.fact(aggregate, id),
  };
}
