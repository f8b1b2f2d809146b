import { z } from 'zod';
import { country, date, documentReference, id, list, money, name, prose, text } from '../primitives.ts';

/** What kind of request a proposal is. */
export const proposalKind = z.enum(['project', 'pilot', 'assistance-request', 'secretariat-budget']);

const budgetLine = z.strictObject({
  category: z.int().min(0).max(8).describe('1 to 8 of the harmonised categories; 0: the source does not say'),
  description: text(500).optional(),
  amount: money,
});

/** Who pays: asked from the fund (of it, money named from the bank), the partner's own, and others. */
export const financing = z
  .strictObject({
    fund: money,
    bankPart: money
      .optional()
      .describe('Of the part asked from the fund: what is asked from the bank’s internal resources'),
    own: money.optional(),
    other: list(z.strictObject({ from: name, amount: money, confirmed: z.boolean() }), 50).default([]),
  })
  .meta({ id: 'FinancingPlan' });

const indicator = z.strictObject({
  id,
  name: text(300),
  unit: text(60),
  baseline: text(100).optional(),
  target: text(100),
  disaggregatedBy: list(
    z.enum(['sex', 'age', 'ethnic-origin', 'education', 'country', 'disability', 'other']),
    10,
  ),
});

const result = z.strictObject({
  id,
  statement: prose,
  monetised: z.boolean().default(false),
  indicators: list(indicator, 50),
});

/** A project as a partner writes it; complete only for a full proposal, but every part may be drafted early. */
export const proposalContent = z
  .strictObject({
    kind: proposalKind,
    title: text(500),
    summary: prose.optional(),
    callId: id.optional(),
    windowId: id.optional(),
    objectives: list(id, 50).default([]),
    recommendations: list(id, 50)
      .default([])
      .describe('Of the Forum’s register; required under its own objective'),
    mandate: z.strictObject({ objectives: prose, tasks: prose, expectedResults: prose }).optional(),
    lead: id.describe('The organisation that answers for it'),
    partners: list(z.strictObject({ organisation: name, role: text(200) }), 50).default([]),
    countries: list(country, 250).default([]),
    startDate: date.optional(),
    endDate: date.optional(),
    budget: list(budgetLine, 500).default([]),
    financing: financing.optional(),
    results: list(result, 100).default([]),
    evaluationPlan: prose.optional().describe('Required for a pilot'),
    documents: list(documentReference, 50).default([]),
    beneficiaries: z
      .strictObject({
        women: z.int().min(0).max(1e12),
        men: z.int().min(0).max(1e12),
        girls: z.int().min(0).max(1e12),
        boys: z.int().min(0).max(1e12),
      })
      .optional(),
  })
  .meta({ id: 'ProposalContent' });

export type ProposalContent = z.infer<typeof proposalContent>;
