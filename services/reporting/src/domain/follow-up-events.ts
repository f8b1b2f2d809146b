import type { LocalDate, Localised } from '@mdtf/domain';

export type FollowUpCategory =
  | 'forum-meeting'
  | 'preparatory-meeting'
  | 'conference'
  | 'expert-meeting'
  | 'workshop'
  | 'training'
  | 'consultation'
  | 'publication'
  | 'other';

/** What is published of a follow-up event. */
export interface FollowUpContent {
  readonly title: Localised;
  readonly startsOn: LocalDate;
  readonly endsOn?: LocalDate | undefined;
  readonly venue: string;
  readonly organisations: readonly string[];
  readonly category: FollowUpCategory;
}

interface Told extends FollowUpContent {
  readonly eventId: string;
  readonly number: number;
  readonly version: number;
}

export interface FollowUpEventAnnounced {
  readonly type: 'FollowUpEventAnnounced';
  readonly data: Told;
}

export interface FollowUpEventChanged {
  readonly type: 'FollowUpEventChanged';
  readonly data: Told & { readonly reason: string };
}

export interface FollowUpEventCancelled {
  readonly type: 'FollowUpEventCancelled';
  readonly data: { readonly eventId: string; readonly version: number; readonly reason: string };
}

/** Every fact about the calendar of follow-up events. */
export type CalendarEvent = FollowUpEventAnnounced | FollowUpEventChanged | FollowUpEventCancelled;
