import { z } from 'zod';
import { earmark } from '../../events/allocation.ts';
import { date, id, list, money, percent, positiveMoney, prose, text } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { fundTotals } from '../../schemas/fund-totals.ts';
import { verdict } from '../../schemas/verdict.ts';
import { fundParams, inFund, listOf, page } from '../common.ts';

const service = 'allocation' as const;

const contributionAnswer = z.object({
  contributionId: id,
  donor: id,
  donorName: z.string(),
  stage: z.enum(['pledged', 'agreed']),
  amount: positiveMoney,
  internal: z.boolean(),
  earmark,
  pot: id,
  feePercent: percent,
  oda: z.boolean().nullable(),
  schedule: z.array(z.object({ due: date, amount: positiveMoney })),
  year: z.int().nullable(),
  deposited: money,
  feesTaken: money,
  verdicts: z.array(verdict),
});

const recordContribution = defineRoute({
  id: 'recordContribution',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/contributions',
  summary: 'Record a donor’s pledge or signed agreement',
  access: ['treasurer', 'secretariat'],
  params: fundParams,
  body: z.strictObject({
    id: id.optional(),
    stage: z.enum(['pledged', 'agreed']).default('agreed'),
    donor: id.describe('A registered organisation'),
    amount: positiveMoney,
    internal: z.boolean().default(false).describe('The administering bank’s own resources'),
    earmark: earmark.default({ kind: 'none' }),
    feePercent: percent.optional().describe('Absent: the charter’s default; 0 for internal resources'),
    oda: z.boolean().optional(),
    schedule: list(z.strictObject({ due: date, amount: positiveMoney }), 100).default([]),
    signedOn: date.optional(),
    year: z.int().min(1900).max(2200).optional(),
  }),
  status: 201,
  answer: contributionAnswer,
});

const agreeContribution = defineRoute({
  id: 'agreeContribution',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/contributions/{contributionId}/agreement',
  summary: 'Turn a pledge into a signed agreement',
  access: ['treasurer', 'secretariat'],
  params: inFund('contributionId'),
  body: z.strictObject({
    amount: positiveMoney.optional().describe('Absent: as pledged'),
    signedOn: date.optional(),
  }),
  answer: contributionAnswer,
});

const listContributions = defineRoute({
  id: 'listContributions',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/contributions',
  summary: 'Contributions with what has been deposited',
  access: 'fund-public',
  tells: ['contributions'],
  params: fundParams,
  query: page,
  answer: listOf(contributionAnswer),
});

const getContribution = defineRoute({
  id: 'getContribution',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/contributions/{contributionId}',
  summary: 'One contribution',
  access: 'fund-public',
  tells: ['contributions'],
  params: inFund('contributionId'),
  answer: contributionAnswer,
});

const depositAnswer = z.object({
  depositId: id,
  contributionId: id,
  pot: id,
  gross: positiveMoney,
  fee: money,
  net: money,
  receivedOn: date,
  reference: z.string(),
  totals: fundTotals,
  verdicts: z.array(verdict),
});

const recordDeposit = defineRoute({
  id: 'recordDeposit',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/contributions/{contributionId}/deposits',
  summary: 'Record money received under an agreement; its fee is taken to the cent',
  access: ['treasurer'],
  params: inFund('contributionId'),
  body: z.strictObject({
    id: id.optional(),
    gross: positiveMoney,
    receivedOn: date.optional(),
    reference: text(200),
  }),
  status: 201,
  answer: depositAnswer,
});

const listDeposits = defineRoute({
  id: 'listDeposits',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/contributions/{contributionId}/deposits',
  summary: 'Deposits under an agreement',
  access: 'fund-public',
  tells: ['contributions'],
  params: inFund('contributionId'),
  query: page,
  answer: listOf(depositAnswer.omit({ totals: true, verdicts: true })),
});

const inKindAnswer = z.object({
  inKindId: id,
  donor: id,
  description: z.string(),
  quantity: z.string(),
  unit: z.string(),
  informationValue: money.nullable(),
  proposalId: id.nullable(),
  matchId: id.optional().describe('Where it was agreed through the connection hub'),
  status: z.enum(['agreed', 'partly-delivered', 'delivered']),
  deliveries: z.array(
    z.object({
      deliveryId: id,
      quantity: z.string(),
      deliveredOn: date,
      evidence: z.string(),
      informationValue: money.nullable(),
    }),
  ),
});

const recordInKind = defineRoute({
  id: 'recordInKind',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/in-kind',
  summary: 'Record a gift in kind; its value is for information, never cash',
  access: ['secretariat', 'treasurer'],
  params: fundParams,
  body: z.strictObject({
    id: id.optional(),
    donor: id,
    description: prose,
    quantity: text(60),
    unit: text(60),
    informationValue: money.optional(),
    proposalId: id.optional(),
  }),
  status: 201,
  answer: inKindAnswer,
});

const deliverInKind = defineRoute({
  id: 'deliverInKind',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/in-kind/{inKindId}/deliveries',
  summary: 'Record what of a gift in kind was delivered, with its evidence',
  access: ['secretariat', 'treasurer'],
  params: inFund('inKindId'),
  body: z.strictObject({
    id: id.optional(),
    quantity: text(60),
    deliveredOn: date.optional().describe('Absent: today'),
    evidence: prose,
    informationValue: money.optional().describe('Of what was delivered'),
    complete: z.boolean().default(true).describe('false: more is to come'),
  }),
  status: 201,
  answer: inKindAnswer,
});

const listInKind = defineRoute({
  id: 'listInKind',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/in-kind',
  summary: 'Gifts in kind',
  access: 'fund-public',
  tells: ['contributions'],
  params: fundParams,
  query: page,
  answer: listOf(inKindAnswer),
});

/** What donors promise and give. */
export const contributionRoutes = {
  recordContribution,
  agreeContribution,
  listContributions,
  getContribution,
  recordDeposit,
  listDeposits,
  recordInKind,
  deliverInKind,
  listInKind,
} as const;
