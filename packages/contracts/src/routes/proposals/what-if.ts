import { z } from 'zod';
import { id, list, money, signedMoney } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { MAX_SUPPOSITIONS, proposalSupposition } from '../../schemas/supposition.ts';
import { verdict } from '../../schemas/verdict.ts';
import { inFund } from '../common.ts';
import { checkAnswer } from './check-answer.ts';

/** Most full proposals of one call that are judged together. */
export const MAX_CALL_PROPOSALS = 500;

const languages = z.object({ en: z.string(), fr: z.string() });

const fundStanding = z
  .object({
    verdicts: z.array(verdict).describe('The cap on all allocations with this one'),
    window: z
      .object({
        windowId: id,
        ceiling: money.nullable(),
        allocated: money,
        asked: money,
        left: signedMoney.nullable().describe('Below zero: by how much it does not fit'),
        fits: z.boolean(),
        explanation: languages,
        changes: verdict.shape.changes,
      })
      .nullable(),
    passes: z.boolean(),
  })
  .meta({
    id: 'FundStanding',
    description: 'What allocation would say if it were approved now, as it asks, on what is known here.',
  });

const checked = { ...checkAnswer.shape, fund: fundStanding.nullable().optional() };

/** Suppositions laid over the facts, in their order. */
export const proposalSuppositions = list(proposalSupposition, MAX_SUPPOSITIONS);

/** What a check of a proposal says, and where something was supposed what it would say then. */
export const proposalCheckAnswer = z
  .object({
    ...checked,
    supposed: z
      .object({ suppositions: z.array(languages), ...checked })
      .optional()
      .describe('The same with the suppositions; what stands beside it is without'),
  })
  .meta({ id: 'ProposalCheckAnswer' });

const callOutcome = z
  .object({
    proposals: z.array(
      z.object({
        proposalId: id,
        title: z.string(),
        lead: id,
        approved: z.boolean().describe('Approved already, or supposed so: it counts whatever the rules say'),
        requested: money.nullable(),
        bankPart: money.nullable(),
        passes: z.boolean(),
        reasons: z.array(languages),
        verdicts: z.array(verdict),
        fund: fundStanding.nullable(),
      }),
    ),
    windows: z.array(
      z.object({
        windowId: id,
        ceiling: money.nullable(),
        allocated: money.describe('Before any of them'),
        passing: money.describe('What those that pass ask together'),
        left: signedMoney.nullable(),
      }),
    ),
    allocated: z.object({ total: money, internal: money }).describe('With those that pass'),
  })
  .meta({ id: 'CallOutcome' });

const checkCall = defineRoute({
  id: 'checkCall',
  service: 'proposals',
  method: 'POST',
  path: '/v1/funds/{fundId}/calls/{callId}/check',
  summary:
    'A call’s full proposals together: which pass one after the other, and what is left; nothing is saved',
  description:
    'In the order given, the others after them in the order of submission. With suppositions: before and after.',
  access: ['secretariat', 'treasurer', 'chair', 'seat-holder', 'auditor'],
  command: false,
  params: inFund('callId'),
  body: z.strictObject({
    order: list(id, MAX_CALL_PROPOSALS).optional(),
    suppose: proposalSuppositions.optional(),
  }),
  answer: z.object({
    charterVersion: z.int(),
    before: callOutcome,
    after: callOutcome.optional().describe('With the suppositions'),
    suppositions: z.array(languages),
  }),
});

/** What if, for a call. */
export const whatIfRoutes = { checkCall } as const;
