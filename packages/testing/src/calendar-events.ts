import ICAL from 'ical.js';

/** The events of a calendar, as an independent reader of iCalendar understands them. */
export function calendarEvents(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents('vevent').map((event) => {
    const value = (name: string): unknown => event.getFirstPropertyValue(name);
    return {
      uid: value('uid'),
      sequence: value('sequence'),
      status: value('status'),
      start: String(value('dtstart')),
      summary: value('summary'),
    };
  });
}
