import { z } from 'zod';
import { potAmount } from '../../events/allocation.ts';
import { date, id, positiveMoney, prose, text } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { verdict } from '../../schemas/verdict.ts';
import { inFund, listOf, page } from '../common.ts';

const service = 'allocation' as const;

const trancheAnswer = z.object({
  trancheId: id,
  amount: positiveMoney,
  purpose: z.string(),
  advance: z.boolean().optional().describe('A preparation advance; absent: no'),
  status: z.enum(['requested', 'approved', 'disbursed']),
  requestedBy: id,
  approvedBy: id.nullable(),
  valueDate: date.nullable(),
  reference: z.string().nullable(),
  verdicts: z.array(verdict),
});

const requestTranche = defineRoute({
  id: 'requestTranche',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/mandates/{mandateId}/tranches',
  summary: 'Ask for a payment under a mandate',
  access: ['partner', 'secretariat', 'treasurer'],
  own: { partner: 'organisation' },
  params: inFund('mandateId'),
  body: z.strictObject({
    id: id.optional(),
    amount: positiveMoney,
    purpose: prose,
    advance: z
      .boolean()
      .optional()
      .describe('To prepare the project, before the mandate is accepted, where the charter allows it (R19)'),
  }),
  status: 201,
  answer: trancheAnswer,
});

const approveTranche = defineRoute({
  id: 'approveTranche',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/mandates/{mandateId}/tranches/{trancheId}/approval',
  summary: 'Approve a payment; never by who asked for it',
  access: ['treasurer'],
  params: inFund('mandateId', 'trancheId'),
  answer: trancheAnswer,
});

const disburseTranche = defineRoute({
  id: 'disburseTranche',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/mandates/{mandateId}/tranches/{trancheId}/disbursement',
  summary: 'Record the transfer to the partner',
  access: ['treasurer'],
  params: inFund('mandateId', 'trancheId'),
  body: z.strictObject({ valueDate: date.optional(), reference: text(200) }),
  answer: trancheAnswer,
});

const listTranches = defineRoute({
  id: 'listTranches',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/mandates/{mandateId}/tranches',
  summary: 'Payments asked for, approved and made',
  access: 'any-role',
  own: { partner: 'organisation' },
  params: inFund('mandateId'),
  query: page,
  answer: listOf(trancheAnswer),
});

const refundAnswer = z.object({
  refundId: id,
  mandateId: id,
  amount: positiveMoney,
  parts: z.array(potAmount),
  receivedOn: date,
  reason: z.string(),
  reference: z.string(),
});

const recordRefund = defineRoute({
  id: 'recordRefund',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/mandates/{mandateId}/refunds',
  summary: 'Record unspent money received back from a partner',
  access: ['treasurer'],
  params: inFund('mandateId'),
  body: z.strictObject({
    id: id.optional(),
    amount: positiveMoney,
    receivedOn: date.optional(),
    reason: prose,
    reference: text(200),
  }),
  status: 201,
  answer: refundAnswer,
});

const listRefunds = defineRoute({
  id: 'listRefunds',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/mandates/{mandateId}/refunds',
  summary: 'Refunds under a mandate',
  access: 'any-role',
  own: { partner: 'organisation' },
  params: inFund('mandateId'),
  query: page,
  answer: listOf(refundAnswer),
});

/** Money to partners under their mandates, and back. */
export const paymentRoutes = {
  requestTranche,
  approveTranche,
  disburseTranche,
  listTranches,
  recordRefund,
  listRefunds,
} as const;
