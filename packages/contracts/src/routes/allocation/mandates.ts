import { z } from 'zod';
import { date, id, money, positiveMoney, prose } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { verdict } from '../../schemas/verdict.ts';
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
  status: z.enum(['offered', 'accepted', 'withdrawn']),
  transferred: money,
  refunded: money,
  extensions: z.int().describe('Granted without cost'),
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
  own: { partner: 'organisation' },
  params: inFund('mandateId'),
  answer: mandateAnswer,
});

const extendMandate = defineRoute({
  id: 'extendMandate',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/mandates/{mandateId}/extensions',
  summary: 'Extend a running project without cost: asked in time (R6), as often and as long as allowed (R7)',
  access: ['secretariat'],
  params: inFund('mandateId'),
  body: z.strictObject({
    endDate: date,
    askedOn: date.optional().describe('The day the partner asked; absent: today'),
    reason: prose,
  }),
  status: 201,
  answer: mandateAnswer.extend({ verdicts: z.array(verdict) }),
});

const category = z.int().min(1).max(7);

const budgetMoveAnswer = z.object({
  moveId: id,
  mandateId: id,
  proposalId: id,
  partner: id,
  from: category,
  to: category,
  amount: positiveMoney,
  askedOn: date,
  decisionId: id.nullable(),
  reason: z.string(),
  verdicts: z.array(verdict),
});

const moveBudget = defineRoute({
  id: 'moveBudget',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/mandates/{mandateId}/budget-moves',
  summary: 'Move money of the budget from one category to another (R5)',
  description:
    'A share of each category is free, all moves since the last non-objection together. More needs the committee’s non-objection on record: a decision on a subject of the kind `other` with the id of the move.',
  access: ['partner', 'secretariat'],
  own: { partner: 'organisation' },
  params: inFund('mandateId'),
  body: z.strictObject({
    id: id.optional(),
    from: category.describe('Of the direct cost: 1 to 7 of the harmonised categories'),
    to: category,
    amount: positiveMoney,
    reason: prose,
    askedOn: date.optional().describe('The day it was first asked; absent: today'),
    decisionId: id.optional().describe('The committee’s non-objection to it'),
  }),
  status: 201,
  answer: budgetMoveAnswer,
});

const listBudgetMoves = defineRoute({
  id: 'listBudgetMoves',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/mandates/{mandateId}/budget-moves',
  summary: 'Money moved inside the budget',
  access: 'any-role',
  own: { partner: 'organisation' },
  params: inFund('mandateId'),
  query: page,
  answer: listOf(budgetMoveAnswer),
});

const listMandates = defineRoute({
  id: 'listMandates',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/mandates',
  summary: 'Mandates that the caller may see',
  access: 'any-role',
  own: { partner: 'organisation' },
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
  own: { partner: 'organisation' },
  params: inFund('mandateId'),
  answer: mandateAnswer,
});

/** Mandates under which partners implement. */
export const mandateRoutes = {
  offerMandate,
  acceptMandate,
  extendMandate,
  moveBudget,
  listBudgetMoves,
  listMandates,
  getMandate,
} as const;
