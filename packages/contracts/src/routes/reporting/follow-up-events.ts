import { z } from 'zod';
import { followUpCategory, followUpContent } from '../../events/reporting-calendar.ts';
import { bilingual, date, id, instant, prose } from '../../primitives.ts';
import { defineRoute } from '../../route.ts';
import { language } from '../../schemas/deadline.ts';
import { fundParams, inFund, listOf, page, pageQuery } from '../common.ts';

const service = 'reporting' as const;
const path = '/v1/funds/{fundId}/follow-up-events';

const followUpEvent = z
  .object({
    eventId: id,
    number: z.int(),
    version: z.int().describe('1 as announced; each change and a cancellation count one more'),
    title: bilingual,
    startsOn: date,
    endsOn: date,
    venue: z.string(),
    organisations: z.array(z.string()),
    category: followUpCategory,
    state: z.enum(['planned', 'cancelled']),
    reason: z.string().nullable().describe('Of the last change or of the cancellation'),
    publishedAt: instant.describe('Of this version'),
  })
  .meta({ id: 'FollowUpEvent' });

const announceFollowUpEvent = defineRoute({
  id: 'announceFollowUpEvent',
  service,
  method: 'POST',
  path,
  summary: 'Announce a follow-up event in the calendar',
  access: ['secretariat'],
  params: fundParams,
  body: z.strictObject({
    id: id.optional(),
    number: z.int().min(1).max(100_000).describe('Its number in the calendar, which no other event has'),
    ...followUpContent,
  }),
  status: 201,
  answer: followUpEvent,
});

const changeFollowUpEvent = defineRoute({
  id: 'changeFollowUpEvent',
  service,
  method: 'POST',
  path: `${path}/{eventId}/changes`,
  summary: 'Publish another version of an event, with the reason; earlier ones stay',
  access: ['secretariat'],
  params: inFund('eventId'),
  body: z.strictObject({ ...followUpContent, reason: prose }),
  answer: followUpEvent,
});

const cancelFollowUpEvent = defineRoute({
  id: 'cancelFollowUpEvent',
  service,
  method: 'POST',
  path: `${path}/{eventId}/cancellation`,
  summary: 'Say that an event will not take place, and why; it stays in the calendar as cancelled',
  access: ['secretariat'],
  params: inFund('eventId'),
  body: z.strictObject({ reason: prose }),
  answer: followUpEvent,
});

const listFollowUpEvents = defineRoute({
  id: 'listFollowUpEvents',
  service,
  method: 'GET',
  path,
  summary: 'The calendar of follow-up events, as it is or as it was published up to a date',
  access: 'fund-public',
  tells: ['calendar'],
  params: fundParams,
  query: z.strictObject({
    ...pageQuery,
    asOf: date.optional().describe('As published up to the end of this day in the fund’s time zone'),
    from: date.optional().describe('Only what ends on this day or later'),
    category: followUpCategory.optional(),
  }),
  answer: listOf(followUpEvent),
});

const listFollowUpVersions = defineRoute({
  id: 'listFollowUpVersions',
  service,
  method: 'GET',
  path: `${path}/{eventId}/versions`,
  summary: 'Every version of one event, the first first',
  access: 'fund-public',
  tells: ['calendar'],
  params: inFund('eventId'),
  query: page,
  answer: listOf(followUpEvent),
});

const followUpCalendar = defineRoute({
  id: 'followUpCalendar',
  service,
  method: 'GET',
  path: '/v1/funds/{fundId}/follow-up-events.ics',
  summary: 'The calendar of follow-up events to subscribe to, as iCalendar',
  access: 'fund-public',
  tells: ['calendar'],
  params: fundParams,
  query: z.strictObject({ language: language.default('en') }),
  answer: z.string(),
  formats: ['ics'],
});

/** The calendar of events that follow up the Forum and the Dialogue, published in versions. */
export const followUpRoutes = {
  announceFollowUpEvent,
  changeFollowUpEvent,
  cancelFollowUpEvent,
  listFollowUpEvents,
  listFollowUpVersions,
  followUpCalendar,
} as const;
