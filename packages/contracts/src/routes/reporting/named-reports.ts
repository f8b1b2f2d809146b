import { z } from 'zod';
import { bilingual, currency, date, fundId, id, instant, wholeNumber } from '../../primitives.ts';
import type { PublicParts } from '../../public-part.ts';
import { defineRoute } from '../../route.ts';

const service = 'reporting' as const;

/** The names under which reports are asked for. */
export const REPORT_NAMES = [
  'funding-status',
  'contributions',
  'allocation-rounds',
  'activities',
  'delivery',
  'cap-headroom',
  'decisions',
  'recommendations',
] as const;

/** What of the fund each report tells the public. */
const REPORTS_TELL: { readonly [name in (typeof REPORT_NAMES)[number]]: PublicParts } = {
  'funding-status': ['reports', 'contributions', 'activities'],
  contributions: ['reports', 'contributions'],
  'allocation-rounds': ['reports', 'calls', 'activities'],
  activities: ['reports', 'activities'],
  delivery: ['reports', 'activities'],
  'cap-headroom': ['reports', 'contributions', 'activities'],
  decisions: ['reports', 'decisions'],
  recommendations: ['reports', 'calls', 'activities'],
};

/** A cell of a report; amounts and percentages are decimal text. */
export const cell = z.union([z.string(), z.int(), z.boolean(), z.null()]);

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
  tells: { param: 'name', of: REPORTS_TELL },
  params: z.strictObject({ fundId, name: z.enum(REPORT_NAMES) }),
  query: z.strictObject({
    asOf: date.optional(),
    knownAt: instant.optional(),
    windowId: id.optional().describe('Only what belongs to this window, where the report can say so'),
    year: wholeNumber(1900, 2200).optional().describe('Only this year, where the report can say so'),
    format: z.enum(['json', 'csv']).optional(),
  }),
  answer: report,
  etag: true,
  formats: ['csv'],
});

/** The fund's reports by name. */
export const namedReportRoutes = { getReport } as const;
