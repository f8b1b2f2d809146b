import { instantOf } from '@mdtf/domain';
import { newId, notFound } from '@mdtf/runtime';
import { agendaItemAggregate } from '../domain/agenda-item.ts';
import { decisionAggregate } from '../domain/decision.ts';
import { minutesOf, type SessionRecord } from '../domain/minutes.ts';
import { seatsAggregate, THE_COMMITTEE } from '../domain/seats.ts';
import { type SessionAnswer, sessionAggregate, sessionAnswer } from '../domain/session.ts';
import type { CommitteeQueries } from '../queries.ts';
import { answerPage, type Handlers } from './handlers.ts';

/** The committee's seats, its sessions and who is there. */
export function sessionHandlers(
  queries: CommitteeQueries,
): Handlers<
  | 'seatMember'
  | 'listSeats'
  | 'conveneSession'
  | 'listSessions'
  | 'getSession'
  | 'recordAttendance'
  | 'getMinutes'
  | 'approveMinutes'
> {
  const itemIn = async (fundId: string, id: string): Promise<SessionRecord['items']> => {
    const item = await queries.one(fundId, agendaItemAggregate, id);
    if (item === undefined) return [];
    if (item.decisionId === null) return [{ item, decision: undefined }];
    return [{ item, decision: await queries.one(fundId, decisionAggregate, item.decisionId) }];
  };

  return {
    seatMember: ({ params: { fundId }, body, submit }) =>
      submit('SeatMember', body, { location: () => `/v1/funds/${fundId}/committee/seats` }),
    listSeats: async ({ params: { fundId }, query }) => answerPage(await queries.seats(fundId, query)),
    conveneSession: ({ params: { fundId }, body, submit }) =>
      submit<SessionAnswer>(
        'ConveneSession',
        { ...body, id: body.id ?? newId(), startsAt: instantOf(Date.parse(body.startsAt)) },
        { location: ({ sessionId }) => `/v1/funds/${fundId}/committee/sessions/${sessionId}` },
      ),
    async listSessions({ params: { fundId }, query }) {
      const charter = (await queries.charter(fundId))?.charter;
      if (charter === undefined) return notFound('fund', fundId);
      return answerPage(
        await queries.list(fundId, sessionAggregate, query, (session) => sessionAnswer(session, charter)),
      );
    },
    async getSession({ params: { fundId, sessionId } }) {
      const charter = (await queries.charter(fundId))?.charter;
      const session = await queries.one(fundId, sessionAggregate, sessionId);
      if (charter === undefined || session === undefined) return notFound('session', sessionId);
      return { body: sessionAnswer(session, charter) };
    },
    async getMinutes({ params: { fundId, sessionId } }) {
      const [current, session, seats] = await Promise.all([
        queries.charter(fundId),
        queries.one(fundId, sessionAggregate, sessionId),
        queries.one(fundId, seatsAggregate, THE_COMMITTEE),
      ]);
      if (current === undefined || session === undefined) return notFound('session', sessionId);
      const items = await Promise.all(session.items.map(async (id) => itemIn(fundId, id)));
      return { body: minutesOf({ session, charter: current.charter, seats, items: items.flat() }) };
    },
    approveMinutes: ({ params: { sessionId }, body, submit }) =>
      submit('ApproveMinutes', { sessionId, ...body }),
    recordAttendance: ({ params: { sessionId }, body: { present }, submit }) =>
      submit('RecordAttendance', { sessionId, present }),
  };
}
