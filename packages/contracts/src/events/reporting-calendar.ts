import { z } from 'zod';
import { bilingual, date, id, list, name, prose, text } from '../primitives.ts';

/** What kind of gathering a follow-up event is. */
export const followUpCategory = z.enum([
  'forum-meeting',
  'preparatory-meeting',
  'conference',
  'expert-meeting',
  'workshop',
  'training',
  'consultation',
  'publication',
  'other',
]);

/** What is published of a follow-up event. */
export const followUpContent = {
  title: bilingual,
  startsOn: date,
  endsOn: date.optional().describe('Absent: one day'),
  venue: text(300),
  organisations: list(name, 50).min(1).describe('Those responsible'),
  category: followUpCategory,
};

const told = {
  eventId: id,
  number: z.int().describe('In the calendar, given once'),
  version: z.int(),
  ...followUpContent,
};

/** The calendar of follow-up events, each announced once and then only changed with a reason. */
export const calendarEvents = {
  FollowUpEventAnnounced: z.object(told),
  FollowUpEventChanged: z.object({ ...told, reason: prose }),
  FollowUpEventCancelled: z.object({ eventId: id, version: z.int(), reason: prose }),
};
