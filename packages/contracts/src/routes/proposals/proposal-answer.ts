import { z } from 'zod';
import { id, instant, positiveMoney } from '../../primitives.ts';
import { approvedAmount } from '../../schemas/decision.ts';
import { proposalContent } from '../../schemas/proposal.ts';
import { stage } from '../../schemas/stage.ts';
import { verdict } from '../../schemas/verdict.ts';

/** Where a proposal stands; `draft` until something is submitted. */
export const proposalStatus = z.enum([
  'draft',
  'concept-submitted',
  'screened-eligible',
  'screened-ineligible',
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

/** A proposal as each may see it. */
export const proposalAnswer = z.object({
  proposalId: id,
  status: proposalStatus,
  revision: z.int().describe('0 while a draft'),
  content: proposalContent,
  draft: proposalContent.nullable().describe('Text being prepared, seen by its partner only'),
  requested: positiveMoney.nullable(),
  verdicts: z.array(verdict),
  screening: z.object({ stage, eligible: z.boolean(), reasons: z.string() }).nullable(),
  decision: z
    .object({
      decisionId: id,
      outcome: z.enum(['approved', 'returned', 'rejected', 'deferred']),
      reason: z.string(),
      amounts: z.array(approvedAmount),
    })
    .nullable(),
  allocationId: id.nullable(),
  submittedAt: instant.nullable(),
});
