import type { ReportingEvent } from '@mdtf/contracts';
import { atTime, placeOf } from './moments.ts';
import type { Projector } from './projector.ts';

/** A row for each version of an event; a cancellation carries no more than that it is one. */
export const calendarProjector: Projector<ReportingEvent> = {
  FollowUpEventAnnounced(told, entry, rows) {
    rows.follow_up_event.push({ ...placeOf(entry), ...columnsOf(told), reason: null, ...atTime(entry) });
  },
  FollowUpEventChanged({ reason, ...told }, entry, rows) {
    rows.follow_up_event.push({ ...placeOf(entry), ...columnsOf(told), reason, ...atTime(entry) });
  },
  FollowUpEventCancelled({ eventId, version, reason }, entry, rows) {
    rows.follow_up_event.push({
      ...placeOf(entry),
      event_id: eventId,
      version,
      ...NOTHING_SAID,
      cancelled: true,
      reason,
      ...atTime(entry),
    });
  },
};

type Told = Extract<ReportingEvent, { type: 'FollowUpEventAnnounced' }>['data'];

function columnsOf({ eventId, version, number, title, startsOn, endsOn, ...told }: Told) {
  const { venue, organisations, category } = told;
  return {
    event_id: eventId,
    version,
    number,
    title_en: title.en,
    title_fr: title.fr,
    starts_on: startsOn,
    ends_on: endsOn ?? startsOn,
    venue,
    organisations,
    category,
    cancelled: false,
  };
}

const NOTHING_SAID = {
  number: null,
  title_en: null,
  title_fr: null,
  starts_on: null,
  ends_on: null,
  venue: null,
  organisations: null,
  category: null,
};
