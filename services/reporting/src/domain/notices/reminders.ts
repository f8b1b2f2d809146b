import { addMs, type Instant } from '@mdtf/domain';

/** Kinds of dates that people are reminded of. */
export type DeadlineKind =
  | 'call'
  | 'session'
  | 'non-objection'
  | 'condition'
  | 'report'
  | 'waiver'
  | 'clarification'
  | 'due-diligence'
  | 'offer'
  | 'review'
  | 'seat-term'
  | 'decision-review'
  | 'extension'
  | 'deposit'
  | 'calendar';

/** A fund's own days before a date, by kind; what is left out keeps the default. */
export type ReminderDays = { readonly [K in DeadlineKind]?: readonly number[] | undefined };

/** Days before each kind of date on which people are reminded, where the charter does not say. */
export const DEFAULT_REMINDERS: Readonly<Record<DeadlineKind, readonly number[]>> = {
  call: [14, 3],
  // The longest is when the agenda goes out.
  session: [14, 2],
  'non-objection': [3, 1],
  condition: [30, 7],
  report: [30, 7],
  waiver: [30],
  clarification: [3, 1],
  // Long enough for a new one to be made and confirmed.
  'due-diligence': [60, 14],
  offer: [14],
  review: [7, 2],
  // Long enough for the organisation to be seated again, or another.
  'seat-term': [60, 14],
  'decision-review': [5, 1],
  extension: [30, 7],
  deposit: [14],
  calendar: [14],
};

const DAY_MS = 86_400_000;

/** What there is to remind of at an instant, and when there is more: the days of the reminder that has its time now. */
export interface RemindersAt {
  readonly days: number | undefined;
  readonly next: Instant | undefined;
}

/** The reminder of a date that has its time: of several whose time has come only the last, and none once the date has passed. */
export function remindersAt(
  kind: DeadlineKind,
  due: Instant,
  now: Instant,
  own: ReminderDays | null,
): RemindersAt {
  if (due <= now) return { days: undefined, next: undefined };
  const all = (own?.[kind] ?? DEFAULT_REMINDERS[kind]).toSorted((a, b) => a - b);
  const days = all.find((before) => addMs(due, -before * DAY_MS) <= now);
  const ahead = all.filter((before) => addMs(due, -before * DAY_MS) > now).at(-1);
  return { days, next: ahead === undefined ? undefined : addMs(due, -ahead * DAY_MS) };
}

/** Whether a reminder of a session is the one that sends its agenda. */
export function isAgenda(days: number, own: ReminderDays | null): boolean {
  return days === Math.max(...(own?.session ?? DEFAULT_REMINDERS.session));
}
