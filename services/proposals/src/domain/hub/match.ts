import {
  type Aggregate,
  divideHalfUp,
  type Instant,
  type Money,
  minorOf,
  moneyOf,
  type Verdict,
} from '@mdtf/domain';
import type {
  MatchAgreed,
  MatchAnswered,
  MatchConcluded,
  MatchCriterion,
  MatchProposed,
  MatchSide,
} from './hub-events.ts';
import type { Offer } from './offer.ts';

/** What a side said to a match. */
export interface SideAnswer {
  readonly accepted: boolean;
  readonly note: string | null;
  readonly at: Instant;
}

/** An offer proposed for a request, with what both sides said and what it came to. */
export interface Match {
  readonly offerId: string;
  readonly quantity: number | null;
  readonly criteria: readonly MatchCriterion[];
  readonly status: 'proposed' | 'agreed' | 'declined' | 'given' | 'not-given';
  readonly demand: SideAnswer | null;
  readonly offer: SideAnswer | null;
  readonly result: string | null;
  /** In the register of gifts in kind, once agreed. */
  readonly inKindId: string | null;
  readonly proposedAt: Instant;
  /** How who offers stood when it was proposed, or agreed; absent: nothing to tell. */
  readonly verdicts?: readonly Verdict[] | undefined;
}

export type MatchEvent = MatchProposed | MatchAnswered | MatchAgreed | MatchConcluded;

interface Named {
  readonly requestId: string;
  readonly matchId: string;
}

/** The id of a match's document: its request's, a slash, its own. */
export const matchDocument = ({ requestId, matchId }: Named): string => `${requestId}/${matchId}`;

/** Matches, one document each. */
export const match: Aggregate<Match, MatchEvent> = {
  kind: 'match',
  version: 1,
  concerns: {
    MatchProposed: matchDocument,
    MatchAnswered: matchDocument,
    MatchAgreed: matchDocument,
    MatchConcluded: matchDocument,
  },
  evolve(state, event, { time }) {
    if (event.type === 'MatchProposed') return asProposed(event.data, time);
    if (state === undefined) throw new RangeError(`${event.type} of a match that was never proposed`);
    return changedMatch(state, event, time);
  },
};

/** The document of a match that is proposed. */
export function asProposed(
  { offerId, quantity, criteria, verdicts }: MatchProposed['data'],
  proposedAt: Instant,
): Match {
  const unanswered = { status: 'proposed', demand: null, offer: null, result: null, inKindId: null } as const;
  const told = verdicts === undefined ? {} : { verdicts };
  return { offerId, quantity, criteria, ...unanswered, proposedAt, ...told };
}

/** A match after what happened to it. */
export function changedMatch(state: Match, event: Exclude<MatchEvent, MatchProposed>, at: Instant): Match {
  switch (event.type) {
    case 'MatchAnswered': {
      const { side, accepted, note } = event.data;
      const answered = { ...state, [side]: { accepted, note, at } };
      return accepted ? answered : { ...answered, status: 'declined' };
    }
    case 'MatchAgreed':
      return agreedMatch(state, event.data);
    case 'MatchConcluded':
      return { ...state, status: event.data.given ? 'given' : 'not-given', result: event.data.result };
  }
}

function agreedMatch({ verdicts: _, ...state }: Match, { inKindId, verdicts }: MatchAgreed['data']): Match {
  const agreed: Match = { ...state, status: 'agreed', inKindId };
  return verdicts === undefined ? agreed : { ...agreed, verdicts };
}

/** The other side of a match. */
export const otherSide = (side: MatchSide): MatchSide => (side === 'demand' ? 'offer' : 'demand');

/** A match as it is answered, with what its offer says. */
export function matchAnswer({ requestId, matchId }: Named, state: Match, offered: Offer) {
  const { organisation, description, unit } = offered;
  const informationValue = partValue(offered, state.quantity);
  const { verdicts = [], ...told } = state;
  return { matchId, requestId, ...told, verdicts, organisation, description, unit, informationValue };
}

export type MatchAnswer = ReturnType<typeof matchAnswer>;

/** The value, for information, of a part of an offer, half-up to the minor unit; of an offer without quantity, of all of it. */
export function partValue({ informationValue, quantity: whole }: Offer, part: number | null): Money | null {
  if (informationValue === null || part === null || whole === null) return informationValue;
  const minor = divideHalfUp(minorOf(informationValue) * BigInt(part), BigInt(whole));
  return moneyOf(minor, informationValue.currency);
}

/** The matches of one request with where each stands, the first proposed first. */
export interface Demand {
  readonly matches: readonly {
    readonly matchId: string;
    readonly offerId: string;
    readonly status: Match['status'];
  }[];
}

/** The most matches that are proposed for one request. */
export const MAX_MATCHES_OF_REQUEST = 50;

/** What was found for requests, one document per request. */
export const demand: Aggregate<Demand, MatchEvent> = {
  kind: 'demand',
  version: 1,
  concerns: {
    MatchProposed: ({ requestId }) => requestId,
    MatchAnswered: ({ requestId }) => requestId,
    MatchAgreed: ({ requestId }) => requestId,
    MatchConcluded: ({ requestId }) => requestId,
  },
  evolve(state = { matches: [] }, event) {
    const { matchId, offerId } = event.data;
    if (event.type === 'MatchProposed')
      return { matches: [...state.matches, { matchId, offerId, status: 'proposed' }] };
    const status = statusAfter(event);
    if (status === undefined) return state;
    return { matches: state.matches.map((one) => (one.matchId === matchId ? { ...one, status } : one)) };
  },
};

function statusAfter(event: Exclude<MatchEvent, MatchProposed>): Match['status'] | undefined {
  if (event.type === 'MatchAnswered') return event.data.accepted ? undefined : 'declined';
  if (event.type === 'MatchAgreed') return 'agreed';
  return event.data.given ? 'given' : 'not-given';
}
