import { z } from 'zod';
import { expenditureLine, lifeStatus, period } from '../events/reporting.ts';
import {
  bilingual,
  currency,
  date,
  fundId,
  id,
  instant,
  list,
  money,
  prose,
  signedMoney,
  text,
} from '../primitives.ts';
import { defineRoute } from '../route.ts';
import { fundParams, inFund, listOf, page, pageQuery } from './common.ts';

const service = 'reporting' as const;

const activityAnswer = z.object({
  activityId: id.describe('The proposal’s id'),
  title: z.string(),
  partner: id,
  partnerName: z.string().nullable(),
  windowId: id.nullable(),
  callId: id.nullable(),
  status: lifeStatus,
  approved: money,
  allocated: money,
  transferred: money,
  refunded: money,
  spent: signedMoney,
  startDate: date.nullable(),
  endDate: date.nullable(),
  recommendations: z.array(id),
});

const listActivities = defineRoute({
  id: 'listActivities',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/activities',
  summary: 'Activities: what became of each allocation',
  access: 'fund-public',
  params: fundParams,
  query: z.strictObject({ ...pageQuery, status: lifeStatus.optional() }),
  answer: listOf(activityAnswer),
});

const getActivity = defineRoute({
  id: 'getActivity',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/activities/{activityId}',
  summary: 'One activity',
  access: 'fund-public',
  params: inFund('activityId'),
  answer: activityAnswer,
});

const recordActivityStatus = defineRoute({
  id: 'recordActivityStatus',
  service,
  method: 'POST',
  path: '/v1/funds/{fundId}/activities/{activityId}/status',
  summary: 'Record where an activity is in its life',
  access: ['secretariat'],
  params: inFund('activityId'),
  body: z.strictObject({
    status: lifeStatus,
    since: date.optional(),
    sourceCode: text(100).optional(),
    note: prose.optional(),
  }),
  status: 201,
  answer: activityAnswer,
});

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
  params: inFund('activityId'),
  query: page,
  answer: listOf(resultAnswer),
});

/** The names under which reports are asked for. */
export const REPORT_NAMES = [
  'funding-status',
  'contributions',
  'allocation-rounds',
  'activities',
  'delivery',
  'cap-headroom',
  'decisions',
] as const;

const cell = z.union([z.string(), z.int(), z.boolean(), z.null()]);

/** A report: what it is, of when, from which positions, its columns, rows and totals; amounts are decimals in its currency. */
export const report = z
  .object({
    report: z.enum(REPORT_NAMES),
    title: bilingual,
    fundId,
    currency,
    asOf: date.describe('What happened up to the end of this day, in the fund’s time zone'),
    knownAt: instant.describe('What was recorded up to this instant'),
    positions: z.array(z.string()).describe('The entry of each source up to which it was made'),
    columns: z.array(
      z.object({
        name: z.string(),
        title: bilingual,
        kind: z.enum(['text', 'money', 'count', 'percent', 'date', 'instant', 'boolean']),
        note: bilingual.nullable().describe('For a percentage: its denominator and rounding'),
      }),
    ),
    rows: z.array(z.record(z.string(), cell)),
    totals: z.record(z.string(), cell),
    checks: z
      .array(z.object({ check: z.string(), holds: z.boolean() }))
      .describe('The report’s own proof of its sums'),
  })
  .meta({ id: 'Report' });

const getReport = defineRoute({
  id: 'getReport',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/reports/{name}',
  summary: 'A named report, as of a date and as known at an instant',
  access: 'fund-public',
  params: z.strictObject({ fundId, name: z.enum(REPORT_NAMES) }),
  query: z.strictObject({
    asOf: date.optional(),
    knownAt: instant.optional(),
    windowId: id.optional().describe('Only what belongs to this window, where the report can say so'),
    year: z.coerce
      .number()
      .int()
      .min(1900)
      .max(2200)
      .optional()
      .describe('Only this year, where the report can say so'),
    format: z.enum(['json', 'csv']).optional(),
  }),
  answer: report,
  etag: true,
  formats: ['csv'],
});

const openDataQuery = z.strictObject({
  fund: fundId.optional(),
  year: z.coerce.number().int().min(1900).max(2200).optional(),
});

const openData = <N extends string>(
  dataset: 'projects' | 'contributions' | 'allocation-rounds',
  format: 'json' | 'csv',
  routeId: N,
) =>
  defineRoute({
    id: routeId,
    service,
    method: 'GET',
    path: `/v1/open-data/${dataset}.${format}`,
    summary: `Open data across the funds that publish: ${dataset}, as ${format.toUpperCase()}`,
    access: 'public',
    query: openDataQuery,
    answer: z.object({ items: z.array(z.record(z.string(), cell)) }),
    etag: true,
    formats: format === 'csv' ? ['csv'] : [],
  });

const overview = defineRoute({
  id: 'fundsOverview',
  service,
  method: 'GET',
  path: '/v1/overview',
  summary: 'Live figures of the funds that publish, for a front page',
  access: 'public',
  answer: z.object({
    funds: z.array(
      z.object({
        fundId,
        title: bilingual,
        currency,
        agreed: money,
        deposited: money,
        allocated: money,
        transferred: money,
        spent: signedMoney,
        activities: z.int(),
        decisions: z.int(),
        lastRecordedAt: instant.nullable(),
      }),
    ),
  }),
});

/** Every route of the reporting service. */
export const reportingRoutes = {
  listActivities,
  getActivity,
  recordActivityStatus,
  submitProgressReport,
  judgeProgressReport,
  listProgressReports,
  submitFinancialReport,
  judgeFinancialReport,
  listFinancialReports,
  recordResult,
  listResults,
  getReport,
  openProjectsJson: openData('projects', 'json', 'openProjectsJson'),
  openProjectsCsv: openData('projects', 'csv', 'openProjectsCsv'),
  openContributionsJson: openData('contributions', 'json', 'openContributionsJson'),
  openContributionsCsv: openData('contributions', 'csv', 'openContributionsCsv'),
  openRoundsJson: openData('allocation-rounds', 'json', 'openRoundsJson'),
  openRoundsCsv: openData('allocation-rounds', 'csv', 'openRoundsCsv'),
  fundsOverview: overview,
} as const;
