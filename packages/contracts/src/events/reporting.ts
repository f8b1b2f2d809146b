import { z } from 'zod';
import { date, id, list, prose, signedMoney, text } from '../primitives.ts';
import { defineEvents, type EventOf } from './define-events.ts';
import { calendarEvents } from './reporting-calendar.ts';
import { noticeEvents } from './reporting-notices.ts';

export const period = z.strictObject({ from: date, to: date }).meta({ id: 'Period' });

/** Where an activity is in its life; how it is shown where it waits for someone. */
export const lifeStatus = z.enum([
  'implementation',
  'final-report-due',
  'under-audit',
  'refund-due',
  'under-closure',
  'closed',
]);

/** Money the partner says it spent in a period, by category where it says so; below zero only in a correction. */
export const expenditureLine = z
  .strictObject({ category: z.int().min(0).max(8), amount: signedMoney })
  .meta({ id: 'ExpenditureLine' });

export const reportingEvents = defineEvents('reporting', {
  ProgressReportSubmitted: z.object({
    activityId: id,
    reportId: id,
    period,
    narrative: prose,
    lessons: prose.nullable(),
  }),
  ProgressReportAccepted: z.object({ activityId: id, reportId: id, note: prose.nullable() }),
  ProgressReportReturned: z.object({ activityId: id, reportId: id, reason: prose }),
  FinancialReportSubmitted: z.object({
    activityId: id,
    reportId: id,
    period,
    lines: list(expenditureLine, 100),
    expenditure: signedMoney,
    provisional: z.boolean(),
    corrects: id.nullable(),
    note: prose.nullable(),
  }),
  FinancialReportAccepted: z.object({
    activityId: id,
    reportId: id,
    period,
    expenditure: signedMoney,
    provisional: z.boolean(),
    corrects: id.nullable(),
    note: prose.nullable(),
  }),
  FinancialReportReturned: z.object({ activityId: id, reportId: id, reason: prose }),
  ResultRecorded: z.object({
    activityId: id,
    resultId: id,
    indicatorId: id.nullable(),
    statement: prose,
    value: text(100).nullable(),
    unit: text(60).nullable(),
    disaggregation: list(z.object({ by: text(60), group: text(100), value: text(100) }), 100),
    observedOn: date,
  }),
  ActivityStatusRecorded: z.object({
    activityId: id,
    status: lifeStatus,
    since: date,
    sourceCode: text(100).nullable(),
    note: prose.nullable(),
  }),
  ...calendarEvents,
  ...noticeEvents,
});

export type ReportingEvent = EventOf<typeof reportingEvents>;
