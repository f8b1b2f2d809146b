import { z } from 'zod';
import {
  bilingual,
  currency,
  documentReference,
  fundId,
  id,
  instant,
  list,
  sha256,
  wholeNumber,
} from '../../primitives.ts';
import { fieldError } from '../../problem.ts';
import { PUBLIC_PARTS } from '../../public-part.ts';
import { defineRoute } from '../../route.ts';
import { charter } from '../../schemas/charter.ts';
import { organisation } from '../../schemas/organisation.ts';
import { change } from '../change.ts';
import { fundParams, listOf, page, pageQuery } from '../common.ts';
import { firstGrant } from './first-grant.ts';

const service = 'committee' as const;

const fundSummary = z.object({
  fundId,
  title: bilingual,
  currency,
  timeZone: z.string(),
  charterVersion: z.int(),
  publishes: z.boolean(),
  unpublished: z.array(z.enum(PUBLIC_PARTS)).optional().describe('What it withholds all the same'),
  establishedAt: instant,
  now: instant.describe('The fund’s own clock'),
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
  tells: ['charter'],
  params: fundParams,
  query: z.strictObject({ version: wholeNumber(1, 100_000).optional() }),
  answer: charterAnswer,
});

const listCharterVersions = defineRoute({
  id: 'listCharterVersions',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/charter/versions',
  summary: 'The versions of the charter, each with what it changed',
  access: 'fund-public',
  tells: ['charter'],
  params: fundParams,
  query: page,
  answer: listOf(charterAnswer.omit({ charter: true }).extend({ changes: z.array(change) })),
});

const compareCharters = defineRoute({
  id: 'compareCharters',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/charter/changes',
  summary: 'What one version of the charter says differently from another',
  access: 'fund-public',
  tells: ['charter'],
  params: fundParams,
  query: z.strictObject({ from: wholeNumber(1, 100_000), to: wholeNumber(1, 100_000) }),
  answer: z.object({ from: z.int(), to: z.int(), changes: z.array(change) }),
});

const checkCharter = defineRoute({
  id: 'checkCharter',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/charter/check',
  summary: 'What a charter would change, what keeps it from being adopted, and its hash; nothing is saved',
  description: 'A decision on the charter that names the hash adopts this text and no other.',
  access: ['secretariat', 'chair', 'seat-holder', 'alternate', 'auditor'],
  command: false,
  params: fundParams,
  body: z.strictObject({ charter }),
  answer: z.object({ sha256, errors: z.array(fieldError), changes: z.array(change) }),
});

const adoptCharter = defineRoute({
  id: 'adoptCharter',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/charter',
  summary: 'Adopt a new version of the charter, on a decision of the committee',
  access: ['secretariat'],
  params: fundParams,
  body: z.strictObject({ charter, decisionId: id, document: documentReference.optional() }),
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

/** Funds, their charters, and the organisations that all funds share. */
export const fundRoutes = {
  establishFund,
  listFunds,
  getFund,
  getCharter,
  checkCharter,
  adoptCharter,
  listCharterVersions,
  compareCharters,
  registerOrganisation,
  listOrganisations,
  getOrganisation,
} as const;
