import { type Actor, accessAggregate, knownOrganisation } from '@mdtf/domain';
import { decodeState, PLATFORM } from '@mdtf/fund-log';
import { type Sight, sightOf } from '@mdtf/rules';
import type { ServiceParts } from '@mdtf/runtime';
import { type KnownItem, knownItem, rulingsOn } from '../domain/known/item.ts';
import { knownSeats, THE_SEATS } from '../domain/known/seats.ts';
import { OUT_OF_RANKING, type Proposal, proposal } from '../domain/proposal.ts';
import { applicant, applicantDocument, namesOf } from '../domain/reviews/applicant.ts';
import { type Panel, panel } from '../domain/reviews/panel.ts';
import { type Review, review } from '../domain/reviews/review.ts';
import { coAuthoredUnder } from './co-authored.ts';

type Parts = Pick<ServiceParts, 'pool' | 'view'>;

/** A full proposal of a call with its panel. */
export interface OfCall {
  readonly proposalId: string;
  readonly state: Proposal;
  readonly panel: Pick<Panel, 'members'>;
}

const NO_PANEL: Pick<Panel, 'members'> = { members: [] };

const SELECT_OF_CALL = `
  SELECT p.id, p.data::text AS proposal, r.data::text AS panel
  FROM state p LEFT JOIN state r ON r.fund = p.fund AND r.kind = '${panel.kind}' AND r.id = p.id
  WHERE p.fund = $1 AND p.kind = '${proposal.kind}' AND p.data ->> 'callId' = $2
    AND p.data ->> 'stage' = 'full'
  ORDER BY p.data ->> 'status' = ANY ($4), p.id LIMIT $3`;

/** The full proposals of a call in the order of their ids, those in no ranking last; at most so many. */
export async function panelsOfCall(
  { pool }: Parts,
  fund: string,
  callId: string,
  most: number,
): Promise<readonly OfCall[]> {
  const { rows } = await pool.query<{ id: string; proposal: string; panel: string | null }>(SELECT_OF_CALL, [
    fund,
    callId,
    most,
    OUT_OF_RANKING,
  ]);
  return rows.map((row) => ({
    proposalId: row.id,
    state: decodeState(row.proposal) as Proposal,
    panel: row.panel === null ? NO_PANEL : (decodeState(row.panel) as Panel),
  }));
}

const SELECT_REVIEWS = `
  SELECT data::text AS data FROM state
  WHERE fund = $1 AND kind = '${review.kind}' AND id > $2 || '/' AND id < $2 || '0' ORDER BY id`;

/** The reviews of a proposal in the order of their ids; a panel is bounded. */
export async function reviewsOf(
  { pool }: Parts,
  fund: string,
  proposalId: string,
): Promise<readonly Review[]> {
  const { rows } = await pool.query<{ data: string }>(SELECT_REVIEWS, [fund, proposalId]);
  return rows.map(({ data }) => decodeState(data) as Review);
}

const SELECT_ITEMS = `
  SELECT data::text AS data FROM state
  WHERE fund = $1 AND kind = '${knownItem.kind}' AND data ->> 'proposalId' = ANY ($2)`;

/** What an actor may see of the reviews of these proposals, by their ids. */
export async function sightOn(
  parts: Parts,
  fund: string,
  actor: Actor,
  of: readonly OfCall[],
): Promise<ReadonlyMap<string, Sight>> {
  const { rows } = await parts.pool.query<{ data: string }>(SELECT_ITEMS, [
    fund,
    of.map(({ proposalId }) => proposalId),
  ]);
  const items = Map.groupBy(
    rows.map(({ data }) => decodeState(data) as KnownItem),
    ({ proposalId }) => proposalId,
  );
  const seats = await parts.view.read(fund, knownSeats, THE_SEATS);
  const applied = appliedFor(parts, fund);
  const calls = [...new Set(of.map(({ state }) => state.callId))];
  const authored = (
    await Promise.all(calls.map((callId) => coAuthoredUnder(parts.pool, fund, actor.id, callId)))
  ).flat();
  const sights = of.map(async ({ proposalId, state, panel }): Promise<[string, Sight]> => {
    const { callId, lead } = state;
    const isOf = (organisation: string) => applied(organisation, callId, proposalId);
    const holders = actor.seats.flatMap((seat) => {
      const organisation = seats?.holders[seat];
      return organisation === undefined ? [] : [{ seat, organisation }];
    });
    const consortium = await Promise.all(
      holders.map(async (holder) => ({ ...holder, is: await isOf(holder.organisation) })),
    );
    const own = await Promise.all(actor.organisations.map(isOf));
    const sight = sightOf(actor, {
      members: panel.members,
      rulings: rulingsOn(items.get(proposalId) ?? []),
      leadSeats: holders.filter(({ organisation }) => organisation === lead).map(({ seat }) => seat),
      consortiumSeats: consortium.filter(({ is }) => is).map(({ seat }) => seat),
      applies: own.includes(true) || authored.includes(proposalId) || actor.organisations.includes(lead),
    });
    return [proposalId, sight];
  });
  return new Map(await Promise.all(sights));
}

/** Whether an organisation applies with a proposal under a call, alone or with others. */
function appliedFor({ view }: Parts, fund: string) {
  return async (organisation: string, callId: string | null, proposalId: string): Promise<boolean> => {
    if (callId === null) return false;
    const known = await view.read(PLATFORM, knownOrganisation, organisation);
    const documents = namesOf(organisation, known).map((name) => applicantDocument(callId, name));
    const found = await Promise.all(documents.map(async (id) => view.read(fund, applicant, id)));
    return found.some((state) => state?.proposals.includes(proposalId));
  };
}

const SELECT_REVIEWERS = `
  SELECT id FROM state
  WHERE fund = $1 AND kind = '${accessAggregate.kind}'
    AND data @> '{"grants": [{"role": "reviewer"}]}' AND NOT data @> '{"grants": [{"role": "secretariat"}]}'
  ORDER BY id LIMIT $2`;

/** The persons who hold the role of reviewer, at most so many, in the order of their ids. */
export async function reviewersOf({ pool }: Parts, fund: string, most: number): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(SELECT_REVIEWERS, [fund, most]);
  return rows.map(({ id }) => id);
}
