import { z } from 'zod';
import { date, id, instant, list, money, prose } from '../primitives.ts';
import { approvedAmount, condition, decisionSubject, reasonIn } from '../schemas/decision.ts';
import { fundTotals } from '../schemas/fund-totals.ts';
import { verdict } from '../schemas/verdict.ts';

/** What a later decision of the committee does to an allocation. */
export const amendedAllocationEvents = {
  AllocationAmended: z.object({
    allocationId: id,
    decisionId: id.describe('The decision that amends it'),
    proposalId: id,
    title: z.string(),
    partner: id,
    added: list(condition, 50),
    moved: list(
      z.object({
        ...condition.shape,
        due: date,
        dueAt: instant.describe('The first instant that is too late'),
        before: date.nullable(),
      }),
      50,
    ),
    lifted: list(z.object({ id, reason: prose }), 50),
  }),
  AllocationReleased: z.object({
    allocationId: id,
    decisionId: id.describe('The decision that revokes the one which gave the money'),
    subject: decisionSubject,
    partner: id,
    amounts: list(approvedAmount, 20).describe(
      'What goes back, by pot and window; none where none was set aside',
    ),
    total: money,
    madeAt: instant.nullable().describe('When it was set aside; null: it never was'),
    mandateId: id.nullable().describe('The offer that is withdrawn with it'),
    topsUp: id.optional(),
    conditions: list(id, 100).describe('Its conditions, which nobody need meet any more'),
    reason: prose,
    reasonIn,
    totals: fundTotals,
    verdicts: list(verdict, 20),
  }),
};
