import type { Context, ProposalKind, Slice, StateRef } from '@mdtf/domain';
import { type WaiverScope, waiversOf } from '@mdtf/rules';
import type { KnownCharter } from './known/charter.ts';
import { knownWaivers, waiversFor } from './known/waivers.ts';

/**
 * A proposal as the committee's decision names it: with its kind, so that nothing depends on whether the proposals' log was
 * read as far as the decision was.
 */
export interface DecidedProposal {
  readonly proposalId: string;
  readonly proposalKind?: ProposalKind | undefined;
}

/** The documents of the waivers for a proposal and for all of its kind. */
export function needsOfWaivers(proposal: DecidedProposal): readonly StateRef[] {
  return documentsFor(proposal).map((id) => ({ kind: knownWaivers.kind, id }));
}

/** The waivers that may lift a rule for a proposal now, with the whole amount that is asked for it in minor units. */
export function proposalWaivers(
  { amountMinor, ...proposal }: DecidedProposal & { readonly amountMinor: bigint },
  { timeZone }: Pick<KnownCharter, 'timeZone'>,
  slice: Slice,
  { time: at }: Pick<Context, 'time'>,
): WaiverScope {
  const { proposalId } = proposal;
  const documents = documentsFor(proposal).map((id) => slice.fact(knownWaivers, id));
  return { subject: proposalId, at, granted: waiversOf(proposalId, documents, timeZone), amountMinor };
}

const documentsFor = ({ proposalId, proposalKind }: DecidedProposal): readonly string[] => [
  waiversFor(proposalId),
  ...(proposalKind === undefined ? [] : [waiversFor(proposalKind, 'kind')]),
];
