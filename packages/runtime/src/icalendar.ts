import ical, { ICalEventStatus } from 'ical-generator';
import type { FileAnswer } from './implementation.ts';
import { MEDIA_TYPES } from './negotiation.ts';

/** One event of a calendar: at an instant, or on whole days. */
export interface CalendarEvent {
  /** The same for as long as it is the same event, whatever changes of it; unique in the world. */
  readonly uid: string;
  /** How often it has changed. */
  readonly sequence: number;
  /** When it was last changed, an instant. */
  readonly changedAt: string;
  readonly when: { readonly at: string } | { readonly firstDay: string; readonly lastDay: string };
  readonly title: string;
  readonly description: string;
  readonly place?: string;
  readonly cancelled: boolean;
  readonly categories?: readonly string[];
}

/** A calendar and who makes it. */
export interface CalendarFile {
  readonly name: string;
  /** For programs that show it; each event carries its own instant or days. */
  readonly timeZone: string;
  readonly language: 'en' | 'fr';
  /** How often programs are asked to come again, in seconds. */
  readonly refreshSeconds: number;
  readonly events: readonly CalendarEvent[];
}

/** A calendar as iCalendar (RFC 5545): the same events make the same text, so that nobody is told of changes that are none. */
export function calendarText({ name, timeZone, language, refreshSeconds, events }: CalendarFile): string {
  const calendar = ical({
    name,
    prodId: { company: 'mdtf', product: 'fund', language: language.toUpperCase() },
    ttl: refreshSeconds,
  });
  for (const { uid, sequence, changedAt, when, title, description, place, cancelled, categories } of events) {
    calendar.createEvent({
      id: uid,
      sequence,
      stamp: new Date(changedAt),
      ...timesOf(when),
      summary: title,
      description,
      ...(place !== undefined && { location: place }),
      status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      categories: (categories ?? []).map((category) => ({ name: category })),
    });
  }
  // The calendar's own properties come before its events, where the library puts an unregistered one after them.
  return calendar.toString().replace(/^PRODID:.*\r\n/m, `$&X-WR-TIMEZONE:${timeZone}\r\n`);
}

/** A calendar to subscribe to. */
export function calendarAnswer(file: CalendarFile): FileAnswer {
  return { stream: calendarText(file), contentType: MEDIA_TYPES.ics as string };
}

const DAY_MS = 86_400_000;

function timesOf(when: CalendarEvent['when']): { start: Date; end: Date; allDay: boolean } {
  if ('at' in when) return { start: new Date(when.at), end: new Date(when.at), allDay: false };
  // The end of whole days is the day after, as RFC 5545 has it.
  const end = new Date(Date.parse(`${when.lastDay}T00:00:00Z`) + DAY_MS);
  return { start: new Date(`${when.firstDay}T00:00:00Z`), end, allDay: true };
}
