import type { LocalDate, Localised } from '@mdtf/domain';
import type pg from 'pg';
import type { FollowUpAnswer } from '../domain/follow-up-event.ts';

/** Which events of a fund's calendar, and of which of their versions. */
export interface CalendarSelection {
  /** Published up to this instant; all that is published where it is left out. */
  readonly publishedBy?: string | undefined;
  readonly from?: LocalDate | undefined;
  readonly category?: string | undefined;
  /** Day and id of the last event of the page before. */
  readonly after?: readonly string[] | undefined;
  readonly limit: number;
}

interface EventRow {
  readonly event_id: string;
  readonly version: number;
  readonly number: number;
  readonly title_en: string;
  readonly title_fr: string;
  readonly starts_on: LocalDate;
  readonly ends_on: LocalDate;
  readonly venue: string;
  readonly organisations: readonly string[];
  readonly category: FollowUpAnswer['category'];
  readonly cancelled: boolean;
  readonly reason: string | null;
  readonly happened: string;
}

// A cancellation says nothing of the event itself: that is what was said last before it.
const VERSIONS = `
  SELECT v.event_id, v.version, v.cancelled, v.reason, v.happened, said.number, said.title_en, said.title_fr,
         said.starts_on, said.ends_on, said.venue, said.organisations, said.category
  FROM follow_up_event v
  JOIN LATERAL (
    SELECT * FROM follow_up_event s
    WHERE s.fund = v.fund AND s.event_id = v.event_id AND s.version <= v.version AND NOT s.cancelled
    ORDER BY s.version DESC LIMIT 1) AS said ON true
  WHERE v.fund = $1`;

const CALENDAR = `
  WITH latest AS (
    SELECT DISTINCT ON (event_id) * FROM (${VERSIONS} AND v.happened <= $2::timestamptz) AS versions
    ORDER BY event_id, version DESC)
  SELECT * FROM latest
  WHERE ($3::date IS NULL OR ends_on >= $3) AND ($4::text IS NULL OR category = $4)
    AND ($5::date IS NULL OR (starts_on, event_id) > ($5, $6::text))
  ORDER BY starts_on, event_id LIMIT $7`;

/** The calendar in the order of days, each event in the version that was the last by the instant asked for. */
export async function calendarOf(
  pool: pg.Pool,
  fund: string,
  { publishedBy = 'infinity', from, category, after, limit }: CalendarSelection,
): Promise<readonly FollowUpAnswer[]> {
  const [day = null, eventId = null] = after ?? [];
  const { rows } = await pool.query<EventRow>({
    name: 'follow_up_calendar',
    text: CALENDAR,
    values: [fund, publishedBy, from ?? null, category ?? null, day, eventId, limit],
  });
  return rows.map(eventOf);
}

const OF_ONE = `${VERSIONS} AND v.event_id = $2 AND v.version > $3 ORDER BY v.version LIMIT $4`;

/** Versions of one event, the first first. */
export async function versionsOf(
  pool: pg.Pool,
  fund: string,
  eventId: string,
  page: { readonly after: number; readonly limit: number },
): Promise<readonly FollowUpAnswer[]> {
  const values = [fund, eventId, page.after, page.limit];
  const { rows } = await pool.query<EventRow>({ name: 'follow_up_versions', text: OF_ONE, values });
  return rows.map(eventOf);
}

function eventOf(row: EventRow): FollowUpAnswer {
  const title: Localised = { en: row.title_en, fr: row.title_fr };
  return {
    eventId: row.event_id,
    number: row.number,
    version: row.version,
    title,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    venue: row.venue,
    organisations: row.organisations,
    category: row.category,
    state: row.cancelled ? 'cancelled' : 'planned',
    reason: row.reason,
    publishedAt: row.happened,
  };
}
