import {
  type Aggregate,
  accept,
  alreadyExists,
  type CommandHandler,
  type Context,
  compareDates,
  fundNotKnown,
  type Instant,
  notFound,
  type Rejection,
  reject,
  type Slice,
} from '@mdtf/domain';
import type {
  FollowUpContent,
  FollowUpEventAnnounced,
  FollowUpEventCancelled,
  FollowUpEventChanged,
} from './follow-up-events.ts';
import { CURRENT, knownCharter } from './known/charter.ts';

/** Versions of one event at most. */
export const MAX_VERSIONS = 500;

// Commands

/** An event to announce; the number is the calendar's own. */
export interface AnnounceFollowUpEvent extends FollowUpContent {
  readonly eventId: string;
  readonly number: number;
}

/** Everything that is published of it anew, and why. */
export interface ChangeFollowUpEvent extends FollowUpContent {
  readonly eventId: string;
  readonly reason: string;
}

export interface CancelFollowUpEvent {
  readonly eventId: string;
  readonly reason: string;
}

// State

/** An event as it stands now. */
export interface FollowUpEvent extends Omit<FollowUpContent, 'endsOn'> {
  readonly number: number;
  readonly version: number;
  readonly endsOn: string;
  readonly state: 'planned' | 'cancelled';
  readonly reason: string | null;
  readonly publishedAt: Instant;
}

/** Follow-up events, one document each. */
export const followUpEvent: Aggregate<
  FollowUpEvent,
  FollowUpEventAnnounced | FollowUpEventChanged | FollowUpEventCancelled
> = {
  kind: 'follow-up-event',
  version: 1,
  concerns: {
    FollowUpEventAnnounced: ({ eventId }) => eventId,
    FollowUpEventChanged: ({ eventId }) => eventId,
    FollowUpEventCancelled: ({ eventId }) => eventId,
  },
  evolve(before, event, { time }) {
    if (event.type === 'FollowUpEventCancelled') {
      if (before === undefined) throw new RangeError('An event was cancelled that was never announced');
      const { version, reason } = event.data;
      return { ...before, version, reason, state: 'cancelled', publishedAt: time };
    }
    const { eventId: _, endsOn, ...told } = event.data;
    const reason = event.type === 'FollowUpEventChanged' ? event.data.reason : null;
    return { ...told, endsOn: endsOn ?? told.startsOn, state: 'planned', reason, publishedAt: time };
  },
};

/** Which event has a number. */
export const followUpNumber: Aggregate<{ readonly eventId: string }, FollowUpEventAnnounced> = {
  kind: 'follow-up-number',
  version: 1,
  concerns: { FollowUpEventAnnounced: ({ number }) => String(number) },
  evolve: (_, { data: { eventId } }) => ({ eventId }),
};

// Decide

/** An event as it is answered. */
export interface FollowUpAnswer extends FollowUpEvent {
  readonly eventId: string;
}

/** Announces an event under an id and a number that no other has. */
export const announceFollowUpEvent: CommandHandler<
  AnnounceFollowUpEvent,
  FollowUpEventAnnounced,
  FollowUpAnswer
> = {
  needs: ({ eventId, number }) => ({
    own: [
      { kind: followUpEvent.kind, id: eventId },
      { kind: followUpNumber.kind, id: String(number) },
    ],
    facts: [{ kind: knownCharter.kind, id: CURRENT }],
  }),
  decide(command, slice, context) {
    if (slice.fact(knownCharter, CURRENT) === undefined) return reject(fundNotKnown);
    const { eventId, number } = command;
    if (slice.get(followUpEvent, eventId) !== undefined)
      return reject(alreadyExists('follow-up event', eventId));
    const other = slice.get(followUpNumber, String(number));
    const unfit = other === undefined ? refuseDays(command) : numberTaken(number, other.eventId);
    if (unfit !== undefined) return reject(unfit);
    return publish({ type: 'FollowUpEventAnnounced', data: { ...command, version: 1 } }, undefined, context);
  },
};

