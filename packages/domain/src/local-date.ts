/** A calendar date without a zone, YYYY-MM-DD; compares as text. */
export type LocalDate = string;

/** Which days count: ISO weekdays (1 Monday … 7 Sunday) and the dates that do not. */
export interface WorkingCalendar {
  readonly workingDays: readonly number[];
  readonly holidays: readonly LocalDate[];
}

/** Dates a fund may name: far enough for any agreement, near enough that every deadline is an instant. */
export const EARLIEST_DATE: LocalDate = '1900-01-01';
export const LATEST_DATE: LocalDate = '2199-12-31';

/** Most working days a term may have. */
export const MAX_WORKING_DAYS = 1000;

const MAX_DAYS_SCANNED = 20 * MAX_WORKING_DAYS;
const DAY_MS = 86_400_000;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** True for a date that exists in the calendar, from EARLIEST_DATE to LATEST_DATE. */
export function isLocalDate(text: string): boolean {
  if (!DATE.test(text) || text < EARLIEST_DATE || text > LATEST_DATE) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && dateOfMs(ms) === text;
}

/** The date `n` days later (earlier when negative). */
export function addDays(date: LocalDate, n: number): LocalDate {
  return dateOfMs(msOf(date) + n * DAY_MS);
}

/** The date `n` months later (earlier when negative); the 31st becomes the last day of a shorter month. */
export function addMonths(date: LocalDate, n: number): LocalDate {
  const months = monthOf(date) + n;
  const year = Math.floor(months / 12);
  const month = months - year * 12;
  const last = new Date(firstOfMonthMs(year, month + 1) - DAY_MS).getUTCDate();
  return dateOfMs(firstOfMonthMs(year, month) + (Math.min(dayOf(date), last) - 1) * DAY_MS);
}

/** Days from `start` to `end`; negative when `end` is earlier. */
export function daysBetween(start: LocalDate, end: LocalDate): number {
  return (msOf(end) - msOf(start)) / DAY_MS;
}

/** Fewest whole months that reach from `start` to `end` or beyond; 0 when `end` is not after `start`. */
export function monthsReaching(start: LocalDate, end: LocalDate): number {
  if (end <= start) return 0;
  const months = monthOf(end) - monthOf(start);
  return addMonths(start, months) < end ? months + 1 : months;
}

/** ISO weekday, 1 Monday … 7 Sunday. */
export function weekday(date: LocalDate): number {
  return new Date(msOf(date)).getUTCDay() || 7;
}

/** True when the date counts as a working day. */
export function isWorkingDay(date: LocalDate, calendar: WorkingCalendar): boolean {
  return calendar.workingDays.includes(weekday(date)) && !calendar.holidays.includes(date);
}

/**
 * The n-th working day after a date, the date itself not counted; 0 gives the date.
 * Throws RangeError when n is no whole number from 0 to MAX_WORKING_DAYS or the calendar has too few working days.
 */
export function addWorkingDays(date: LocalDate, n: number, calendar: WorkingCalendar): LocalDate {
  if (!Number.isInteger(n) || n < 0 || n > MAX_WORKING_DAYS)
    throw new RangeError(`Not a term in working days: ${n}`);
  const working = new Set(calendar.workingDays);
  const holidays = new Set(calendar.holidays);
  let day = date;
  let left = n;
  for (let scanned = 0; left > 0; scanned++) {
    if (scanned === MAX_DAYS_SCANNED) throw new RangeError('The calendar has too few working days');
    day = addDays(day, 1);
    if (working.has(weekday(day)) && !holidays.has(day)) left--;
  }
  return day;
}

/** Negative, 0 or positive as `a` is before, equal to or after `b`; for dates and for instants alike. */
export function compareDates(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function msOf(date: LocalDate): number {
  const ms = DATE.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(ms)) throw new RangeError(`Not a date: ${date.slice(0, 20)}`);
  return ms;
}

function monthOf(date: LocalDate): number {
  msOf(date);
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
}

function dayOf(date: LocalDate): number {
  return Number(date.slice(8, 10));
}

/** Not Date.UTC, which reads the years 0 to 99 as 1900 to 1999. */
function firstOfMonthMs(year: number, month: number): number {
  return new Date(0).setUTCFullYear(year, month, 1);
}

function dateOfMs(ms: number): LocalDate {
  const text = Number.isNaN(ms) ? '' : new Date(ms).toISOString();
  if (text.length !== 24) throw new RangeError('Date outside the years 0000 to 9999');
  return text.slice(0, 10);
}
