import { z } from 'zod';
import { id, prose } from '../../primitives.ts';
import { defineRoute, FUND_ROLES } from '../../route.ts';
import { fundParams, inFund, listOf, pageQuery } from '../common.ts';
import { firstGrant } from './first-grant.ts';

const service = 'committee' as const;

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

/** Who may do what in a fund. */
export const grantRoutes = {
  requestGrant,
  approveGrant,
  revokeGrant,
  listGrants,
} as const;
