import { addDays, type LocalDate } from './local-date.ts';

/** RFC 3339 UTC with milliseconds, 2008-05-20T07:00:00.000Z; compares as text. */
export type Instant = string;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const LOCAL_TIME = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;
const DAY_MS = 86_400_000;
const MAX_CACHED_ZONES = 700;

const QUARTER_MS = 900_000;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The quarter of an hour that was asked about last, by zone: asking again costs nothing, and most ask about now. */
const quarters = new Map<string, { readonly quarter: number; readonly offset: number | undefined }>();

/** True for an instant in the one accepted form that exists in the calendar. */
export function isInstant(text: string): boolean {
  return (
    INSTANT.test(text) && !Number.isNaN(Date.parse(text)) && new Date(Date.parse(text)).toISOString() === text
  );
}

/** Milliseconds since 1970; throws RangeError when the text is no instant. */
export function epochMsOf(instant: Instant): number {
  const ms = INSTANT.test(instant) ? Date.parse(instant) : Number.NaN;
  if (Number.isNaN(ms)) throw new RangeError(`Not an instant: ${instant.slice(0, 40)}`);
  return ms;
}

/** The instant of milliseconds since 1970. */
export function instantOf(epochMs: number): Instant {
  return new Date(epochMs).toISOString();
}

/** The instant `ms` milliseconds later (earlier when negative). */
export function addMs(instant: Instant, ms: number): Instant {
  return instantOf(epochMsOf(instant) + ms);
}

/** True for an IANA zone name known here, such as Europe/Zurich or UTC; plain offsets are refused. */
export function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(zone)) return false;
  try {
    formatterOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** The date on the wall calendar of a zone at an instant. */
export function localDate(instant: Instant, zone: string): LocalDate {
  return localText(instant, zone).slice(0, 10);
}

/** The clock on the wall of a zone at an instant, HH:MM:SS. */
export function localTime(instant: Instant, zone: string): string {
  return localText(instant, zone).slice(11, 19);
}

/**
 * The instant at which a zone's clocks show a date and time. Of two (clocks set back) the earlier one;
 * of none (clocks set forward) the one as much later as the clocks skip, as RFC 5545 has it.
 */
export function localToInstant(date: LocalDate, time: string, zone: string): Instant {
  if (!LOCAL_TIME.test(time)) throw new RangeError(`Not a time of day: ${time.slice(0, 20)}`);
  const wall = epochMsOf(`${date}T${time}.000Z`);
  const before = offsetMs(wall - DAY_MS, zone);
  const after = offsetMs(wall + DAY_MS, zone);
  const fitting = [before, after].filter((offset) => offsetMs(wall - offset, zone) === offset);
  return instantOf(fitting.length === 0 ? wall - before : wall - Math.max(...fitting));
}

/** The first instant that is too late for a date: the start of the next day in the zone. */
export function endOfLocalDay(date: LocalDate, zone: string): Instant {
  return localToInstant(addDays(date, 1), '00:00:00', zone);
}

/** The first instant of a date in the zone. */
export function startOfLocalDay(date: LocalDate, zone: string): Instant {
  return localToInstant(date, '00:00:00', zone);
}

/** An instant for people, with its zone and UTC: "2008-05-20 09:00 Europe/Zurich (2008-05-20 07:00 UTC)". */
export function formatInstant(instant: Instant, zone: string): string {
  const utc = `${shortText(instantOf(epochMsOf(instant)))} UTC`;
  return zone === 'UTC' ? utc : `${shortText(localText(instant, zone))} ${zone} (${utc})`;
}

function shortText(text: string): string {
  const time = text.slice(11, 19);
  return `${text.slice(0, 10)} ${time.endsWith(':00') ? time.slice(0, 5) : time}`;
}

function localText(instant: Instant, zone: string): string {
  if (last.instant === instant && last.zone === zone) return last.text;
  const ms = epochMsOf(instant);
  const text = instantOf(ms + offsetMs(ms, zone));
  last = { instant, zone, text };
  return text;
}

/** What was asked last: the decisions of one batch all ask about the same moment. */
let last = { instant: '', zone: '', text: '' };

/** How far a zone's clocks are ahead of UTC at a moment, exact to the second. */
function offsetMs(epochMs: number, zone: string): number {
  const quarter = Math.floor(epochMs / QUARTER_MS);
  const known = quarters.get(zone);
  if (known?.quarter === quarter) return known.offset ?? readOffsetMs(epochMs, zone);
  const [first, last] = [quarter * QUARTER_MS, (quarter + 1) * QUARTER_MS - 1];
  const offset = readOffsetMs(first, zone);
  // Clocks that are set within the quarter are looked at each time.
  const isOne = offset === readOffsetMs(last, zone);
  if (quarters.size >= MAX_CACHED_ZONES) quarters.clear();
  quarters.set(zone, { quarter, offset: isOne ? offset : undefined });
  return isOne ? offset : readOffsetMs(epochMs, zone);
}

function readOffsetMs(epochMs: number, zone: string): number {
  const field: Record<string, number> = {};
  for (const part of formatterOf(zone).formatToParts(epochMs)) field[part.type] = Number(part.value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = field;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(epochMs / 1000) * 1000;
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  if (formatters.size >= MAX_CACHED_ZONES) formatters.clear();
  formatters.set(zone, formatter);
  return formatter;
}
