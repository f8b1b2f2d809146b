import {
  addDays,
  addMs,
  addWorkingDays,
  endOfLocalDay,
  type Instant,
  isWorkingDay,
  type LocalDate,
  localDate,
} from '@mdtf/domain';
import type { Charter } from '../shapes.ts';

/** How a charter counts days. */
export type Calendar = Pick<Charter, 'timeZone' | 'workingDays' | 'holidays'>;

/** The term of silence of a charter that does not say. */
export const DEFAULT_TERM_DAYS = 10;

/** The most calendar days of outages that one non-objection remembers. */
export const MAX_OUTAGE_DAYS = 200;

/** When a term that begins now ends: so many working days after today, at the end of that day in the fund's zone. */
export function termEnd(from: Instant, workingDays: number, calendar: Calendar): Instant {
  const last = addWorkingDays(localDate(from, calendar.timeZone), workingDays, calendar);
  return endOfLocalDay(last, calendar.timeZone);
}

/** The later of two ends. */
export function laterOf(a: Instant, b: Instant): Instant {
  return a < b ? b : a;
}

/** The last day of a term in the fund's zone. */
export function lastDay(dueAt: Instant, timeZone: string): LocalDate {
  return localDate(addMs(dueAt, -1), timeZone);
}

/** The days that an outage touches, the earliest first; at most one more than MAX_OUTAGE_DAYS. */
export function daysTouched(from: Instant, until: Instant, timeZone: string): readonly LocalDate[] {
  const days: LocalDate[] = [];
  const end = localDate(addMs(until, -1), timeZone);
  for (
    let day = localDate(from, timeZone);
    day <= end && days.length <= MAX_OUTAGE_DAYS;
    day = addDays(day, 1)
  )
    days.push(day);
  return days;
}

/** A term with as many working days more as there are among these days. */
export function extendedBy(dueAt: Instant, days: readonly LocalDate[], calendar: Calendar): Instant {
  const more = days.filter((day) => isWorkingDay(day, calendar)).length;
  if (more === 0) return dueAt;
  const last = addWorkingDays(lastDay(dueAt, calendar.timeZone), more, calendar);
  return endOfLocalDay(last, calendar.timeZone);
}
