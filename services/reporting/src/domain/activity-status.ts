import { type Aggregate, accept, type CommandHandler, type LocalDate, localDate, reject } from '@mdtf/domain';
import type { ActivityStatusRecorded, LifeStatus } from './events.ts';
import { activityAtHand, factsAbout, refuseFuture } from './reporter.ts';

// Commands

/** Where the secretariat finds an activity in its life; without a day, since it was first found there. */
export interface RecordActivityStatus {
  readonly activityId: string;
  readonly status: LifeStatus;
  readonly since?: LocalDate | undefined;
  /** The status as the source of an imported record has it. */
  readonly sourceCode?: string | undefined;
  readonly note?: string | undefined;
}

// State

export type ActivityStatus = ActivityStatusRecorded['data'];

// Decide

/** Records where an activity is in its life; told again what is known, it records nothing. */
export const recordActivityStatus: CommandHandler<
  RecordActivityStatus,
  ActivityStatusRecorded,
  ActivityStatus
> = {
  needs: ({ activityId }) => ({
    own: [{ kind: activityStatus.kind, id: activityId }],
    facts: [...factsAbout(activityId)],
  }),
  decide({ activityId, status, since, sourceCode, note }, slice, { time, now }) {
    const known = activityAtHand(activityId, slice);
    if ('code' in known) return reject(known);
    const { timeZone } = known.charter;
    const before = slice.get(activityStatus, activityId);
    const sinceBefore = before?.status === status ? before.since : undefined;
    const data: ActivityStatus = {
      activityId,
      status,
      since: since ?? sinceBefore ?? localDate(time, timeZone),
      sourceCode: sourceCode ?? null,
      note: note ?? null,
    };
    const refused = refuseFuture(data.since, 'body.since', timeZone, now);
    if (refused !== undefined) return reject(refused);
    return accept(isSame(before, data) ? [] : [{ type: 'ActivityStatusRecorded', data }], data);
  },
};

function isSame(before: ActivityStatus | undefined, now: ActivityStatus): boolean {
  return (
    before?.status === now.status &&
    before.since === now.since &&
    before.sourceCode === now.sourceCode &&
    before.note === now.note
  );
}

// Evolve

/** Where each activity is, one document each. */
export const activityStatus: Aggregate<ActivityStatus, ActivityStatusRecorded> = {
  kind: 'activity-status',
  version: 1,
  concerns: { ActivityStatusRecorded: ({ activityId }) => activityId },
  evolve: (_before, { data }) => data,
};
