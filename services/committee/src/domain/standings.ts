import {
  type Instant,
  refuseStanding,
  reject,
  type Standing,
  standingOf,
  standingVerdicts,
  stops,
  type Verdict,
} from '@mdtf/domain';
import type { ProposalAtHand } from './proposal-at-hand.ts';

/** How the organisations of a proposal stand before a decision at an instant. */
function standingsOf({ parties, timeZone, dueDiligence }: ProposalAtHand, at: Instant): readonly Standing[] {
  return parties.map((party) => standingOf(party, { at, timeZone, step: 'decision', terms: dueDiligence }));
}

/** The verdict on the standing of a proposal's organisations; none where nothing stands against any. */
export function verdictsOnStanding(
  hand: ProposalAtHand,
  at: Instant,
  place: 'agenda' | 'decision',
): readonly Verdict[] {
  return standingVerdicts(standingsOf(hand, at), place);
}

/** 422 in the words of the first organisation that may not be decided on at one of these instants. */
export function refuseStandings(hand: ProposalAtHand, at: readonly Instant[], verdicts: readonly Verdict[]) {
  const stopping = at.flatMap((instant) => standingsOf(hand, instant)).find(stops);
  return stopping === undefined ? undefined : reject({ ...refuseStanding(stopping, true), verdicts });
}
