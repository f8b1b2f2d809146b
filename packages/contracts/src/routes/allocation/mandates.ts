import { z } from 'zod';
import { date, id, money, positiveMoney, prose } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { fundParams, inFund, listOf, page } from '../common.ts';

const service = 'allocation' as const;

const mandateAnswer = z.object({
  mandateId: id,
  allocationId: id,
  proposalId: id,
  partner: id,
  objectives: z.string(),
  tasks: z.string(),
  expectedResults: z.string(),
  amount: positiveMoney,
  startDate: date,
  endDate: date,
  status: z.enum(['offered', 'accepted']),
  transferred: money,
  refunded: money,
});

const offerMandate = defineRoute({
  id: 'offerMandate',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/mandates',
  summary: 'Offer the partner a mandate: objectives, nature of the tasks, expected results',
  access: ['secretariat'],
  params: fundParams,
  body: z.strictObject({
    id: id.optional(),
    allocationId: id,
    objectives: prose.optional().describe('These three absent: as in the approved proposal'),
    tasks: prose.optional(),
    expectedResults: prose.optional(),
    startDate: date.optional(),
    endDate: date.optional(),
  }),
  status: 201,
  answer: mandateAnswer,
});

const acceptMandate = defineRoute({
  id: 'acceptMandate',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/mandates/{mandateId}/acceptance',
  summary: 'Accept the mandate, for the partner',
  access: ['partner', 'secretariat'],
  params: inFund('mandateId'),
  answer: mandateAnswer,
});

const listMandates = defineRoute({
  id: 'listMandates',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/mandates',
  summary: 'Mandates that the caller may see',
  access: 'any-role',
  params: fundParams,
  query: page,
  answer: listOf(mandateAnswer),
});

const getMandate = defineRoute({
  id: 'getMandate',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/mandates/{mandateId}',
  summary: 'One mandate',
  access: 'any-role',
  params: inFund('mandateId'),
  answer: mandateAnswer,
});

/** Mandates under which partners implement. */
export const mandateRoutes = { offerMandate, acceptMandate, listMandates, getMandate } as const;
