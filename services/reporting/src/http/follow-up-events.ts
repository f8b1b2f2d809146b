import type { AnswerOf, reportingRoutes } from '@mdtf/contracts';
import { addMs, endOfLocalDay } from '@mdtf/domain';
import {
  type CalendarEvent,
  calendarAnswer,
  decodeCursor,
  isRefusal,
  newId,
  notFound,
  pageOf,
  type ServiceParts,
} from '@mdtf/runtime';
import type { AnnounceFollowUpEvent, FollowUpAnswer } from '../domain/follow-up-event.ts';
import { CURRENT, knownCharter } from '../domain/known/charter.ts';
import { calendarOf, versionsOf } from '../queries/follow-up-events.ts';
import type { Handlers } from './handlers.ts';

/** Events in the calendar to subscribe to, at most. */
export const MAX_CALENDAR_EVENTS = 2_000;
const REFRESH_SECONDS = 86_400;

type Answer = AnswerOf<typeof reportingRoutes.announceFollowUpEvent>;

/** The calendar of follow-up events: announced, changed with a reason, cancelled, read as it was published. */
export function followUpHandlers({
  pool,
  view,
}: Pick<ServiceParts, 'pool' | 'view'>): Handlers<
  | 'announceFollowUpEvent'
  | 'changeFollowUpEvent'
  | 'cancelFollowUpEvent'
  | 'listFollowUpEvents'
  | 'listFollowUpVersions'
  | 'followUpCalendar'
> {
  return {
    announceFollowUpEvent: ({ fund, body: { id, ...told }, submit }) => {
      const data: AnnounceFollowUpEvent = { ...told, eventId: id ?? newId() };
      return submit<Answer>('AnnounceFollowUpEvent', data, {
        location: ({ eventId }) => `/v1/funds/${fund}/follow-up-events/${eventId}/versions`,
      });
    },
    changeFollowUpEvent: ({ params: { eventId }, body, submit }) =>
      submit('ChangeFollowUpEvent', { ...body, eventId }),
    cancelFollowUpEvent: ({ params: { eventId }, body, submit }) =>
      submit('CancelFollowUpEvent', { ...body, eventId }),
    listFollowUpEvents: async ({ fund, query: { cursor, limit, asOf, from, category } }) => {
      const after = decodeCursor(cursor, 'day', 'text');
      if (after !== undefined && isRefusal(after)) return after;
      const charter = await view.read(fund, knownCharter, CURRENT);
      if (charter === undefined) return notFound('fund', fund);
      const publishedBy = asOf === undefined ? undefined : addMs(endOfLocalDay(asOf, charter.timeZone), -1);
      const found = await calendarOf(pool, fund, { publishedBy, from, category, after, limit: limit + 1 });
      const key = ({ startsOn, eventId }: FollowUpAnswer) => [startsOn, eventId];
      return { body: pageOf(found, limit, { key, item: told }) };
    },
    listFollowUpVersions: async ({ fund, params: { eventId }, query: { cursor, limit } }) => {
      const after = decodeCursor(cursor, 'count');
      if (after !== undefined && isRefusal(after)) return after;
      const page = { after: Number(after?.[0] ?? 0), limit: limit + 1 };
      const found = await versionsOf(pool, fund, eventId, page);
      if (found.length === 0 && after === undefined) return notFound('follow-up event', eventId);
      const key = ({ version }: FollowUpAnswer) => [String(version)];
      return { body: pageOf(found, limit, { key, item: told }) };
    },
    followUpCalendar: async ({ fund, query: { language } }) => {
      const charter = await view.read(fund, knownCharter, CURRENT);
      if (charter === undefined) return notFound('fund', fund);
      const found = await calendarOf(pool, fund, { limit: MAX_CALENDAR_EVENTS });
      return calendarAnswer({
        name: language === 'en' ? `Follow-up events of ${fund}` : `Événements de suivi de ${fund}`,
        timeZone: charter.timeZone,
        language,
        refreshSeconds: REFRESH_SECONDS,
        events: found.map((event) => entryOf(fund, event, language)),
      });
    },
  };
}

const told = (event: FollowUpAnswer): Answer => ({ ...event, organisations: [...event.organisations] });

function entryOf(fund: string, event: FollowUpAnswer, language: 'en' | 'fr'): CalendarEvent {
  const { eventId, number, version, title, startsOn, endsOn, venue, organisations, category } = event;
  return {
    uid: `follow-up-${eventId}@${fund}.mdtf`,
    sequence: version - 1,
    changedAt: event.publishedAt,
    when: { firstDay: startsOn, lastDay: endsOn },
    title: `${number}. ${title[language]}`,
    description: [organisations.join('; '), ...(event.reason === null ? [] : [event.reason])].join('\n'),
    place: venue,
    cancelled: event.state === 'cancelled',
    categories: [category],
  };
}
