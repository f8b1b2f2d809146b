import { z } from 'zod';
import { instant } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { deadline, deadlineKind, language } from '../../schemas/deadline.ts';
import { fundParams, listOf, ofEachPerson, pageQuery } from '../common.ts';

const service = 'reporting' as const;

const listDeadlines = defineRoute({
  id: 'listDeadlines',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/deadlines',
  summary: 'What has a date and concerns the caller, the earliest first',
  description:
    'Concerns: by a role, an organisation or a seat that the caller holds in the fund. Without a state: what is open.',
  access: 'any-role',
  own: ofEachPerson(),
  params: fundParams,
  query: z.strictObject({
    ...pageQuery,
    kind: deadlineKind.optional(),
    state: z.enum(['open', 'done', 'cancelled', 'passed', 'any']).default('open'),
  }),
  answer: listOf(deadline),
});

const deadlineCalendar = defineRoute({
  id: 'deadlineCalendar',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/deadlines.ics',
  summary: 'The same as a calendar to subscribe to, as iCalendar',
  description:
    'For the caller of a bearer token, or, as calendar programs send none, for the person whose secret feed token the address carries.',
  access: 'secret-address',
  own: ofEachPerson(),
  params: fundParams,
  query: z.strictObject({
    token: z.string().min(20).max(100).optional().describe('The secret of `deadline-feed`'),
    language: language.default('en'),
  }),
  answer: z.string(),
  formats: ['ics'],
});

const getDeadlineFeed = defineRoute({
  id: 'getDeadlineFeed',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/deadline-feed',
  summary: 'Whether the caller has a secret calendar address in this fund',
  access: 'any-role',
  own: ofEachPerson(),
  params: fundParams,
  answer: z.object({ madeAt: instant.nullable().describe('null: there is none') }),
});

const makeDeadlineFeed = defineRoute({
  id: 'makeDeadlineFeed',
  service,
  method: 'PUT',
  path: '/v1/funds/{fundId}/deadline-feed',
  summary: 'Make a secret calendar address for the caller; one made before no longer works',
  description: 'The token is shown here and never again; only its hash is kept.',
  access: 'any-role',
  own: ofEachPerson(),
  params: fundParams,
  answer: z.object({
    token: z.string(),
    path: z.string().describe('The address below this origin, token included'),
    madeAt: instant,
  }),
});

const revokeDeadlineFeed = defineRoute({
  id: 'revokeDeadlineFeed',
  service,
  method: 'DELETE',
  path: '/v1/funds/{fundId}/deadline-feed',
  summary: 'Take the caller’s secret calendar address back',
  access: 'any-role',
  own: ofEachPerson(),
  params: fundParams,
  answer: z.object({ madeAt: z.null() }),
});

/** What has a date, as a list and as a calendar. */
export const deadlineRoutes = {
  listDeadlines,
  deadlineCalendar,
  getDeadlineFeed,
  makeDeadlineFeed,
  revokeDeadlineFeed,
} as const;
