import { z } from 'zod';
import { bilingual, id, instant, list, name, text } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { quorumRecord } from '../../schemas/decision.ts';
import { fundParams, inFund, listOf, page } from '../common.ts';

const service = 'committee' as const;

const seatAnswer = z.object({
  seat: id,
  constituency: id,
  title: bilingual,
  voting: z.boolean(),
  organisation: id.nullable(),
  organisationName: z.string().nullable(),
});

const seatMember = defineRoute({
  id: 'seatMember',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/committee/seats',
  summary: 'Give a seat of the charter to an organisation',
  access: ['secretariat', 'chair'],
  params: fundParams,
  body: z.strictObject({ seat: id, organisation: id }),
  status: 201,
  answer: seatAnswer,
});

const listSeats = defineRoute({
  id: 'listSeats',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/committee/seats',
  summary: 'The seats of the committee and who holds them',
  access: 'fund-public',
  params: fundParams,
  query: page,
  answer: listOf(seatAnswer),
});

const sessionAnswer = z.object({
  sessionId: id,
  number: z.int(),
  startsAt: instant,
  place: z.string(),
  title: z.string(),
  present: z.array(id),
  quorum: quorumRecord,
});

const conveneSession = defineRoute({
  id: 'conveneSession',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/committee/sessions',
  summary: 'Convene a session',
  access: ['secretariat', 'chair'],
  params: fundParams,
  body: z.strictObject({
    id: id.optional(),
    number: z.int().min(1).max(10_000),
    startsAt: instant,
    place: text(200),
    title: name,
  }),
  status: 201,
  answer: sessionAnswer,
});

const listSessions = defineRoute({
  id: 'listSessions',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/committee/sessions',
  summary: 'Sessions of the committee',
  access: 'fund-public',
  params: fundParams,
  query: page,
  answer: listOf(sessionAnswer),
});

const getSession = defineRoute({
  id: 'getSession',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/committee/sessions/{sessionId}',
  summary: 'One session, with who is there and whether that is enough',
  access: 'fund-public',
  params: inFund('sessionId'),
  answer: sessionAnswer,
});

const recordAttendance = defineRoute({
  id: 'recordAttendance',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/committee/sessions/{sessionId}/attendance',
  summary: 'Record which seats are present',
  access: ['secretariat', 'chair'],
  params: inFund('sessionId'),
  body: z.strictObject({ present: list(id, 100) }),
  answer: sessionAnswer,
});

/** The committee’s seats and sessions. */
export const sessionRoutes = {
  seatMember,
  listSeats,
  conveneSession,
  listSessions,
  getSession,
  recordAttendance,
} as const;
