import { accept, type CommandHandler, type Context, type Instant, type Slice } from '@mdtf/domain';
import { charterAggregate } from '../charter.ts';
import { NON_OBJECTION_STATUS_IN_FRENCH } from '../french-words.ts';
import { conflict, invalid, notFound, seatNamedTwice, unknownIn } from '../rejections.ts';
import type { Charter } from '../shapes.ts';
import {
  changed,
  type NonObjection,
  type NonObjectionAnswer,
  nonObjectionAggregate,
  nonObjectionAnswer,
} from './non-objection.ts';
import type { NoticeOutcome, NoticesRecorded, OutageRecorded } from './non-objection-events.ts';
import { daysTouched, extendedBy, laterOf, MAX_OUTAGE_DAYS, termEnd } from './silence-term.ts';

/** Asks that it be recorded which notices were delivered and which bounced. */
export interface RecordNotices {
  readonly nonObjectionId: string;
  readonly notices: readonly {
    readonly seat: string;
    readonly outcome: NoticeOutcome;
    readonly evidence?: string | undefined;
  }[];
}

/** Asks that a time be recorded in which nobody could answer. */
export interface RecordOutage {
  readonly nonObjectionId: string;
  readonly from: Instant;
  readonly until: Instant;
  readonly reason: string;
}

/** Gives each seat the whole term from its delivery, and after a bounce the whole term anew; what is known changes nothing. */
export const recordNotices: CommandHandler<RecordNotices, NoticesRecorded, NonObjectionAnswer> = {
  needs: askedAndCharter,
  decide({ nonObjectionId, notices }, slice, context) {
    const found = openAt(nonObjectionId, slice, context);
    if (!('state' in found)) return found;
    const { state, charter } = found;
    for (const [at, { seat }] of notices.entries()) {
      const field = `body.notices.${at}.seat`;
      if (!state.entitled.some((asked) => asked.seat === seat)) return unknownIn(field, 'seat', seat);
      if (notices.findIndex((other) => other.seat === seat) < at) return seatNamedTwice(seat, field);
    }
    const news = notices.filter(({ seat, outcome }) => state.notices[seat] !== outcome);
    if (news.length === 0) return accept([], nonObjectionAnswer(state));
    const dueAt = laterOf(state.dueAt, termEnd(context.time, state.workingDays, charter));
    const told = news.map(({ seat, outcome, evidence }) => ({ seat, outcome, evidence: evidence ?? null }));
    const event: NoticesRecorded = {
      type: 'NoticesRecorded',
      data: { nonObjectionId, notices: told, dueAt },
    };
    return accept([event], nonObjectionAnswer(changed(state, event, context.time)));
  },
};

/** Lengthens the term by the working days of an outage that have not lengthened it yet. */
export const recordOutage: CommandHandler<RecordOutage, OutageRecorded, NonObjectionAnswer> = {
  needs: askedAndCharter,
  decide({ nonObjectionId, from, until, reason }, slice, context) {
    const found = openAt(nonObjectionId, slice, context);
    if (!('state' in found)) return found;
    const { state, charter } = found;
    if (until <= from || until > context.now || from < state.openedAt) return notWithin(state, context.now);
    const days = daysTouched(from, until, state.timeZone);
    const added = days.filter((day) => !state.outageDays.includes(day));
    if (state.outageDays.length + added.length > MAX_OUTAGE_DAYS) return tooManyDays();
    if (added.length === 0) return accept([], nonObjectionAnswer(state));
    const dueAt = extendedBy(state.dueAt, added, charter);
    const data = { nonObjectionId, from, until, reason, dueAt };
    const event: OutageRecorded = { type: 'OutageRecorded', data };
    return accept([event], nonObjectionAnswer(changed(state, event, context.time)));
  },
};

function askedAndCharter({ nonObjectionId }: { readonly nonObjectionId: string }, slice: Slice | undefined) {
  const heldUnder = slice?.get(nonObjectionAggregate, nonObjectionId)?.heldUnder;
  return {
    own: [
      { kind: nonObjectionAggregate.kind, id: nonObjectionId },
      ...(heldUnder === undefined ? [] : [{ kind: charterAggregate.kind, id: String(heldUnder) }]),
    ],
  };
}

function openAt(nonObjectionId: string, slice: Slice, { time }: Context) {
  const state = slice.get(nonObjectionAggregate, nonObjectionId);
  if (state === undefined) return notFound('non-objection', nonObjectionId);
  const charter: Charter | undefined = slice.get(charterAggregate, String(state.heldUnder))?.charter;
  if (charter === undefined)
    throw new RangeError(`Version ${state.heldUnder} of the charter was never adopted`);
  return refuseClosed(state) ?? refuseEarlier(state, time) ?? { state, charter };
}

/** 409 unless its term still runs. */
export function refuseClosed({ nonObjectionId, status, dueAt }: NonObjection) {
  if (status === 'open') return undefined;
  return conflict(
    'non-objection-closed',
    { en: 'Its term has ended', fr: 'Son délai est écoulé' },
    {
      en: `Non-objection ${nonObjectionId} is ${status}; it ran until ${dueAt} at the latest.`,
      fr: `La procédure de non-objection ${nonObjectionId} est ${NON_OBJECTION_STATUS_IN_FRENCH[status]} ; elle courait au plus tard jusqu’à ${dueAt}.`,
    },
  );
}

/** 400 for what would have happened before the seats were asked. */
export function refuseEarlier({ openedAt }: NonObjection, time: Instant) {
  if (time >= openedAt) return undefined;
  return invalid(
    'before-opened',
    { en: 'Before the seats were asked', fr: 'Avant que les sièges ne soient consultés' },
    {
      en: `The term began at ${openedAt}, after ${time}.`,
      fr: `Le délai a commencé à ${openedAt}, après ${time}.`,
    },
  );
}

function notWithin({ openedAt }: NonObjection, now: Instant) {
  return invalid(
    'outage-not-within',
    { en: 'Not an outage of this term', fr: 'Pas une panne de ce délai' },
    {
      en: `An outage begins after the term did (${openedAt}), ends after it began, and has ended by now (${now}).`,
      fr: `Une panne commence après le délai (${openedAt}), finit après avoir commencé, et est finie à présent (${now}).`,
    },
    { field: 'body.until' },
  );
}

function tooManyDays() {
  return invalid(
    'outage-too-long',
    { en: 'Too long for a term', fr: 'Trop long pour un délai' },
    {
      en: `Outages lengthen a term by at most ${MAX_OUTAGE_DAYS} days: close it and open it anew.`,
      fr: `Les pannes allongent un délai de ${MAX_OUTAGE_DAYS} jours au plus : closez la procédure et rouvrez-la.`,
    },
    { field: 'body.until' },
  );
}
