import type { Actor } from '@mdtf/domain';
import { isRefusal, newId, notFound, type ServiceParts } from '@mdtf/runtime';
import type { AnswerMatch, ConcludeMatch } from '../domain/hub/answer-match.ts';
import { type MatchAnswer, match, matchAnswer } from '../domain/hub/match.ts';
import { byFit, fitOf } from '../domain/hub/matching.ts';
import type { ProposeMatch } from '../domain/hub/propose-match.ts';
import { offersById, openOffers } from '../queries/offers.ts';
import { findRequest } from '../queries/requests.ts';
import { listStates } from '../queries/states.ts';
import { answerPage, type Handlers } from './handlers.ts';
import { todayOf } from './offers.ts';

/** The most offers that are suggested for one request at a time. */
const MAX_SUGGESTED = 50;

/** Demand matched with what is offered: suggested by rule, proposed, answered by both sides, concluded. */
export function matchHandlers(
  parts: ServiceParts,
): Handlers<'listSuggestions' | 'proposeMatch' | 'listMatches' | 'answerMatch' | 'concludeMatch'> {
  const { pool } = parts;
  return {
    async listSuggestions({ fund, params: { requestId }, query: { all } }) {
      const found = await findRequest(pool, fund, requestId);
      if (found === undefined) return notFound('assistance request', requestId);
      const today = await todayOf(parts, fund);
      const offers = await openOffers(pool, fund, today);
      const compared = offers
        .filter(({ offer }) => offer.organisation !== found.state.lead)
        .map((one) => ({ ...one, fit: fitOf(found.newest.content, one.offer, today) }))
        .filter(({ fit }) => all === 'true' || fit.fits)
        .sort(byFit)
        .slice(0, MAX_SUGGESTED);
      const items = compared.map(({ offerId, offer: { organisation, title }, fit }) => ({
        offerId,
        organisation,
        title,
        ...fit,
        criteria: [...fit.criteria],
      }));
      return { body: { items } };
    },
    proposeMatch({ fund, params: { requestId }, body: { id, ...terms }, submit }) {
      const data: ProposeMatch = { ...terms, requestId, matchId: id ?? newId() };
      return submit<MatchAnswer>('ProposeMatch', data, {
        location: () => `/v1/funds/${fund}/assistance-requests/${requestId}/matches`,
      });
    },
    async listMatches({ fund, params: { requestId }, query, actor }) {
      const found = await findRequest(pool, fund, requestId);
      if (found === undefined) return notFound('assistance request', requestId);
      const page = await listStates(pool, match, { ...query, fund, under: requestId }, (id, state) => ({
        matchId: id.slice(requestId.length + 1),
        state,
      }));
      if (isRefusal(page)) return page;
      const ids = page.items.map(({ state }) => state.offerId);
      const offers = await offersById(pool, fund, ids);
      const seesAll = seesAllMatches(actor) || actor.organisations.includes(found.state.lead);
      const items = page.items.flatMap(({ matchId, state }) => {
        const offered = offers.get(state.offerId);
        if (offered === undefined) throw new RangeError(`Match ${matchId} is of no offer`);
        const visible = seesAll || actor.organisations.includes(offered.organisation);
        return visible ? [matchAnswer({ requestId, matchId }, state, offered)] : [];
      });
      return answerPage({ ...page, items });
    },
    answerMatch({ params, body, actor, submit }) {
      const { requestId, matchId } = params;
      const data: AnswerMatch = { ...body, requestId, matchId, by: actor.id, inKindId: newId() };
      return submit('AnswerMatch', data);
    },
    concludeMatch({ params, body, actor, submit }) {
      const { requestId, matchId } = params;
      const data: ConcludeMatch = { ...body, requestId, matchId, by: actor.id };
      return submit('ConcludeMatch', data);
    },
  };
}

/** Who acts for organisations alone sees what they ask for and offer. */
function seesAllMatches({ roles }: Actor): boolean {
  return roles.some((role) => role !== 'partner');
}
