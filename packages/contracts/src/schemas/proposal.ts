import { z } from 'zod';
import { country, date, documentReference, id, list, money, name, prose, text } from '../primitives.ts';
import { assistanceNeed } from './assistance.ts';
import { MAX_QUESTIONS } from './call-form.ts';
import { codeReference } from './code-list.ts';
import { evaluationStep, expectedResult } from './results-framework.ts';

/** What kind of request a proposal is; whether it is a pilot is another question. */
export const proposalKind = z.enum([
  'project',
  'assistance-request',
  'private-sector',
  'non-governmental',
  'marketplace',
  'secretariat-budget',
]);

/** Lines that a budget has at most. */
export const MAX_BUDGET_LINES = 500;

/** One line of a budget by the harmonised categories. */
export const budgetLine = z.strictObject({
  category: z.int().min(0).max(8).describe('1 to 8 of the harmonised categories; 0: the source does not say'),
  description: text(500).optional(),
  year: z.int().min(1900).max(2199).optional(),
  partner: name.optional().describe('Who spends it: the lead, or one of the partners by id, else by name'),
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

const partner = z.strictObject({
  organisation: name,
  organisationId: id.optional().describe('Where it is registered; the budget then names it by this'),
  role: text(200),
  coApplicant: z.boolean().optional().describe('Applies together with the lead'),
  share: money.optional().describe('Its part of the budget'),
});

const marketplace = z.strictObject({
  meeting: text(200).describe('The meeting of the Forum at whose Marketplace it was born'),
  support: z.enum(['by-partnership', 'for-partnership']).describe('What the partnership gives, or gets'),
});

/** A project as a partner writes it; complete only for a full proposal, but every part may be drafted early. */
export const proposalContent = z
  .strictObject({
    kind: proposalKind,
    pilot: z.boolean().optional().describe('Tried and evaluated: a plan of its evaluation is then required'),
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
    partners: list(partner, 50).default([]).describe('The consortium besides its lead'),
    marketplace: marketplace.optional().describe('Required of a Marketplace partnership'),
    countries: list(country, 250).default([]),
    startDate: date.optional(),
    endDate: date.optional(),
    budget: list(budgetLine, MAX_BUDGET_LINES).default([]),
    financing: financing.optional(),
    results: list(expectedResult, 100).default([]),
    evaluation: list(evaluationStep, 30).optional().describe('Required of a pilot'),
    classification: list(codeReference, 40)
      .optional()
      .describe('Codes of agreed lists: themes, areas of action, SDG targets, the gender marker'),
    answers: list(z.strictObject({ question: id, answer: prose }), MAX_QUESTIONS)
      .optional()
      .describe('To the questions of the call’s own form'),
    documents: list(documentReference, 50).default([]),
    assistance: assistanceNeed.optional().describe('For an assistance request'),
    fromRequest: id.optional().describe('The assistance request that became this project'),
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
