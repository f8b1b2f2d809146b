import { z } from 'zod';
import { earmark, fundTotals, ledgerLine, potAmount } from '../events/allocation.ts';
import {
  date,
  id,
  instant,
  list,
  money,
  percent,
  positiveMoney,
  prose,
  signedMoney,
  text,
} from '../primitives.ts';
import { defineRoute } from '../route.ts';
import { approvedAmount, condition, decisionSubject } from '../schemas/decision.ts';
import { verdict } from '../schemas/verdict.ts';
import { fundParams, inFund, listOf, page, pageQuery } from './common.ts';

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

const listInKind = defineRoute({
  id: 'listInKind',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/in-kind',
  summary: 'Gifts in kind',
  access: 'fund-public',
  params: fundParams,
  query: page,
  answer: listOf(inKindAnswer),
});

const listAccounts = defineRoute({
  id: 'listAccounts',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/ledger/accounts',
  summary: 'Ledger accounts and balances; together they make zero',
  access: ['treasurer', 'secretariat', 'auditor', 'chair', 'admin'],
  params: fundParams,
  query: page,
  answer: listOf(z.object({ account: z.string(), balance: signedMoney })),
});

const listPostings = defineRoute({
  id: 'listPostings',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/ledger/entries',
  summary: 'Postings, newest last, of one account or all',
  access: ['treasurer', 'secretariat', 'auditor', 'chair', 'admin'],
  params: fundParams,
  query: z.strictObject({ ...pageQuery, account: z.string().min(1).max(200).optional() }),
  answer: listOf(
    z.object({
      sequence: z.string(),
      line: z.int(),
      time: instant,
      recordedAt: instant,
      type: z.string(),
      debit: z.string(),
      credit: z.string(),
      amount: positiveMoney,
      debitBalance: signedMoney,
      creditBalance: signedMoney,
    }),
  ),
});

const recordLedgerLine = defineRoute({
  id: 'recordLedgerLine',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/ledger/entries',
  summary: 'Record interest, a fee, direct cost, bank charges, or funding that the imported data leaves out',
  description: 'A fact: never refused for lack of money; what a pot cannot cover is shown as uncovered.',
  access: ['treasurer'],
  params: fundParams,
  body: z.strictObject({
    id: id.optional(),
    line: ledgerLine,
    pot: id.default('pooled'),
    amount: positiveMoney,
    bookedOn: date.optional(),
    note: prose,
    mandateId: id.optional().describe('For interest earned by a partner'),
  }),
  status: 201,
  answer: z.object({
    entryId: id,
    line: ledgerLine,
    pot: id,
    amount: positiveMoney,
    uncovered: money,
    bookedOn: date,
    note: z.string(),
  }),
});

const potHeadroom = z.object({
  pot: id,
  deposited: money.describe('Gross'),
  fees: money,
  available: signedMoney.describe('Not allocated, less what its costs could not be covered from'),
  allocated: money.describe('To date, transferred or not'),
  transferred: money,
  refunded: money,
});

const getHeadroom = defineRoute({
  id: 'getHeadroom',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/headroom',
  summary: 'What may still be given: the cap by each measure, each pot, each window',
  access: 'fund-public',
  params: fundParams,
  answer: z.object({
    totals: fundTotals,
    verdicts: z.array(verdict).describe('The cap on agreed, deposited and allocated'),
    pots: z.array(potHeadroom),
    windows: z.array(
      z.object({
        windowId: id,
        ceiling: money.nullable(),
        allocated: money,
        headroom: signedMoney.nullable(),
      }),
    ),
  }),
});

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

const trancheAnswer = z.object({
  trancheId: id,
  amount: positiveMoney,
  purpose: z.string(),
  status: z.enum(['requested', 'approved', 'disbursed']),
  requestedBy: id,
  approvedBy: id.nullable(),
  valueDate: date.nullable(),
  reference: z.string().nullable(),
  verdicts: z.array(verdict),
});

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

const requestTranche = defineRoute({
  id: 'requestTranche',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/mandates/{mandateId}/tranches',
  summary: 'Ask for a payment under a mandate',
  access: ['partner', 'secretariat', 'treasurer'],
  params: inFund('mandateId'),
  body: z.strictObject({ id: id.optional(), amount: positiveMoney, purpose: prose }),
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
  params: inFund('mandateId'),
  query: page,
  answer: listOf(refundAnswer),
});

/** Every route of the allocation service. */
export const allocationRoutes = {
  recordContribution,
  agreeContribution,
  listContributions,
  getContribution,
  recordDeposit,
  listDeposits,
  recordInKind,
  listInKind,
  listAccounts,
  listPostings,
  recordLedgerLine,
  getHeadroom,
  allocate,
  listAllocations,
  getAllocation,
  meetCondition,
  offerMandate,
  acceptMandate,
  listMandates,
  getMandate,
  requestTranche,
  approveTranche,
  disburseTranche,
  listTranches,
  recordRefund,
  listRefunds,
} as const;
