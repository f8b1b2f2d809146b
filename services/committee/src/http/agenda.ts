import { newId, notFound } from '@mdtf/runtime';
import {
  type AgendaItem,
  type AgendaItemAnswer,
  agendaItemAggregate,
  agendaItemAnswer,
} from '../domain/agenda-item.ts';
import { mustBeRuled, rolesInAll } from '../domain/interests.ts';
import { knownProposal } from '../domain/known/proposal.ts';
import { isAboutProposal, proposalIn } from '../domain/proposal-at-hand.ts';
import { seatsAggregate, THE_COMMITTEE } from '../domain/seats.ts';
import { sessionAggregate } from '../domain/session.ts';
import type { ReviewedQueries, ReviewsFor } from '../queries/reviewed.ts';
import type { CommitteeQueries } from '../queries.ts';
import { answerPage, type Handlers } from './handlers.ts';

/** What is on the agenda, who has an interest in it, and how seats vote. */
export function agendaHandlers(
  queries: CommitteeQueries,
): Handlers<
  | 'addAgendaItem'
  | 'prepareSplit'
  | 'listAgendaItems'
  | 'getAgendaItem'
  | 'declareInterest'
  | 'listInterests'
  | 'castVote'
> {
  const itemPath = (fundId: string, id: string) => `/v1/funds/${fundId}/committee/agenda-items/${id}`;

  /** An item with its quorum as it now is; its session is always there, for items are put on sessions' agendas alone. */
  const answerOf = async (
    fundId: string,
    item: AgendaItem,
    reviewed: ReviewedQueries,
  ): Promise<AgendaItemAnswer> => {
    const [current, session, reviews] = await Promise.all([
      queries.charter(fundId),
      queries.one(fundId, sessionAggregate, item.sessionId),
      reviewed.reviewsFor(item),
    ]);
    if (current === undefined || session === undefined)
      throw new Error(`Item ${item.agendaItemId} has no session`);
    const answer = agendaItemAnswer(item, session, current.charter);
    return reviews === undefined ? answer : { ...answer, reviews: placeOf(reviews) };
  };

  return {
    addAgendaItem: ({ params: { fundId }, body, submit }) =>
      submit<AgendaItemAnswer>(
        'AddAgendaItem',
        { ...body, id: body.id ?? newId() },
        { location: ({ agendaItemId }) => itemPath(fundId, agendaItemId) },
      ),
    prepareSplit: ({ params: { fundId, agendaItemId }, body: { split }, submit }) =>
      submit('PrepareSplit', { agendaItemId, split }, { location: () => itemPath(fundId, agendaItemId) }),
    async listAgendaItems({ params: { fundId }, query: { sessionId, status, ...paging }, actor }) {
      const reviewed = queries.reviewed(fundId, actor);
      return answerPage(
        await queries.list(fundId, agendaItemAggregate, paging, (item) => answerOf(fundId, item, reviewed), {
          ...(sessionId === undefined ? {} : { sessionId }),
          ...(status === undefined ? {} : { status }),
        }),
      );
    },
    async getAgendaItem({ params: { fundId, agendaItemId }, actor }) {
      const item = await queries.one(fundId, agendaItemAggregate, agendaItemId);
      if (item === undefined) return notFound('agenda item', agendaItemId);
      return { body: await answerOf(fundId, item, queries.reviewed(fundId, actor)) };
    },
    declareInterest: ({ params: { fundId, agendaItemId }, body, submit }) =>
      submit(
        'DeclareInterest',
        { agendaItemId, ...body },
        { location: () => itemPath(fundId, agendaItemId) },
      ),
    async listInterests({ params: { fundId, agendaItemId } }) {
      const item = await queries.one(fundId, agendaItemAggregate, agendaItemId);
      if (item === undefined) return notFound('agenda item', agendaItemId);
      const { subject } = item;
      const about = isAboutProposal(subject) ? [proposalIn(subject)] : (subject.proposals ?? []);
      const [seats, ...found] = await Promise.all([
        queries.one(fundId, seatsAggregate, THE_COMMITTEE),
        ...about.map((id) => queries.one(fundId, knownProposal, id)),
      ]);
      const proposals = found.filter((proposal) => proposal !== undefined);
      const items = Object.entries(seats?.holders ?? {}).map(([seat, holder]) => {
        const roles = rolesInAll(holder, proposals, item.split);
        const ruling = item.interests.find((interest) => interest.seat === seat)?.ruling ?? null;
        return { seat, organisation: holder.organisation, roles, mustBeRuled: mustBeRuled(roles), ruling };
      });
      return { body: { items } };
    },
    castVote: ({ params: { fundId, agendaItemId }, body, actor, submit }) =>
      submit(
        'CastVote',
        { agendaItemId, voter: actor.id, ...body },
        { location: () => itemPath(fundId, agendaItemId) },
      ),
  };
}

/** Where an item's proposal stands by its reviews. */
function placeOf({ standing }: ReviewsFor): NonNullable<AgendaItemAnswer['reviews']> | null {
  if (standing === null) return null;
  const { id: _, ...place } = standing;
  return place;
}
