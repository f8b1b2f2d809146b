import { z } from 'zod';
import { date, documentReference, id, instant, list, prose } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { dueDiligenceFindings, flagLevel, organisation, riskRating } from '../../schemas/organisation.ts';
import { inFund, listOf, page, pageQuery } from '../common.ts';

const service = 'committee' as const;
const path = '/v1/funds/{fundId}/organisations/{organisationId}';
const params = inFund('organisationId');
const organisationParams = z.strictObject({ organisationId: id });

const READERS = ['secretariat', 'chair', 'seat-holder', 'alternate', 'treasurer', 'auditor'] as const;
const MAY_FLAG = ['secretariat', 'chair', 'treasurer'] as const;

const correctOrganisation = defineRoute({
  id: 'correctOrganisation',
  service,
  method: 'POST',
  path: '/v1/organisations/{organisationId}/corrections',
  summary: 'Put right what the register has of an organisation',
  description: 'The organisation as it should stand, in whole; what stood before is kept.',
  access: ['admin', 'secretariat'],
  params: organisationParams,
  body: organisation.omit({ id: true }).extend({ reason: prose }),
  status: 201,
  answer: organisation,
});

const listOrganisationCorrections = defineRoute({
  id: 'listOrganisationCorrections',
  service,
  method: 'GET',
  path: '/v1/organisations/{organisationId}/corrections',
  summary: 'What was put right of an organisation, the first first',
  access: 'authenticated',
  params: organisationParams,
  query: page,
  answer: listOf(
    z.object({ number: z.int(), at: instant, before: organisation, after: organisation, reason: prose }),
  ),
});

const status = z.enum(['clear', 'warned', 'due-diligence-missing', 'due-diligence-expired', 'blocked']);

const standingAnswer = z.object({
  organisation: id,
  name: z.string(),
  at: instant,
  status: status.describe('What stops comes before what only warns'),
  steps: z
    .array(z.object({ step: z.enum(['submission', 'decision', 'payment']), status }))
    .describe('The same before each step, by what the charter in force requires of the lead of a proposal'),
  explanation: z.object({ en: z.string(), fr: z.string() }),
  flags: z
    .array(
      z.object({
        flagId: id,
        level: flagLevel,
        reason: z.string(),
        since: instant,
        until: date.nullable(),
        by: z.string().describe('What who raised it is in the fund'),
      }),
    )
    .describe('Those in force, the gravest first'),
  dueDiligence: z
    .object({
      recordId: id,
      rating: riskRating,
      validFrom: date,
      validUntil: date,
      by: z.string().describe('What who confirmed it is in the fund'),
    })
    .nullable()
    .describe('The one that holds, otherwise the one that held last; null where none is confirmed'),
});

const getStanding = defineRoute({
  id: 'getStanding',
  service,
  method: 'GET',
  path: `${path}/standing`,
  summary: 'Whether an organisation may submit, be decided on and be paid now, and why not',
  description: 'A partner sees its own organisation’s alone.',
  access: [...READERS, 'partner'],
  own: { partner: 'organisation' },
  params,
  answer: standingAnswer,
});

const dueDiligenceAnswer = z.object({
  recordId: id,
  organisation: id,
  ...dueDiligenceFindings,
  status: z.enum(['recorded', 'confirmed']),
  recordedBy: id,
  recordedAt: instant,
  confirmedBy: id.nullable(),
  confirmedAt: instant.nullable(),
});

const recordDueDiligence = defineRoute({
  id: 'recordDueDiligence',
  service,
  method: 'POST',
  path: `${path}/due-diligence`,
  summary: 'Record what a due diligence found; it counts once another person has confirmed it',
  access: ['secretariat'],
  params,
  body: z.strictObject({ id: id.optional(), ...dueDiligenceFindings }),
  status: 201,
  answer: dueDiligenceAnswer,
});

const confirmDueDiligence = defineRoute({
  id: 'confirmDueDiligence',
  service,
  method: 'POST',
  path: `${path}/due-diligence/{recordId}/confirmation`,
  summary: 'Confirm a due diligence; never by who recorded it',
  access: ['secretariat', 'chair', 'treasurer'],
  params: inFund('organisationId', 'recordId'),
  answer: dueDiligenceAnswer,
});

const listDueDiligence = defineRoute({
  id: 'listDueDiligence',
  service,
  method: 'GET',
  path: `${path}/due-diligence`,
  summary: 'Every due diligence on an organisation, also those that hold no longer',
  access: READERS,
  params,
  query: page,
  answer: listOf(dueDiligenceAnswer),
});

const flagAnswer = z.object({
  flagId: id,
  organisation: id,
  level: flagLevel,
  reason: z.string(),
  evidence: z.array(documentReference),
  until: date.nullable(),
  status: z.enum(['in-force', 'ended', 'lifted']).describe('By the fund’s clock'),
  raisedBy: id,
  raisedAt: instant,
  role: z.string(),
  lifted: z.object({ by: id, at: instant, role: z.string(), reason: z.string() }).nullable(),
});

const flagOrganisation = defineRoute({
  id: 'flagOrganisation',
  service,
  method: 'POST',
  path: `${path}/flags`,
  summary: 'Flag an organisation: an observation, a warning, or a block',
  description:
    'A block stops submission, decision and payment at once, and ends what the seats are asked about its proposals outside a meeting.',
  access: MAY_FLAG,
  params,
  body: z.strictObject({
    id: id.optional(),
    level: flagLevel,
    reason: prose,
    evidence: list(documentReference, 10).default([]),
    until: date.optional().describe('The last day it holds; absent: until it is lifted'),
  }),
  status: 201,
  answer: flagAnswer,
});

const liftFlag = defineRoute({
  id: 'liftFlag',
  service,
  method: 'POST',
  path: `${path}/flags/{flagId}/lifting`,
  summary: 'Take a flag back, with a reason; a block never by who raised it',
  access: MAY_FLAG,
  params: inFund('organisationId', 'flagId'),
  body: z.strictObject({ reason: prose }),
  answer: flagAnswer,
});

const listFlags = defineRoute({
  id: 'listFlags',
  service,
  method: 'GET',
  path: `${path}/flags`,
  summary: 'Every flag on an organisation, also those ended and lifted',
  access: READERS,
  params,
  query: z.strictObject({ ...pageQuery, level: flagLevel.optional() }),
  answer: listOf(flagAnswer),
});

/** The register's corrections, and what a fund has on record of an organisation. */
export const organisationRoutes = {
  correctOrganisation,
  listOrganisationCorrections,
  getStanding,
  recordDueDiligence,
  confirmDueDiligence,
  listDueDiligence,
  flagOrganisation,
  liftFlag,
  listFlags,
} as const;
