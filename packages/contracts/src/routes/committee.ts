import { z } from 'zod';
import { organisation } from '../events/committee.ts';
import {
  bilingual,
  currency,
  date,
  documentReference,
  fundId,
  id,
  instant,
  list,
  name,
  positiveMoney,
  prose,
  text,
} from '../primitives.ts';
import { defineRoute, FUND_ROLES } from '../route.ts';
import { charter } from '../schemas/charter.ts';
import {
  approvedAmount,
  ballot,
  condition,
  decisionSubject,
  outcome,
  quorumRecord,
  tally,
} from '../schemas/decision.ts';
import { verdict } from '../schemas/verdict.ts';
import { fundParams, inFund, listOf, page, pageQuery } from './common.ts';

const service = 'committee' as const;

const fundSummary = z.object({
  fundId,
  title: bilingual,
  currency,
  timeZone: z.string(),
  charterVersion: z.int(),
  publishes: z.boolean(),
  establishedAt: instant,
  now: instant.describe('The fund’s own clock'),
});

const firstGrant = z.strictObject({
  person: id,
  role: z.enum(FUND_ROLES),
  organisation: id.optional(),
  seat: id.optional(),
});

const establishFund = defineRoute({
  id: 'establishFund',
  service,
  method: 'POST',
  path: '/v1/funds',
  summary: 'Establish a fund from a charter',
  access: ['admin'],
  body: z.strictObject({
    id: fundId,
    charter,
    grants: list(firstGrant, 200).describe(
      'The first roles; later ones are requested and approved by two persons',
    ),
  }),
  status: 201,
  answer: fundSummary,
});

const listFunds = defineRoute({
  id: 'listFunds',
  service,
  method: 'GET',
  path: '/v1/funds',
  summary: 'The funds',
  access: 'public',
  query: page,
  answer: listOf(fundSummary),
});

const getFund = defineRoute({
  id: 'getFund',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}',
  summary: 'One fund',
  access: 'public',
  params: fundParams,
  answer: fundSummary,
});

const charterAnswer = z.object({
  version: z.int(),
  adoptedAt: instant,
  decisionId: id.nullable(),
  document: documentReference.nullable(),
  charter,
});

const getCharter = defineRoute({
  id: 'getCharter',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/charter',
  summary: 'The charter in force, or a version of it',
  access: 'fund-public',
  params: fundParams,
  query: z.strictObject({ version: z.coerce.number().int().min(1).max(100_000).optional() }),
  answer: charterAnswer,
});

const adoptCharter = defineRoute({
  id: 'adoptCharter',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/charter',
  summary: 'Adopt a new version of the charter, on a committee decision or a document',
  access: ['secretariat'],
  params: fundParams,
  body: z.strictObject({ charter, decisionId: id.optional(), document: documentReference.optional() }),
  status: 201,
  answer: charterAnswer,
});

const registerOrganisation = defineRoute({
  id: 'registerOrganisation',
  service,
  method: 'POST',
  path: '/v1/organisations',
  summary: 'Register an organisation for all funds',
  access: ['admin', 'secretariat'],
  body: organisation.extend({ id: id.optional() }),
  status: 201,
  answer: organisation,
});

const listOrganisations = defineRoute({
  id: 'listOrganisations',
  service,
  method: 'GET',
  path: '/v1/organisations',
  summary: 'Organisations',
  access: 'authenticated',
  query: z.strictObject({
    ...pageQuery,
    kind: z.enum(['donor', 'partner', 'stakeholder', 'administering-bank']).optional(),
  }),
  answer: listOf(organisation),
});

const getOrganisation = defineRoute({
  id: 'getOrganisation',
  service,
  method: 'GET',
  path: '/v1/organisations/{organisationId}',
  summary: 'One organisation',
  access: 'authenticated',
  params: z.strictObject({ organisationId: id }),
  answer: organisation,
});

const grantAnswer = z.object({
  grantId: id,
  person: id,
  role: z.enum(FUND_ROLES),
  organisation: id.nullable(),
  seat: id.nullable(),
  status: z.enum(['requested', 'granted', 'revoked']),
  requestedBy: id,
  approvedBy: id.nullable(),
});

const requestGrant = defineRoute({
  id: 'requestGrant',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/grants',
  summary: 'Ask that a person be given a role',
  description: 'Another person approves it.',
  access: ['secretariat', 'chair', 'admin'],
  params: fundParams,
  body: firstGrant.extend({ id: id.optional() }),
  status: 201,
  answer: grantAnswer,
});

const approveGrant = defineRoute({
  id: 'approveGrant',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/grants/{grantId}/approval',
  summary: 'Give the role; never by who asked for it',
  access: ['secretariat', 'chair', 'admin'],
  params: inFund('grantId'),
  answer: grantAnswer,
});

const revokeGrant = defineRoute({
  id: 'revokeGrant',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/grants/{grantId}/revocation',
  summary: 'Take a role back',
  access: ['secretariat', 'chair', 'admin'],
  params: inFund('grantId'),
  body: z.strictObject({ reason: prose }),
  answer: grantAnswer,
});

const listGrants = defineRoute({
  id: 'listGrants',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/grants',
  summary: 'Who may do what in the fund',
  access: ['secretariat', 'chair', 'auditor', 'admin'],
  params: fundParams,
  query: z.strictObject({ ...pageQuery, status: z.enum(['requested', 'granted', 'revoked']).optional() }),
  answer: listOf(grantAnswer),
});

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

