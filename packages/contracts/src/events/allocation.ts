import { z } from 'zod';
import {
  date,
  id,
  list,
  money,
  name,
  percent,
  positiveMoney,
  prose,
  signedMoney,
  text,
} from '../primitives.ts';
import { approvedAmount, condition, decisionSubject, reasonIn } from '../schemas/decision.ts';
import { fundTotals } from '../schemas/fund-totals.ts';
import { proposalKind } from '../schemas/proposal.ts';
import { verdict } from '../schemas/verdict.ts';
import { amendedAllocationEvents } from './allocation-amended.ts';
import { defineEvents, type EventOf } from './define-events.ts';

/** none: pooled; preference: pooled, the wish is recorded; hard: its own pot, for one window. */
export const earmark = z
  .strictObject({
    kind: z.enum(['none', 'preference', 'hard']),
    windowId: id.optional(),
    note: text(300).optional(),
  })
  .meta({ id: 'Earmark' });

const trancheIdentifier = id.describe('Unique under its mandate');

export const potAmount = z.object({ pot: id, amount: positiveMoney }).meta({ id: 'PotAmount' });

const contribution = {
  contributionId: id,
  donor: id,
  donorName: name,
  amount: positiveMoney,
  internal: z.boolean().describe('true: the bank’s own resources'),
  earmark,
  pot: id,
  feePercent: percent,
  oda: z.boolean().nullable().describe('Counts as official development assistance; null: not said'),
  schedule: list(z.object({ due: date, amount: positiveMoney }), 100),
  year: z.int().nullable().describe('The fiscal year it counts for'),
};

/** Lines of money that are neither deposit nor transfer. */
export const ledgerLine = z.enum([
  'fund-interest',
  'partner-interest',
  'administration-fee',
  'direct-cost',
  'bank-charge',
  'funding-outside-the-data',
]);

export const allocationEvents = defineEvents('allocation', {
  ContributionPledged: z.object({ ...contribution, totals: fundTotals, verdicts: list(verdict, 20) }),
  ContributionAgreed: z.object({
    ...contribution,
    pledged: z
      .object({ amount: positiveMoney, on: date })
      .nullable()
      .describe('What had been pledged before and no longer is; null: nothing'),
    signedOn: date,
    totals: fundTotals,
    verdicts: list(verdict, 20),
  }),
  DepositReceived: z.object({
    depositId: id.describe('Unique under its contribution'),
    contributionId: id,
    donor: id,
    pot: id,
    internal: z.boolean(),
    gross: positiveMoney,
    fee: money,
    net: money,
    receivedOn: date,
    reference: text(200),
    totals: fundTotals,
    verdicts: list(verdict, 20).describe('Of rules that the deposits no longer keep'),
  }),
  InKindRecorded: z.object({
    inKindId: id,
    donor: id,
    description: prose,
    quantity: text(60),
    unit: text(60),
    informationValue: money.nullable(),
    proposalId: id.nullable(),
    matchId: id.optional().describe('Where it was agreed through the connection hub'),
  }),
  InKindDelivered: z.object({
    inKindId: id,
    proposalId: id.nullable(),
    deliveryId: id.describe('Unique under its gift'),
    quantity: text(60),
    deliveredOn: date,
    evidence: prose,
    informationValue: money.nullable(),
    complete: z.boolean().describe('true: nothing of the gift is outstanding'),
  }),
  LedgerLineRecorded: z.object({
    entryId: id,
    line: ledgerLine,
    pot: id,
    amount: positiveMoney,
    uncovered: money.describe('Of the amount: what the pot could not cover'),
    bookedOn: date,
    note: prose,
    mandateId: id.nullable(),
  }),
  AllocationMade: z.object({
    allocationId: id.describe('The id of its decision: a decision is allocated once'),
    decisionId: id,
    subject: decisionSubject,
    title: text(500),
    partner: id,
    amounts: list(approvedAmount, 20),
    total: positiveMoney,
    conditions: list(condition, 50),
    totals: fundTotals,
    verdicts: list(verdict, 20),
    charterVersion: z.int().optional().describe('Whose rules bind it; absent: those in force'),
    proposalKind: proposalKind.optional().describe('Of a proposal: a waiver may be for all of its kind'),
    topsUp: id.optional().describe('The allocation of the same proposal that this one adds to'),
  }),
  ...amendedAllocationEvents,
  AllocationRefused: z.object({
    decisionId: id,
    subject: decisionSubject,
    code: text(100),
    reason: prose.describe('In English'),
    reasonIn,
    shortfalls: list(z.object({ pot: id, asked: positiveMoney, available: signedMoney }), 20),
    verdicts: list(verdict, 20),
  }),
  MandateOffered: z.object({
    mandateId: id,
    allocationId: id,
    proposalId: id,
    partner: id,
    objectives: prose,
    tasks: prose,
    expectedResults: prose,
    amount: positiveMoney,
    parts: list(potAmount, 20).describe('The amount by pot'),
    startDate: date,
    endDate: date,
  }),
  MandateAccepted: z.object({ mandateId: id, proposalId: id, partner: id, acceptedBy: id }),
  MandateExtended: z.object({
    mandateId: id,
    proposalId: id,
    partner: id,
    startDate: date,
    before: date.describe('The end until then'),
    endDate: date,
    askedOn: date.describe('The day the partner asked'),
    reason: prose,
    verdicts: list(verdict, 20),
  }),
  BudgetMoved: z.object({
    mandateId: id,
    moveId: id.describe('Unique under its mandate'),
    proposalId: id,
    partner: id,
    from: z.int().describe('Category of the budget'),
    to: z.int(),
    amount: positiveMoney,
    askedOn: date,
    decisionId: id.nullable().describe('The committee’s non-objection; null: a free share was moved'),
    reason: prose,
    verdicts: list(verdict, 20),
  }),
  ConditionMet: z.object({ allocationId: id, conditionId: id, evidence: prose, metOn: date }),
  TrancheRequested: z.object({
    mandateId: id,
    trancheId: trancheIdentifier,
    amount: positiveMoney,
    purpose: prose,
    advance: z
      .boolean()
      .optional()
      .describe('To prepare the project, before its mandate is accepted; absent: no'),
    requestedBy: id,
  }),
  TrancheApproved: z.object({
    mandateId: id,
    trancheId: trancheIdentifier,
    amount: positiveMoney,
    advanceFor: id.optional().describe('Of a preparation advance: the proposal it prepares'),
    approvedBy: id,
    verdicts: list(verdict, 20),
  }),
  TrancheDisbursed: z.object({
    mandateId: id,
    trancheId: trancheIdentifier,
    allocationId: id,
    proposalId: id,
    partner: id,
    amount: positiveMoney,
    parts: list(potAmount, 20),
    valueDate: date,
    reference: text(200),
    verdicts: list(verdict, 20),
  }),
  RefundReceived: z.object({
    mandateId: id,
    refundId: id.describe('Unique under its mandate'),
    allocationId: id,
    proposalId: id,
    partner: id,
    amount: positiveMoney,
    parts: list(potAmount, 20),
    receivedOn: date,
    reason: prose,
    reference: text(200),
  }),
});

export type AllocationEvent = EventOf<typeof allocationEvents>;
