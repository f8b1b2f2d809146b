import { z } from 'zod';
import { expenditureLine, period } from '../../events/reporting.ts';
import { date, id, list, prose, signedMoney, text } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { inFund, listOf, page } from '../common.ts';

const service = 'reporting' as const;

const progressReport = z.object({
  reportId: id,
  activityId: id,
  period,
  narrative: z.string(),
  lessons: z.string().nullable(),
  status: z.enum(['submitted', 'accepted', 'returned']),
  reason: z.string().nullable(),
});

const submitProgressReport = defineRoute({
  id: 'submitProgressReport',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/activities/{activityId}/progress-reports',
  summary: 'Report progress, as the partner',
  access: ['partner', 'secretariat'],
  own: { partner: 'organisation' },
  params: inFund('activityId'),
  body: z.strictObject({ id: id.optional(), period, narrative: prose, lessons: prose.optional() }),
  status: 201,
  answer: progressReport,
});

const judgement = z.strictObject({
  accepted: z.boolean(),
  reason: prose.optional().describe('Required when returned'),
});

const judgeProgressReport = defineRoute({
  id: 'judgeProgressReport',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/activities/{activityId}/progress-reports/{reportId}/judgement',
  summary: 'Accept a progress report or return it with the reason',
  access: ['secretariat'],
  params: inFund('activityId', 'reportId'),
  body: judgement,
  status: 201,
  answer: progressReport,
});

const listProgressReports = defineRoute({
  id: 'listProgressReports',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/activities/{activityId}/progress-reports',
  summary: 'Progress reports',
  access: 'any-role',
  own: { partner: 'organisation' },
  params: inFund('activityId'),
  query: page,
  answer: listOf(progressReport),
});

const financialReport = z.object({
  reportId: id,
  activityId: id,
  period,
  lines: z.array(expenditureLine),
  expenditure: signedMoney,
  provisional: z.boolean(),
  corrects: id.nullable(),
  note: z.string().nullable(),
  status: z.enum(['submitted', 'accepted', 'returned']),
  reason: z.string().nullable(),
});

const submitFinancialReport = defineRoute({
  id: 'submitFinancialReport',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/activities/{activityId}/financial-reports',
  summary: 'Report what was spent in a period; a correction names the report it corrects',
  access: ['partner', 'secretariat'],
  own: { partner: 'organisation' },
  params: inFund('activityId'),
  body: z.strictObject({
    id: id.optional(),
    period,
    lines: list(expenditureLine, 100).min(1),
    provisional: z.boolean().default(true),
    corrects: id.optional(),
    note: prose.optional(),
  }),
  status: 201,
  answer: financialReport,
});

const judgeFinancialReport = defineRoute({
  id: 'judgeFinancialReport',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/activities/{activityId}/financial-reports/{reportId}/judgement',
  summary: 'Accept a financial report or return it with the reason',
  access: ['secretariat'],
  params: inFund('activityId', 'reportId'),
  body: judgement,
  status: 201,
  answer: financialReport,
});

const listFinancialReports = defineRoute({
  id: 'listFinancialReports',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/activities/{activityId}/financial-reports',
  summary: 'Financial reports',
  access: 'any-role',
  own: { partner: 'organisation' },
  params: inFund('activityId'),
  query: page,
  answer: listOf(financialReport),
});

const resultAnswer = z.object({
  resultId: id,
  activityId: id,
  indicatorId: id.nullable(),
  statement: z.string(),
  value: z.string().nullable(),
  unit: z.string().nullable(),
  disaggregation: z.array(z.object({ by: z.string(), group: z.string(), value: z.string() })),
  observedOn: date,
});

const recordResult = defineRoute({
  id: 'recordResult',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/activities/{activityId}/results',
  summary: 'Record a result, monetised or not, disaggregated where it can be',
  access: ['partner', 'secretariat'],
  own: { partner: 'organisation' },
  params: inFund('activityId'),
  body: z.strictObject({
    id: id.optional(),
    indicatorId: id.optional(),
    statement: prose,
    value: text(100).optional(),
    unit: text(60).optional(),
    disaggregation: list(z.strictObject({ by: text(60), group: text(100), value: text(100) }), 100).default(
      [],
    ),
    observedOn: date.optional(),
  }),
  status: 201,
  answer: resultAnswer,
});

const listResults = defineRoute({
  id: 'listResults',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/activities/{activityId}/results',
  summary: 'Results',
  access: 'fund-public',
  tells: ['activities'],
  params: inFund('activityId'),
  query: page,
  answer: listOf(resultAnswer),
});

/** What partners report, and what the secretariat says of it. */
export const partnerReportRoutes = {
  submitProgressReport,
  judgeProgressReport,
  listProgressReports,
  submitFinancialReport,
  judgeFinancialReport,
  listFinancialReports,
  recordResult,
  listResults,
} as const;
