import {
  addDays,
  addMonths,
  addMs,
  daysBetween,
  endOfLocalDay,
  type Instant,
  isWorkingDay,
  type LocalDate,
} from '@mdtf/domain';
import type { KnownCharter } from '../known/charter.ts';

/** What a charter's calendar gives a day to in every year. */
export type Milestone =
  | 'questions-due'
  | 'concept-notes-due'
  | 'full-proposals-due'
  | 'reviews-begin'
  | 'reviews-end';

/** A day of the year, such as 3 December; a day that a month has not is its last one. */
export interface TemplateDay {
  readonly milestone: Milestone;
  readonly month: number;
  readonly day: number;
  /** After the year that the calendar is counted from. */
  readonly yearsLater: number;
  readonly ifNoWorkingDay: 'stay' | 'before' | 'after';
}

/** How far a day is moved at most, to find a working one. */
export const MAX_DAYS_MOVED = 60;

/** The milestones of a year by a charter's template, as local days. */
export function milestonesOf(
  { calendarTemplate = [], ...calendar }: Pick<KnownCharter, 'calendarTemplate' | 'workingDays' | 'holidays'>,
  year: number,
): ReadonlyMap<Milestone, LocalDate> {
  return new Map(
    calendarTemplate.map((templateDay) => [
      templateDay.milestone,
      moved(dayIn(templateDay, year), templateDay.ifNoWorkingDay, calendar),
    ]),
  );
}

/** A deadline on a local day: the day's last second, which is still in time. */
export function deadlineOn(day: LocalDate, timeZone: string): Instant {
  return addMs(endOfLocalDay(day, timeZone), -1000);
}

function dayIn({ month, day, yearsLater }: TemplateDay, year: number): LocalDate {
  const first = `${year + yearsLater}-${String(month).padStart(2, '0')}-01`;
  const daysInMonth = daysBetween(first, addMonths(first, 1));
  return addDays(first, Math.min(day, daysInMonth) - 1);
}

function moved(
  day: LocalDate,
  where: TemplateDay['ifNoWorkingDay'],
  calendar: Pick<KnownCharter, 'workingDays' | 'holidays'>,
): LocalDate {
  if (where === 'stay') return day;
  const step = where === 'after' ? 1 : -1;
  for (let n = 0; n <= MAX_DAYS_MOVED; n += 1) {
    const candidate = addDays(day, n * step);
    if (isWorkingDay(candidate, calendar)) return candidate;
  }
  return day;
}
