import { z } from 'zod';
import { bilingual, date, id, instant, list, name, prose, text } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import {
  approvedAmount,
  condition,
  decisionSubject,
  outcome,
  quorumRecord,
  tally,
} from '../../schemas/decision.ts';
import { verdict } from '../../schemas/verdict.ts';
import { fundParams, inFund, listOf, page } from '../common.ts';

const service = 'committee' as const;

const seatAnswer = z.object({
  seat: id,
  constituency: id,
  title: bilingual,
  voting: z.boolean(),
  organisation: id.nullable(),
  organisationName: z.string().nullable(),
  until: date.nullable().describe('The last day of its holder’s term'),
});

const seatMember = defineRoute({
  id: 'seatMember',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/committee/seats',
  summary: 'Give a seat of the charter to an organisation',
  access: ['secretariat', 'chair'],
  params: fundParams,
  body: z.strictObject({ seat: id, organisation: id, until: date.optional() }),
  status: 201,
  answer: seatAnswer.extend({
    verdicts: z.array(verdict).optional().describe('Of the rules on who may hold it'),
  }),
});

const listSeats = defineRoute({
  id: 'listSeats',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/committee/seats',
  summary: 'The seats of the committee and who holds them',
  access: 'fund-public',
  tells: ['sessions'],
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
  items: z.array(id).describe('What is on its agenda'),
  minutes: z
    .object({ approvedAt: instant, approvedBy: id, remarks: z.string().nullable() })
    .nullable()
    .describe('Approved: the session is closed'),
  quorum: quorumRecord,
});

const seated = z.object({ seat: id, organisation: id.nullable(), organisationName: z.string().nullable() });

const minutesAnswer = z.object({
  sessionId: id,
  number: z.int(),
  title: z.string(),
  place: z.string(),
  startsAt: instant,
  status: z.enum(['draft', 'approved']),
  approvedAt: instant.nullable(),
  approvedBy: id.nullable(),
  remarks: z.string().nullable(),
  present: z.array(seated),
  absent: z.array(seated),
  quorum: quorumRecord,
  items: z.array(
    z.object({
      agendaItemId: id,
      title: z.string(),
      subject: decisionSubject,
      interests: z.array(
        z.object({ seat: id, nature: z.string(), ruling: z.enum(['disclosure', 'recusal']) }),
      ),
      decision: z
        .object({
          decisionId: id,
          outcome,
          reason: z.string(),
          amounts: z.array(approvedAmount),
          conditions: z.array(condition),
          quorum: quorumRecord.nullable(),
          tally: tally.nullable(),
        })
        .nullable(),
    }),
  ),
  text: z.object({ en: z.string(), fr: z.string() }).describe('The same to be read'),
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
  tells: ['sessions'],
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
  tells: ['sessions'],
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

const getMinutes = defineRoute({
  id: 'getMinutes',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/committee/sessions/{sessionId}/minutes',
  summary: 'The minutes of a session, drafted from the record until they are approved',
  access: 'any-role',
  params: inFund('sessionId'),
  answer: minutesAnswer,
});

const approveMinutes = defineRoute({
  id: 'approveMinutes',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/committee/sessions/{sessionId}/minutes',
  summary: 'Approve the minutes of a session, which closes it',
  access: ['chair'],
  params: inFund('sessionId'),
  body: z.strictObject({ remarks: prose.optional() }),
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
  getMinutes,
  approveMinutes,
} as const;
