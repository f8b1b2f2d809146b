import type { AnswerOf, reportingRoutes } from '@mdtf/contracts';
import { addMs, formatInstant, localDate, localTime } from '@mdtf/domain';
import {
  type CalendarEvent,
  calendarAnswer,
  decodeCursor,
  isRefusal,
  pageOf,
  refuse,
  type ServiceParts,
  unauthenticated,
} from '@mdtf/runtime';
import { audiencesOf } from '../domain/notices/audience.ts';
import { type Deadline, deadlinesOf } from '../queries/deadlines.ts';
import { createFeeds } from '../queries/feeds.ts';
import { audiencesIn } from '../queries/people.ts';
import type { Handlers } from './handlers.ts';

/** Events in one calendar at most, and how far back it reaches. */
export const MAX_CALENDAR_EVENTS = 1_000;
const DAYS_BACK = 90;
const DAY_MS = 86_400_000;
const REFRESH_SECONDS = 3_600;

/** What has a date and concerns the caller: a list, a calendar, and the secret address of the latter. */
export function deadlineHandlers({
  pool,
  store,
}: Pick<ServiceParts, 'pool' | 'store'>): Handlers<
  'listDeadlines' | 'deadlineCalendar' | 'getDeadlineFeed' | 'makeDeadlineFeed' | 'revokeDeadlineFeed'
> {
  const feeds = createFeeds(pool);
  return {
    listDeadlines: async ({ fund, query: { cursor, limit, kind, state }, actor }) => {
      const after = decodeCursor(cursor, 'instant', 'text');
      if (after !== undefined && isRefusal(after)) return after;
      const audience = audiencesOf(actor.id, actor);
      const wanted = state === 'any' ? undefined : state;
      const found = await deadlinesOf(pool, fund, { audience, kind, state: wanted, after, limit: limit + 1 });
      return { body: pageOf(found, limit, { key: ({ due, deadlineId }) => [due, deadlineId], item: told }) };
    },
    deadlineCalendar: async ({ fund, query: { token, language }, actor }) => {
      const person = token === undefined ? actor.id : await feeds.personOf(fund, token);
      const holder = person === undefined ? undefined : (await audiencesIn(pool, fund, [person])).get(person);
      if (holder === undefined && (token !== undefined || actor.roles.length === 0))
        return token === undefined ? noCaller() : noFeed();
      const dueAfter = addMs(await store.clock(fund), -DAYS_BACK * DAY_MS);
      const selection = { audience: holder?.audiences ?? [], dueAfter, limit: MAX_CALENDAR_EVENTS };
      const found = await deadlinesOf(pool, fund, selection);
      return calendarAnswer({
        name: language === 'en' ? `Deadlines of ${fund}` : `Échéances de ${fund}`,
        timeZone: found[0]?.timeZone ?? 'UTC',
        language,
        refreshSeconds: REFRESH_SECONDS,
        events: found.map((deadline) => eventOf(fund, deadline, language)),
      });
    },
    getDeadlineFeed: async ({ fund, actor }) => ({
      body: { madeAt: (await feeds.madeAt(fund, actor.id)) ?? null },
    }),
    makeDeadlineFeed: async ({ fund, actor }) => {
      const { token, madeAt } = await feeds.make(fund, actor.id);
      return { body: { token, path: `/v1/funds/${fund}/deadlines.ics?token=${token}`, madeAt } };
    },
    revokeDeadlineFeed: async ({ fund, actor }) => {
      await feeds.revoke(fund, actor.id);
      return { body: { madeAt: null } };
    },
  };
}

const noFeed = () =>
  refuse(
    404,
    'feed-not-found',
    { en: 'No such calendar', fr: 'Calendrier introuvable' },
    {
      en: 'This address was taken back, or its owner holds no role in the fund any more; ask for a new one with PUT on deadline-feed.',
      fr: 'Cette adresse a été retirée, ou son titulaire n’a plus de rôle dans le fonds ; demandez-en une nouvelle par PUT sur deadline-feed.',
    },
  );

const noCaller = () =>
  unauthenticated({
    en: 'Send an access token of somebody with a role in the fund, or the token of a calendar address.',
    fr: 'Envoyez un jeton d’accès de quelqu’un qui a un rôle dans le fonds, ou le jeton d’une adresse de calendrier.',
  });

type DeadlineAnswer = AnswerOf<typeof reportingRoutes.listDeadlines>['items'][number];

function told(deadline: Deadline): DeadlineAnswer {
  const { deadlineId, kind, subjectKind, subjectId, title, due, timeZone, state, audience } = deadline;
  return {
    deadlineId,
    kind,
    subject: { kind: subjectKind, id: subjectId },
    title,
    dueAt: due,
    due: formatInstant(due, timeZone),
    timeZone,
    state,
    for: [...audience],
  };
}

/** A deadline at the end of a day is that day's; any other is at its instant. */
function eventOf(fund: string, deadline: Deadline, language: 'en' | 'fr'): CalendarEvent {
  const { deadlineId, kind, title, due, timeZone, changes, changedAt, state, facts } = deadline;
  const isEndOfDay = kind !== 'session' && localTime(due, timeZone) === '00:00:00';
  const day = localDate(addMs(due, -1), timeZone);
  const until = language === 'en' ? 'Until' : 'Jusqu’au';
  const at = formatInstant(due, timeZone);
  return {
    uid: `${deadlineId}@${fund}.mdtf`,
    sequence: changes,
    changedAt,
    when: isEndOfDay ? { firstDay: day, lastDay: day } : { at: due },
    title: title[language],
    description: kind === 'session' ? at : `${until} ${at}`,
    ...(typeof facts.place === 'string' && { place: facts.place }),
    cancelled: state === 'cancelled',
    categories: [kind],
  };
}
