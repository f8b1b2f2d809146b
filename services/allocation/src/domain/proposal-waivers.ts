import { type Context, ifNamed, type Slice, type StateRef } from '@mdtf/domain';
import { type WaiverScope, waiversOf } from '@mdtf/rules';
import type { KnownCharter } from './known/charter.ts';
import { knownProposal } from './known/proposal.ts';
import { knownWaivers, waiversFor } from './known/waivers.ts';

/** The documents of the waivers for a proposal and for all of its kind. */
export function needsOfWaivers(proposalId: string, slice: Slice | undefined): readonly StateRef[] {
  const kind = ifNamed(() => slice?.fact(knownProposal, proposalId)?.kind);
  return [
    { kind: knownProposal.kind, id: proposalId },
    { kind: knownWaivers.kind, id: waiversFor(proposalId) },
    ...(kind === undefined ? [] : [{ kind: knownWaivers.kind, id: waiversFor(kind, 'kind') }]),
  ];
}

/** The waivers that may lift a rule for a proposal now, with the whole amount that is asked for it in minor units. */
export function proposalWaivers(
  asked: { readonly proposalId: string; readonly amountMinor: bigint },
  { timeZone }: Pick<KnownCharter, 'timeZone'>,
  slice: Slice,
  { time: at }: Pick<Context, 'time'>,
): WaiverScope {
  const { proposalId, amountMinor } = asked;
  const kind = slice.fact(knownProposal, proposalId)?.kind;
  const documents = [
    slice.fact(knownWaivers, waiversFor(proposalId)),
    kind === undefined ? undefined : slice.fact(knownWaivers, waiversFor(kind, 'kind')),
  ];
  return { subject: proposalId, at, granted: waiversOf(proposalId, documents, timeZone), amountMinor };
}
