import { type Actor, instantOf } from '@mdtf/domain';
import { newId, notFound } from '@mdtf/runtime';
import {
  type NonObjection,
  nonObjectionAggregate,
  nonObjectionAnswer,
} from '../domain/silence/non-objection.ts';
import type { CommitteeQueries } from '../queries.ts';
import { answerPage, type Handlers } from './handlers.ts';

const MAY_SEE_ANSWERS: readonly string[] = ['chair', 'secretariat', 'auditor'];

/** What is asked outside meetings: its term, its notices, and what seats say. */
export function nonObjectionHandlers(
  queries: CommitteeQueries,
): Handlers<
  | 'proposeSplit'
  | 'openNonObjection'
  | 'listNonObjections'
  | 'getNonObjection'
  | 'recordNotices'
  | 'recordOutage'
  | 'answerNotice'
  | 'recuseFromNonObjection'
  | 'closeNonObjection'
> {
  const pathOf = (fundId: string, id: string) => `/v1/funds/${fundId}/committee/non-objections/${id}`;
  const told = (state: NonObjection, actor: Actor) => {
    const answer = nonObjectionAnswer(state);
    return maySee(state, actor) ? answer : { ...answer, answers: null };
  };

  return {
    proposeSplit: ({ body, submit }) => submit('ProposeSplit', body),
    openNonObjection: ({ params: { fundId }, body, submit }) =>
      submit<{ nonObjectionId: string }>(
        'OpenNonObjection',
        { ...body, id: body.id ?? newId(), decisionId: body.decisionId ?? newId() },
        { location: ({ nonObjectionId }) => pathOf(fundId, nonObjectionId) },
      ),
    listNonObjections: async ({ params: { fundId }, query: { status, ...paging }, actor }) =>
      answerPage(
        await queries.list(
          fundId,
          nonObjectionAggregate,
          paging,
          (state) => told(state, actor),
          status === undefined ? {} : { status },
        ),
      ),
    async getNonObjection({ params: { fundId, nonObjectionId }, actor }) {
      const state = await queries.one(fundId, nonObjectionAggregate, nonObjectionId);
      return state === undefined ? notFound('non-objection', nonObjectionId) : { body: told(state, actor) };
    },
    recordNotices: ({ params: { nonObjectionId }, body, submit }) =>
      submit('RecordNotices', { nonObjectionId, ...body }),
    recordOutage: ({ params: { nonObjectionId }, body, submit }) =>
      submit('RecordOutage', {
        nonObjectionId,
        from: instantOf(Date.parse(body.from)),
        until: instantOf(Date.parse(body.until)),
        reason: body.reason,
      }),
    answerNotice: ({ params: { fundId, nonObjectionId }, body, actor, submit }) =>
      submit(
        'AnswerNotice',
        { nonObjectionId, voter: actor.id, ...body },
        { location: () => pathOf(fundId, nonObjectionId) },
      ),
    recuseFromNonObjection: ({ params: { fundId, nonObjectionId }, body, actor, submit }) =>
      submit<ReturnType<typeof nonObjectionAnswer>>(
        'RecuseFromNonObjection',
        { nonObjectionId, ...body },
        {
          location: () => pathOf(fundId, nonObjectionId),
          // Who leaves an item no longer sees how the others answer.
          body: (answer) => (mayRule(actor) ? answer : { ...answer, answers: null }),
        },
      ),
    closeNonObjection: ({ params: { nonObjectionId }, body, submit }) =>
      submit('CloseNonObjection', { nonObjectionId, ...body }),
  };
}

const mayRule = ({ roles }: Actor): boolean => roles.some((role) => MAY_SEE_ANSWERS.includes(role));

/** The seats that are not left out, and who keeps or audits the record. */
function maySee({ recused, entitled }: NonObjection, actor: Actor): boolean {
  const isOut = (seat: string) => recused.some((recusal) => recusal.seat === seat);
  if (actor.seats.some(isOut)) return false;
  return mayRule(actor) || actor.seats.some((seat) => entitled.some((asked) => asked.seat === seat));
}
