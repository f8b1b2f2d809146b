import { z } from 'zod';
import { projectKind } from '../../events/proposals-hub.ts';
import { country, date, id, instant, list, positiveMoney, prose, text } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { assistanceNeed, themes } from '../../schemas/assistance.ts';
import { codeReference } from '../../schemas/code-list.ts';
import { budgetLine } from '../../schemas/proposal.ts';
import { verdict } from '../../schemas/verdict.ts';
import { fundParams, inFund, listOf, pageQuery } from '../common.ts';
import { checkAnswer } from './check-answer.ts';
import { proposalAnswer, proposalStatus } from './proposal-answer.ts';

const service = 'proposals' as const;
const path = '/v1/funds/{fundId}/assistance-requests';

const simpleResult = z.strictObject({
  statement: text(500),
  indicator: text(300).describe('How one will know'),
  unit: text(60),
  baseline: text(100).optional(),
  target: text(100),
});

/** A government’s request for assistance, on one page. */
export const assistanceRequestForm = z
  .strictObject({
    government: id.describe('The organisation that asks, and answers for it'),
    title: text(500),
    countries: list(country, 20).min(1),
    need: prose,
    asked: prose.describe('What is asked for'),
    windowId: id.describe('A window that is always open'),
    objectives: list(id, 50).min(1),
    recommendations: list(id, 50)
      .default([])
      .describe('Of the Forum’s register, where the window acts for the Forum'),
    startDate: date,
    endDate: date,
    budget: list(budgetLine, 8)
      .min(1)
      .describe('By category, at most eight lines; their sum is what is asked'),
    results: list(simpleResult, 10).min(1),
    themes,
    ...assistanceNeed.shape,
  })
  .meta({ id: 'AssistanceRequestForm' });

/** Where a demand stands: nothing proposed for it, proposed, agreed by both sides, given; or not asked any more. */
export const demandStatus = z.enum(['unmet', 'proposed', 'agreed', 'met', 'closed']);

const assistanceRequestAnswer = z.object({
  requestId: id.describe('Also the id of the proposal that it is'),
  status: proposalStatus,
  demand: demandStatus,
  government: id,
  title: z.string(),
  countries: z.array(z.string()),
  need: z.string(),
  asked: z.string(),
  windowId: id.nullable(),
  objectives: z.array(id),
  requested: positiveMoney.nullable(),
  results: z.array(
    z.object({
      statement: z.string(),
      indicators: z.array(z.object({ name: z.string(), unit: z.string(), target: z.string() })),
    }),
  ),
  implementedBy: id.nullable(),
  themes: z.array(codeReference),
  languages: z.array(z.string()),
  inKind: z.array(z.object({ unit: z.string(), quantity: z.int() })),
  projects: z.array(id).describe('The proposals that it became'),
  submittedAt: instant,
});

const fileAssistanceRequest = defineRoute({
  id: 'fileAssistanceRequest',
  service,
  method: 'POST',
  path,
  summary: 'File a government’s request for assistance on one page, any day',
  description:
    'Up to the charter’s threshold. It is a proposal of the kind assistance-request in a short form: screened by the secretariat, decided by non-objection, funded and carried out as any proposal. What is asked for is seen by everyone who has a role in the fund, so that it can be matched with what is offered.',
  access: ['partner', 'secretariat'],
  own: { partner: 'organisation' },
  params: fundParams,
  body: assistanceRequestForm.extend({ id: id.optional() }),
  status: 201,
  answer: assistanceRequestAnswer.extend({ verdicts: z.array(verdict) }),
});

const checkAssistanceRequest = defineRoute({
  id: 'checkAssistanceRequest',
  service,
  method: 'POST',
  path: `${path}/check`,
  summary: 'What filing it would say: fields, rules, smallest changes; nothing is saved',
  access: ['partner', 'secretariat'],
  own: { partner: 'organisation' },
  command: false,
  params: fundParams,
  body: assistanceRequestForm,
  answer: checkAnswer,
});

const listAssistanceRequests = defineRoute({
  id: 'listAssistanceRequests',
  service,
  method: 'GET',
  path,
  summary: 'What governments ask for; with demand=unmet what nothing was found for yet',
  access: 'any-role',
  params: fundParams,
  query: z.strictObject({ ...pageQuery, demand: demandStatus.optional() }),
  answer: listOf(assistanceRequestAnswer),
});

const getAssistanceRequest = defineRoute({
  id: 'getAssistanceRequest',
  service,
  method: 'GET',
  path: `${path}/{requestId}`,
  summary: 'One request for assistance',
  access: 'any-role',
  params: inFund('requestId'),
  answer: assistanceRequestAnswer,
});

const convertAssistanceRequest = defineRoute({
  id: 'convertAssistanceRequest',
  service,
  method: 'POST',
  path: `${path}/{requestId}/projects`,
  summary: 'Make a project of it: begins a draft with its text for the partner that will lead',
  description:
    'By the government or the secretariat. A request that is not decided is then decided as the project, and no more by itself.',
  access: ['partner', 'secretariat'],
  own: { partner: 'organisation' },
  params: inFund('requestId'),
  body: z.strictObject({
    id: id.optional(),
    kind: projectKind.default('project').describe('As the type of its lead allows'),
    lead: id.describe('The partner that will carry it out; it completes and submits the proposal'),
    callId: id.optional(),
    windowId: id.optional().describe('Absent: the request’s'),
  }),
  status: 201,
  answer: proposalAnswer,
});

/** Governments’ requests for assistance: the short form of a proposal. */
export const assistanceRequestRoutes = {
  fileAssistanceRequest,
  checkAssistanceRequest,
  listAssistanceRequests,
  getAssistanceRequest,
  convertAssistanceRequest,
} as const;
