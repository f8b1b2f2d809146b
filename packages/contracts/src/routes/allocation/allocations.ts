import { z } from 'zod';
import { date, id, money, positiveMoney, prose } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { approvedAmount, condition, decisionSubject } from '../../schemas/decision.ts';
import { fundTotals } from '../../schemas/fund-totals.ts';
import { verdict } from '../../schemas/verdict.ts';
import { fundParams, inFund, listOf, page } from '../common.ts';

const service = 'allocation' as const;

const allocationAnswer = z.object({
  allocationId: id,
  decisionId: id,
  subject: decisionSubject,
  title: z.string(),
  partner: id,
  amounts: z.array(approvedAmount),
  total: positiveMoney,
  transferred: money,
  refunded: money,
  conditions: z.array(condition.extend({ metOn: date.nullable(), evidence: z.string().nullable() })),
  mandateId: id.nullable(),
  topsUp: id.optional().describe('The allocation of the same proposal that this one adds to'),
  releasedBy: id.optional().describe('The decision that revoked it: the money is back in its pots'),
  totals: fundTotals,
  verdicts: z.array(verdict),
});

const allocate = defineRoute({
  id: 'allocate',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/allocations',
  summary: 'Carry out a committee decision whose allocation was refused before',
  description:
    'A decision is allocated by itself once; this asks again after money has come or the cap has room.',
  access: ['secretariat', 'treasurer'],
  params: fundParams,
  body: z.strictObject({ decisionId: id }),
  status: 201,
  answer: allocationAnswer,
});

const listAllocations = defineRoute({
  id: 'listAllocations',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/allocations',
  summary: 'Allocations',
  access: 'fund-public',
  tells: ['activities'],
  params: fundParams,
  query: page,
  answer: listOf(allocationAnswer),
});

const getAllocation = defineRoute({
  id: 'getAllocation',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/allocations/{allocationId}',
  summary: 'One allocation',
  access: 'fund-public',
  tells: ['activities'],
  params: inFund('allocationId'),
  answer: allocationAnswer,
});

const meetCondition = defineRoute({
  id: 'meetCondition',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/allocations/{allocationId}/conditions/{conditionId}/fulfilment',
  summary: 'Record that a condition is met, with its evidence',
  access: ['secretariat'],
  params: inFund('allocationId', 'conditionId'),
  body: z.strictObject({ evidence: prose, metOn: date.optional() }),
  status: 201,
  answer: z.object({ allocationId: id, conditionId: id, evidence: z.string(), metOn: date }),
});

/** Money set aside on decisions, and the conditions before it goes out. */
export const allocationDecisionRoutes = { allocate, listAllocations, getAllocation, meetCondition } as const;
