import { z } from 'zod';
import { lifeStatus } from '../../events/reporting.ts';
import { date, id, money, prose, signedMoney, text } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { verdict } from '../../schemas/verdict.ts';
import { fundParams, inFund, listOf, pageQuery } from '../common.ts';

const service = 'reporting' as const;

const activityAnswer = z.object({
  activityId: id.describe('The proposal’s id'),
  title: z.string(),
  partner: id,
  partnerName: z.string().nullable(),
  windowId: id.nullable(),
  callId: id.nullable(),
  status: lifeStatus,
  statusSince: date.nullable().describe('null: no status was recorded, so it is being implemented'),
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
  tells: ['activities'],
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
  tells: ['activities'],
  params: inFund('activityId'),
  answer: activityAnswer.extend({
    verdicts: z.array(verdict).describe('What the rules say of its money as reported (R20)'),
  }),
});

const activityStatusAnswer = z.object({
  activityId: id,
  status: lifeStatus,
  since: date,
  sourceCode: z.string().nullable(),
  note: z.string().nullable(),
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
    since: date
      .optional()
      .describe('Absent: as recorded before where the status is the same, otherwise today'),
    sourceCode: text(100).optional(),
    note: prose.optional(),
  }),
  status: 201,
  answer: activityStatusAnswer,
});

/** Activities and where they are in their lives. */
export const activityRoutes = { listActivities, getActivity, recordActivityStatus } as const;
