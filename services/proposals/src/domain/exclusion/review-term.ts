import {
  addWorkingDays,
  endOfLocalDay,
  type Instant,
  localDate,
  type Slice,
  type StateRef,
} from '@mdtf/domain';
import { call } from '../calls/call.ts';
import { CURRENT, knownCharter } from '../known/charter.ts';
import { type Proposal, proposal } from '../proposal.ts';

/** The documents behind `reviewUntil`, as far as can be told from what is loaded. */
export function needsOfReviewTerm(
  proposalId: string,
  slice: Slice | undefined,
): { readonly own: readonly StateRef[]; readonly facts: readonly StateRef[] } {
  const callId = slice?.get(proposal, proposalId)?.callId ?? null;
  const version = callId === null ? undefined : loadedVersion(callId, slice);
  return {
    own: [
      { kind: proposal.kind, id: proposalId },
      ...(callId === null ? [] : [{ kind: call.kind, id: callId }]),
    ],
    facts: [
      { kind: knownCharter.kind, id: CURRENT },
      ...(version === undefined ? [] : [{ kind: knownCharter.kind, id: `${version}` }]),
    ],
  };
}

/** The version that a call pins, once the call is loaded. */
function loadedVersion(callId: string, slice: Slice | undefined): number | undefined {
  try {
    return slice?.get(call, callId)?.charterVersion;
  } catch {
    return undefined;
  }
}

/**
 * The first instant that is too late to ask for a review of what is told now: the term is that of the call's charter, its
 * working days are those of the charter in force.
 */
export function reviewUntil({ callId }: Proposal, slice: Slice, told: Instant): Instant | null {
  const current = slice.fact(knownCharter, CURRENT);
  if (current === undefined) return null;
  const version = callId === null ? undefined : slice.get(call, callId)?.charterVersion;
  const bound = version === undefined ? current : (slice.fact(knownCharter, `${version}`) ?? current);
  const last = addWorkingDays(localDate(told, current.timeZone), bound.reviewDays, current);
  return endOfLocalDay(last, current.timeZone);
}
