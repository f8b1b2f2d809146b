import type { AnswerOf, reportingRoutes } from '@mdtf/contracts';
import { moneyOf } from '@mdtf/domain';
import { decodeCursor, isRefusal, notFound, pageOf, type ServiceParts } from '@mdtf/runtime';
import type { RecordActivityStatus } from '../domain/activity-status.ts';
import { deliveryVerdicts } from '../domain/delivery.ts';
import { CURRENT, knownCharter } from '../domain/known/charter.ts';
import { type Activity, activitiesOf, everythingOf } from '../queries/activities.ts';
import type { Handlers } from './handlers.ts';

type ActivityAnswer = AnswerOf<typeof reportingRoutes.listActivities>['items'][number];

/** Activities with their money, and where they are in their lives. */
export function activityHandlers({
  pool,
  view,
}: Pick<ServiceParts, 'pool' | 'view'>): Handlers<'listActivities' | 'getActivity' | 'recordActivityStatus'> {
  return {
    listActivities: async ({ fund, query: { cursor, limit, status } }) => {
      const key = decodeCursor(cursor, 'text');
      if (key !== undefined && isRefusal(key)) return key;
      const charter = await view.read(fund, knownCharter, CURRENT);
      if (charter === undefined) return notFound('fund', fund);
      const selection = { status, after: key?.[0], limit: limit + 1 };
      const found = await activitiesOf(pool, everythingOf([fund]), selection);
      const shape = {
        key: ({ activityId }: Activity) => [activityId],
        item: (activity: Activity) => told(activity, charter.currency),
      };
      return { body: pageOf(found, limit, shape) };
    },
    getActivity: async ({ fund, params: { activityId } }) => {
      const charter = await view.read(fund, knownCharter, CURRENT);
      if (charter === undefined) return notFound('fund', fund);
      const [found] = await activitiesOf(pool, everythingOf([fund]), { activityId });
      if (found === undefined) return notFound('activity', activityId);
      return { body: { ...told(found, charter.currency), verdicts: [...deliveryVerdicts(found, charter)] } };
    },
    recordActivityStatus: ({ fund, params: { activityId }, body, submit }) => {
      const data: RecordActivityStatus = { ...body, activityId };
      return submit('RecordActivityStatus', data, {
        location: () => `/v1/funds/${fund}/activities/${activityId}`,
      });
    },
  };
}

function told(activity: Activity, currency: string): ActivityAnswer {
  return {
    activityId: activity.activityId,
    title: activity.title,
    partner: activity.partner,
    partnerName: activity.partnerName,
    windowId: activity.windowId,
    callId: activity.callId,
    status: activity.status,
    statusSince: activity.statusSince,
    approved: moneyOf(activity.approved, currency),
    allocated: moneyOf(activity.allocated, currency),
    transferred: moneyOf(activity.transferred, currency),
    refunded: moneyOf(activity.refunded, currency),
    spent: moneyOf(activity.spent, currency),
    startDate: activity.startDate,
    endDate: activity.endDate,
    recommendations: [...activity.recommendations],
  };
}
