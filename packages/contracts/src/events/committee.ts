import { z } from 'zod';
import {
  bilingual,
  currency,
  date,
  documentReference,
  id,
  instant,
  list,
  name,
  positiveMoney,
  prose,
  text,
} from '../primitives.ts';
import { FUND_ROLES } from '../route.ts';
import { amendment } from '../schemas/amendment.ts';
import { charter } from '../schemas/charter.ts';
import {
  approvedAmount,
  ballot,
  condition,
  decisionSubject,
  outcome,
  quorumRecord,
  reasonIn,
  splitBy,
  tally,
} from '../schemas/decision.ts';
import { organisationKind } from '../schemas/organisation.ts';
import { proposalKind } from '../schemas/proposal.ts';
import { verdict } from '../schemas/verdict.ts';
import { bySilence, nonObjectionEvents } from './committee-non-objection.ts';
import { organisationEvents } from './committee-organisation.ts';
import { defineEvents, type EventOf } from './define-events.ts';

const grant = {
  grantId: id,
  person: id,
  role: z.enum(FUND_ROLES),
  organisation: id.nullable(),
  seat: id.nullable(),
};

/** Of what became of an amendment: the decision first taken, and whether it no longer holds. */
const amendedDecision = z.object({ root: id, of: decisionSubject, revoked: z.boolean() });

/** Facts that the committee's service records; `platform` ones are in the log of that reserved fund. */
export const committeeEvents = defineEvents('committee', {
  FundListed: z.object({ fundId: id, title: bilingual, currency }),

  FundEstablished: z.object({
    fundId: id,
    title: bilingual,
    currency,
    timeZone: text(60),
    publishes: z.boolean(),
  }),
  CharterAdopted: z.object({
    version: z.int(),
    charter,
    decisionId: id.nullable(),
    document: documentReference.nullable(),
  }),
  RoleRequested: z.object(grant),
  RoleGranted: z.object({ ...grant, requestedBy: id, approvedBy: id }),
  RoleRevoked: z.object({ ...grant, reason: prose }),
  MemberSeated: z.object({
    seat: id,
    organisation: id,
    organisationName: name,
    kinds: list(organisationKind, 4).optional().describe('What the organisation is to the funds'),
    until: date.optional().describe('The last day of its term'),
    verdicts: list(verdict, 20).optional().describe('Of the rules on who may hold it'),
  }),
  SessionConvened: z.object({
    sessionId: id,
    number: z.int(),
    startsAt: instant,
    place: text(200),
    title: name,
  }),
  AttendanceRecorded: z.object({ sessionId: id, present: list(id, 100) }),
  MinutesApproved: z.object({
    sessionId: id,
    approvedBy: id,
    remarks: prose.nullable(),
    items: list(z.object({ agendaItemId: id, decisionId: id }), 500),
  }),
  AgendaItemAdded: z.object({
    agendaItemId: id,
    sessionId: id,
    subject: decisionSubject,
    title: text(500),
    requested: positiveMoney.nullable(),
    windowId: id.nullable(),
    split: list(approvedAmount, 20),
    charterVersion: z.int().describe('Whose rules are asked: the call’s, otherwise the one in force'),
    verdicts: list(verdict, 20),
    nonObjectionId: id.optional().describe('Where it was first asked outside a meeting'),
    amendment: amendment.optional().describe('Of an amendment: what it would change'),
    splitBy: list(splitBy, 2).optional().describe('Who prepared the split'),
  }),
  SplitPrepared: z.object({
    agendaItemId: id,
    split: list(approvedAmount, 20),
    verdicts: list(verdict, 20),
    splitBy: list(splitBy, 2).describe('Who prepared it, and who of the other side said the same'),
  }),
  SplitProposed: z.object({
    subject: decisionSubject,
    split: list(approvedAmount, 20),
    verdicts: list(verdict, 20),
    by: splitBy.describe('The treasurer, before the seats are asked about it outside a meeting'),
  }),
  InterestDeclared: z.object({
    agendaItemId: id,
    seat: id,
    nature: prose,
    ruling: z.enum(['disclosure', 'recusal']),
    ruledBy: id,
    decisionId: id.optional().describe('The committee’s own ruling, where the chair’s was contested'),
  }),
  VoteCast: z.object({ agendaItemId: id, seat: id, ballot, reason: prose.nullable() }),
  DecisionTaken: z.object({
    decisionId: id,
    agendaItemId: id.nullable(),
    sessionId: id.nullable(),
    onPaper: documentReference.nullable(),
    decidedOn: date,
    subject: decisionSubject,
    title: text(500),
    partner: id.nullable().describe('Who answers for the proposal decided on; null where it is about none'),
    proposalKind: proposalKind.optional().describe('Of a proposal: a waiver may be for all of its kind'),
    outcome,
    amounts: list(approvedAmount, 20),
    conditions: list(condition, 50),
    reason: prose,
    reasonIn,
    quorum: quorumRecord.nullable(),
    tally: tally.nullable(),
    verdicts: list(verdict, 20),
    expires: date.nullable().describe('For a waiver: the last day it holds'),
    upTo: positiveMoney
      .optional()
      .describe('For a waiver: the most that a proposal may ask and still be under it'),
    bySilence: bySilence.optional().describe('Where nobody objected, outside a meeting'),
    charterVersion: z
      .int()
      .optional()
      .describe('Of a proposal: whose rules bind it, the call’s, otherwise the one in force'),
    amendment: amendment.optional().describe('Of an amendment: what it changes'),
  }),
  DecisionCarriedOut: z.object({
    decisionId: id,
    allocationId: id,
    agendaItemId: id.nullable(),
    nonObjectionId: id.optional(),
    subject: decisionSubject,
    amended: amendedDecision.optional(),
  }),
  DecisionNotCarriedOut: z.object({
    decisionId: id,
    agendaItemId: id.nullable(),
    nonObjectionId: id.optional(),
    subject: decisionSubject,
    amended: amendedDecision.optional(),
    code: text(100),
    reason: prose.describe('In English'),
    reasonIn,
    verdicts: list(verdict, 20),
  }),
  ...nonObjectionEvents,
  ...organisationEvents,
});

export type CommitteeEvent = EventOf<typeof committeeEvents>;