/** Publishes another version of an event, also of one that was cancelled: then it takes place after all. */
export const changeFollowUpEvent: CommandHandler<ChangeFollowUpEvent, FollowUpEventChanged, FollowUpAnswer> =
  {
    needs: ofEvent,
    decide(command, slice, context) {
      const before = slice.get(followUpEvent, command.eventId);
      if (before === undefined) return reject(notFound('follow-up event', command.eventId));
      const unfit = refuseDays(command) ?? refuseVersions(before);
      if (unfit !== undefined) return reject(unfit);
      const { number } = before;
      const data = { ...command, number, version: before.version + 1 };
      return publish({ type: 'FollowUpEventChanged', data }, before, context);
    },
  };

/** Says that an event will not take place. */
export const cancelFollowUpEvent: CommandHandler<
  CancelFollowUpEvent,
  FollowUpEventCancelled,
  FollowUpAnswer
> = {
  needs: ofEvent,
  decide(command, slice, context) {
    const before = slice.get(followUpEvent, command.eventId);
    if (before === undefined) return reject(notFound('follow-up event', command.eventId));
    if (before.state === 'cancelled') return reject(cancelledBefore(command.eventId));
    const unfit = refuseVersions(before);
    if (unfit !== undefined) return reject(unfit);
    const data = { ...command, version: before.version + 1 };
    return publish({ type: 'FollowUpEventCancelled', data }, before, context);
  },
};

function ofEvent({ eventId }: { readonly eventId: string }, _slice: Slice | undefined) {
  return { own: [{ kind: followUpEvent.kind, id: eventId }] };
}

function publish<E extends FollowUpEventAnnounced | FollowUpEventChanged | FollowUpEventCancelled>(
  event: E,
  before: FollowUpEvent | undefined,
  { fund, time, now, actor }: Context,
) {
  const meta = { fund, sequence: 0n, time, recordedAt: now, actor: actor.id };
  const { eventId } = event.data;
  return accept([event], { eventId, ...followUpEvent.evolve(before, event, meta, eventId) });
}

// Refusals

function refuseDays({ startsOn, endsOn }: FollowUpContent): Rejection | undefined {
  if (endsOn === undefined || compareDates(startsOn, endsOn) <= 0) return undefined;
  return {
    code: 'days-reversed',
    category: 'invalid',
    title: { en: 'It would end before it begins', fr: 'La fin précéderait le début' },
    detail: {
      en: `must not be before ${startsOn}, the day it begins`,
      fr: `ne doit pas précéder le ${startsOn}, jour du début`,
    },
    field: 'body.endsOn',
  };
}

function numberTaken(number: number, eventId: string): Rejection {
  return {
    code: 'number-taken',
    category: 'conflict',
    title: { en: 'This number is taken', fr: 'Ce numéro est déjà attribué' },
    detail: {
      en: `Number ${number} of the calendar is event ${eventId}; give another number, or change that event.`,
      fr: `Le numéro ${number} du calendrier est celui de l’événement ${eventId} ; donnez un autre numéro, ou modifiez cet événement.`,
    },
    field: 'body.number',
    params: { number: String(number), eventId },
  };
}

function refuseVersions({ version }: FollowUpEvent): Rejection | undefined {
  if (version < MAX_VERSIONS) return undefined;
  return {
    code: 'too-many-versions',
    category: 'refused',
    title: { en: 'Too many versions', fr: 'Trop de versions' },
    detail: {
      en: `An event has at most ${MAX_VERSIONS} versions; announce another event.`,
      fr: `Un événement a au plus ${MAX_VERSIONS} versions ; annoncez un autre événement.`,
    },
  };
}

function cancelledBefore(eventId: string): Rejection {
  return {
    code: 'already-cancelled',
    category: 'conflict',
    title: { en: 'It is cancelled already', fr: 'Il est déjà annulé' },
    detail: {
      en: `Event ${eventId} was cancelled before; publish a change if it takes place after all.`,
      fr: `L’événement ${eventId} a déjà été annulé ; publiez une modification s’il a lieu malgré tout.`,
    },
  };
}
