import { z } from 'zod';
import { id, instant, money, positiveMoney } from '../../primitives.ts';
import { approvedAmount, reasonIn } from '../../schemas/decision.ts';
import { proposalContent } from '../../schemas/proposal.ts';
import { stage } from '../../schemas/stage.ts';
import { verdict } from '../../schemas/verdict.ts';

/** Where a proposal stands; `draft` until something is submitted. */
export const proposalStatus = z.enum([
  'draft',
  'concept-submitted',
  'screened-eligible',
  'screened-ineligible',
  'excluded',
  'invited',
  'submitted',
  'returned',
  'approved',
  'revision-needed',
  'funded',
  'not-funded',
  'rejected',
  'deferred',
  'withdrawn',
  'converted',
]);

const budgetSums = z
  .object({
    total: money,
    byCategory: z.array(z.object({ category: z.int(), amount: money })),
    byYear: z.array(z.object({ year: z.int().nullable(), amount: money })),
    byPartner: z.array(z.object({ partner: z.string().nullable(), amount: money })),
  })
  .meta({
    id: 'BudgetSums',
    description: 'Each list adds up to the total; null is what a line does not say.',
  });

/** A proposal as each may see it. */
export const proposalAnswer = z.object({
  proposalId: id,
  status: proposalStatus,
  revision: z.int().describe('0 while a draft'),
  content: proposalContent,
  draft: proposalContent
    .nullable()
    .describe('Text being prepared, seen by its partner and its co-authors only'),
  budget: budgetSums.nullable().describe('What the budget comes to; null where it has no sound amounts'),
  requested: positiveMoney.nullable(),
  verdicts: z.array(verdict),
  screening: z.object({ stage, eligible: z.boolean(), reasons: z.string() }).nullable(),
  decision: z
    .object({
      decisionId: id,
      outcome: z.enum(['approved', 'returned', 'rejected', 'deferred']),
      reason: z.string(),
      reasonIn,
      amounts: z.array(approvedAmount),
    })
    .nullable(),
  allocationId: id.nullable(),
  submittedAt: instant.nullable(),
});
