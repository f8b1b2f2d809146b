import type { Actor, Aggregate } from '@mdtf/domain';
import {
  decodeCursor,
  isRefusal,
  type ListPage,
  newId,
  notFound,
  pageOf,
  type Refusal,
  type ServiceParts,
} from '@mdtf/runtime';
import {
  type FinancialReport,
  type FinancialReportAnswer,
  financialReport,
  financialReportAnswer,
  type SubmitFinancialReport,
} from '../domain/financial-report.ts';
import type { Judgement } from '../domain/judgement.ts';
import { type KnownActivity, knownActivity } from '../domain/known/activity.ts';
import {
  type ProgressReport,
  type ProgressReportAnswer,
  progressReport,
  progressReportAnswer,
  type SubmitProgressReport,
} from '../domain/progress-report.ts';
import { type RecordResult, type Result, result } from '../domain/result.ts';
import { listAboutActivity } from '../queries/documents.ts';
import type { Handlers } from './handlers.ts';

type Parts = Pick<ServiceParts, 'pool' | 'view'>;

/** What partners report on their activities, and what the secretariat says of it. */
export function partnerReportHandlers(
  parts: Parts,
): Handlers<
  | 'submitProgressReport'
  | 'judgeProgressReport'
  | 'listProgressReports'
  | 'submitFinancialReport'
  | 'judgeFinancialReport'
  | 'listFinancialReports'
  | 'recordResult'
  | 'listResults'
> {
  return {
    submitProgressReport: ({ fund, params: { activityId }, body: { id, ...told }, submit }) => {
      const data: SubmitProgressReport = { ...told, activityId, reportId: id ?? newId() };
      return submit<ProgressReportAnswer>('SubmitProgressReport', data, {
        location: () => `/v1/funds/${fund}/activities/${activityId}/progress-reports`,
      });
    },
    judgeProgressReport: ({ params: { activityId, reportId }, body, submit }) => {
      const data: Judgement = { ...body, activityId, reportId };
      return submit('JudgeProgressReport', data);
    },
    listProgressReports: ({ fund, params, query, actor }) =>
      listOf<ProgressReport, ProgressReportAnswer>(parts, progressReport, fund, params.activityId, query, {
        idOf: ({ reportId }) => reportId,
        told: progressReportAnswer,
        readBy: actor,
      }),
    submitFinancialReport: ({ fund, params: { activityId }, body: { id, ...told }, submit }) => {
      const data: SubmitFinancialReport = { ...told, activityId, reportId: id ?? newId() };
      return submit<FinancialReportAnswer>('SubmitFinancialReport', data, {
        location: () => `/v1/funds/${fund}/activities/${activityId}/financial-reports`,
      });
    },
    judgeFinancialReport: ({ params: { activityId, reportId }, body, submit }) => {
      const data: Judgement = { ...body, activityId, reportId };
      return submit('JudgeFinancialReport', data);
    },
    listFinancialReports: ({ fund, params, query, actor }) =>
      listOf<FinancialReport, FinancialReportAnswer>(parts, financialReport, fund, params.activityId, query, {
        idOf: ({ reportId }) => reportId,
        told: financialReportAnswer,
        readBy: actor,
      }),
    recordResult: ({ fund, params: { activityId }, body: { id, ...told }, submit }) => {
      const data: RecordResult = { ...told, activityId, resultId: id ?? newId() };
      return submit<Result>('RecordResult', data, {
        location: () => `/v1/funds/${fund}/activities/${activityId}/results`,
      });
    },
    listResults: ({ fund, params, query }) =>
      listOf<Result, Result>(parts, result, fund, params.activityId, query, {
        idOf: ({ resultId }) => resultId,
        told: (known) => known,
      }),
  };
}

/** A page of what is reported on an activity, in the order of ids; 404 where there is no such activity. */
async function listOf<S, T>(
  { pool, view }: Parts,
  // biome-ignore lint/suspicious/noExplicitAny: only the state type matters to a reader
  aggregate: Aggregate<S, any>,
  fund: string,
  activityId: string,
  query: { readonly cursor?: string | undefined; readonly limit: number },
  shape: {
    readonly idOf: (state: S) => string;
    readonly told: (state: S) => T;
    /** Where it is not for everyone: who wants to read it. */
    readonly readBy?: Actor;
  },
): Promise<{ readonly body: ListPage<T> } | Refusal> {
  const key = decodeCursor(query.cursor, 'text');
  if (key !== undefined && isRefusal(key)) return key;
  const activity = await view.read(fund, knownActivity, activityId);
  if (activity?.funded !== true || (shape.readBy !== undefined && !mayRead(shape.readBy, activity))) {
    return notFound('activity', activityId);
  }
  const { limit } = query;
  const asked = { fund, activityId, after: key?.[0], limit: limit + 1 };
  const found = await listAboutActivity(pool, aggregate, asked);
  return { body: pageOf(found, limit, { key: (state) => [shape.idOf(state)], item: shape.told }) };
}

/** Whoever has another role than partner, and the partner whose activity it is. */
function mayRead({ roles, organisations }: Actor, { partner }: KnownActivity): boolean {
  return roles.some((role) => role !== 'partner') || (partner !== null && organisations.includes(partner));
}
