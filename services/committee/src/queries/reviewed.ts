import type { Actor } from '@mdtf/domain';
import { decodeState } from '@mdtf/fund-log';
import type { Ranked, Sight } from '@mdtf/rules';
import type { DocumentView } from '@mdtf/runtime';
import type pg from 'pg';
import { type AgendaItem, agendaItemAggregate } from '../domain/agenda-item.ts';
import { type KnownCall, knownCall } from '../domain/known/call.ts';
import { type KnownProposal, knownProposal } from '../domain/known/proposal.ts';
import { type KnownReviews, knownReviews } from '../domain/known/reviews.ts';
import { type KnownScreening, knownScreening } from '../domain/known/screening.ts';
import { isAboutProposal, proposalIn } from '../domain/proposal-at-hand.ts';
import {
  type Asked,
  type ReviewedProposal,
  rulingsOf,
  sightOn,
  standingsFor,
} from '../domain/reviews-at-item.ts';
import { seatsAggregate, THE_COMMITTEE } from '../domain/seats.ts';
import { type NonObjection, nonObjectionAggregate } from '../domain/silence/non-objection.ts';

/** What the reviews of an item's proposal come to for somebody. */
export interface ReviewsFor {
  readonly sight: Sight;
  readonly call: KnownCall;
  readonly reviewed: ReviewedProposal;
  /** Null where they are not for this person. */
  readonly standing: Ranked | null;
}

/** Answers what the reviews of items come to, reading each call once. */
export interface ReviewedQueries {
  /** Undefined for an item that is about no proposal of a call with reviews. */
  reviewsFor(item: AgendaItem): Promise<ReviewsFor | undefined>;
}

/** Proposals of one call that are ranked at most. */
const MAX_RANKED = 2_000;

const SELECT_OF_CALL = `
  SELECT p.id, p.data::text AS proposal, r.data::text AS reviews, s.data::text AS screening
  FROM state p LEFT JOIN state r ON r.fund = p.fund AND r.kind = '${knownReviews.kind}' AND r.id = p.id
    LEFT JOIN state s ON s.fund = p.fund AND s.kind = '${knownScreening.kind}' AND s.id = p.id
  WHERE p.fund = $1 AND p.kind = '${knownProposal.kind}' AND p.data ->> 'callId' = $2
    AND p.data ->> 'stage' = 'full'
  ORDER BY (p.data ->> 'withdrawn')::boolean OR coalesce(s.data ->> 'excludedAt' = 'full', false), p.id
  LIMIT ${MAX_RANKED}`;

const SELECT_ASKED = `
  SELECT kind, id, data::text AS data FROM state
  WHERE fund = $1 AND kind IN ('${agendaItemAggregate.kind}', '${nonObjectionAggregate.kind}')
    AND data -> 'subject' ->> 'id' = ANY ($2)`;

interface CallRow {
  readonly id: string;
  readonly proposal: string;
  readonly reviews: string | null;
  readonly screening: string | null;
}

/** Reviews for one person and one answer; what is read of a call is kept for the items after. */
export function reviewedQueries(
  pool: pg.Pool,
  view: DocumentView,
  fund: string,
  actor: Actor,
): ReviewedQueries {
  const calls = new Map<string, Promise<OfCall>>();
  const ofCall = (callId: string): Promise<OfCall> => {
    const known = calls.get(callId) ?? readCall(pool, fund, callId);
    calls.set(callId, known);
    return known;
  };

  return {
    async reviewsFor(item) {
      if (!isAboutProposal(item.subject)) return undefined;
      const proposal = await view.read(fund, knownProposal, proposalIn(item.subject));
      const callId = proposal?.callId ?? null;
      const call = callId === null ? undefined : await view.read(fund, knownCall, callId);
      if (callId === null || call === undefined || call.criteria === null) return undefined;
      const all = withRulings(await ofCall(callId), item.agendaItemId);
      const reviewed = all.find(({ proposalId }) => proposalId === proposalIn(item.subject));
      if (reviewed === undefined) return undefined;
      const seats = await view.read(fund, seatsAggregate, THE_COMMITTEE);
      const sight = sightOn(actor, reviewed, seats);
      const ranked = standingsFor(actor, all, call.criteria, seats);
      return {
        sight,
        call,
        reviewed,
        standing: ranked.find(({ id }) => id === proposalIn(item.subject)) ?? null,
      };
    },
  };
}

interface AskedRow {
  readonly kind: string;
  readonly id: string;
  readonly data: string;
}

/** The proposals of a call with their reviews, and what the committee was asked about them. */
interface OfCall {
  readonly proposals: readonly CallRow[];
  readonly asked: readonly AskedRow[];
}

async function readCall(pool: pg.Pool, fund: string, callId: string): Promise<OfCall> {
  const { rows: proposals } = await pool.query<CallRow>(SELECT_OF_CALL, [fund, callId]);
  const ids = proposals.map(({ id }) => id);
  const { rows: asked } = await pool.query<AskedRow>(SELECT_ASKED, [fund, ids]);
  return { proposals, asked };
}

function withRulings({ proposals, asked }: OfCall, itemId: string): readonly ReviewedProposal[] {
  // The agenda item that a non-objection became has its id, and speaks for it.
  const items = new Set(asked.filter(({ kind }) => kind === agendaItemAggregate.kind).map(({ id }) => id));
  const speaking = asked.filter(({ kind, id }) => kind === agendaItemAggregate.kind || !items.has(id));
  const about = Map.groupBy(
    speaking.flatMap(({ kind, id, data }) => askedOf(kind, decodeState(data), id === itemId)),
    ({ proposalId }) => proposalId,
  );
  return proposals.map(({ id, proposal, reviews, screening }) => ({
    proposalId: id,
    proposal: decodeState(proposal) as KnownProposal,
    reviews: reviews === null ? undefined : (decodeState(reviews) as KnownReviews),
    screening: screening === null ? undefined : (decodeState(screening) as KnownScreening),
    rulings: rulingsOf(about.get(id) ?? []),
  }));
}

function askedOf(kind: string, state: unknown, now: boolean): (Asked & { readonly proposalId: string })[] {
  const { subject } = state as AgendaItem | NonObjection;
  if (!isAboutProposal(subject)) return [];
  const seats = (parts: readonly { readonly seat: string }[]) => parts.map(({ seat }) => seat);
  if (kind === nonObjectionAggregate.kind) {
    const { recused, disclosed = [] } = state as NonObjection;
    return [
      { proposalId: proposalIn(subject), recused: seats(recused), disclosed: seats(disclosed), now: false },
    ];
  }
  const { interests } = state as AgendaItem;
  const ruled = (ruling: string) => seats(interests.filter((interest) => interest.ruling === ruling));
  return [
    { proposalId: proposalIn(subject), recused: ruled('recusal'), disclosed: ruled('disclosure'), now },
  ];
}