const agendaItemAnswer = z.object({
  agendaItemId: id,
  sessionId: id,
  subject: decisionSubject,
  title: z.string(),
  status: z.enum(['open', 'decided', 'carried-out', 'not-carried-out']),
  requested: positiveMoney.nullable(),
  windowId: id.nullable(),
  split: z.array(approvedAmount),
  verdicts: z.array(verdict),
  interests: z.array(z.object({ seat: id, nature: z.string(), ruling: z.enum(['disclosure', 'recusal']) })),
  quorum: quorumRecord,
  votes: z.int().describe('Votes cast so far; the ballots are for the parties and the auditors'),
  decisionId: id.nullable(),
});

const addAgendaItem = defineRoute({
  id: 'addAgendaItem',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/committee/agenda-items',
  summary: 'Put an item on a session’s agenda, with the proposed split by pot and window',
  access: ['secretariat', 'chair'],
  params: fundParams,
  body: z.strictObject({
    id: id.optional(),
    sessionId: id,
    subject: decisionSubject,
    title: text(500).optional().describe('Absent: the proposal’s own'),
    split: list(approvedAmount, 20).default([]),
  }),
  status: 201,
  answer: agendaItemAnswer,
});

const listAgendaItems = defineRoute({
  id: 'listAgendaItems',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/committee/agenda-items',
  summary: 'Agenda items, of one session or all',
  access: 'any-role',
  params: fundParams,
  query: z.strictObject({
    ...pageQuery,
    sessionId: id.optional(),
    status: z.enum(['open', 'decided', 'carried-out', 'not-carried-out']).optional(),
  }),
  answer: listOf(agendaItemAnswer),
});

const getAgendaItem = defineRoute({
  id: 'getAgendaItem',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/committee/agenda-items/{agendaItemId}',
  summary: 'One agenda item with verdicts, interests and quorum',
  access: 'any-role',
  params: inFund('agendaItemId'),
  answer: agendaItemAnswer,
});

const declareInterest = defineRoute({
  id: 'declareInterest',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/committee/agenda-items/{agendaItemId}/interests',
  summary: 'Declare a seat’s interest in an item, as ruled by the chair',
  description:
    'A seat holder declares for its own seat (a recusal); the chair or the secretariat records a ruling for any seat.',
  access: ['seat-holder', 'alternate', 'chair', 'secretariat'],
  params: inFund('agendaItemId'),
  body: z.strictObject({
    seat: id,
    nature: prose,
    ruling: z.enum(['disclosure', 'recusal']).default('recusal'),
  }),
  status: 201,
  answer: agendaItemAnswer,
});

const castVote = defineRoute({
  id: 'castVote',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/committee/agenda-items/{agendaItemId}/votes',
  summary: 'Vote for one’s seat',
  access: ['seat-holder', 'alternate'],
  params: inFund('agendaItemId'),
  body: z.strictObject({ seat: id, ballot, reason: prose.optional() }),
  status: 201,
  answer: z.object({ agendaItemId: id, seat: id, ballot }),
});

const decisionAnswer = z.object({
  decisionId: id,
  agendaItemId: id.nullable(),
  sessionId: id.nullable(),
  onPaper: documentReference.nullable(),
  decidedOn: date,
  recordedAt: instant,
  subject: decisionSubject,
  title: z.string(),
  partner: id.nullable().describe('Who answers for the proposal'),
  outcome,
  amounts: z.array(approvedAmount),
  conditions: z.array(condition),
  reason: z.string(),
  quorum: quorumRecord.nullable(),
  tally: tally.nullable(),
  verdicts: z.array(verdict),
  expires: date.nullable().describe('For a waiver: the last day it holds'),
  carriedOut: z.enum(['not-needed', 'waiting', 'yes', 'no']),
  allocationId: id.nullable(),
  notCarriedOut: z.object({ code: z.string(), reason: z.string() }).nullable(),
});

const takeDecision = defineRoute({
  id: 'takeDecision',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/committee/decisions',
  summary: 'Record what the committee decided, in a session or on paper',
  description:
    'In a session: names the agenda item; quorum, votes and recusals are counted here, and decide. On paper: names the document and its date instead, and the subject.',
  access: ['chair', 'secretariat'],
  params: fundParams,
  body: z.strictObject({
    id: id.optional(),
    agendaItemId: id.optional(),
    onPaper: documentReference.extend({ date }).optional(),
    subject: decisionSubject.optional().describe('Only on paper'),
    title: text(500).optional().describe('Only on paper'),
    outcome,
    amounts: list(approvedAmount, 20)
      .default([])
      .describe('For an approval: by pot and window; absent: the agenda’s split'),
    conditions: list(condition, 50).default([]),
    reason: prose,
    expires: date.optional(),
  }),
  status: 201,
  answer: decisionAnswer,
});

const listDecisions = defineRoute({
  id: 'listDecisions',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/committee/decisions',
  summary: 'Decisions',
  access: 'fund-public',
  params: fundParams,
  query: page,
  answer: listOf(decisionAnswer),
});

const getDecision = defineRoute({
  id: 'getDecision',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/committee/decisions/{decisionId}',
  summary: 'One decision with its quorum, votes, verdicts and what came of it',
  access: 'fund-public',
  params: inFund('decisionId'),
  answer: decisionAnswer,
});

/** Every route of the committee's service. */
export const committeeRoutes = {
  establishFund,
  listFunds,
  getFund,
  getCharter,
  adoptCharter,
  registerOrganisation,
  listOrganisations,
  getOrganisation,
  requestGrant,
  approveGrant,
  revokeGrant,
  listGrants,
  seatMember,
  listSeats,
  conveneSession,
  listSessions,
  getSession,
  recordAttendance,
  addAgendaItem,
  listAgendaItems,
  getAgendaItem,
  declareInterest,
  castVote,
  takeDecision,
  listDecisions,
  getDecision,
} as const;
