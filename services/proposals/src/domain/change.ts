import { type Needs, notFound, type Rejection, type Slice } from '@mdtf/domain';
import { type Proposal, proposal, type Revision, revision, revisionId } from './proposal.ts';

/** The documents of a change to a submitted proposal, with the newest revision that its answer shows. */
export function needsOfChange(proposalId: string, slice: Slice | undefined): Needs {
  const number = slice?.get(proposal, proposalId)?.revision;
  return {
    own: [
      { kind: proposal.kind, id: proposalId },
      ...(number === undefined ? [] : [{ kind: revision.kind, id: revisionId(proposalId, number) }]),
    ],
  };
}

/** A submitted proposal with its newest revision, or that there is none. */
export function changeOf(
  proposalId: string,
  slice: Slice,
): { readonly state: Proposal; readonly revision: Revision } | Rejection {
  const state = slice.get(proposal, proposalId);
  if (state === undefined) return notFound('proposal', proposalId);
  const newest = slice.get(revision, revisionId(proposalId, state.revision));
  if (newest === undefined) throw new RangeError(`${proposalId} has no revision ${state.revision}`);
  return { state, revision: newest };
}
