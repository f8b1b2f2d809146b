import {
  type Aggregate,
  accept,
  type CommandHandler,
  formatInstant,
  type Instant,
  isLocalDate,
  notFound,
  type Rejection,
  reject,
} from '@mdtf/domain';
import { afterwards } from '../answer.ts';
import { deadlineOn } from '../calls/calendar-template.ts';
import { type Call, call, lateFrom, NOT_A_DEADLINE, OUT_OF_YEARS } from '../calls/call.ts';
import { CURRENT, knownCharter } from '../known/charter.ts';
import { conflict, refused } from '../refusals.ts';
import type { ReviewsExtended } from './events.ts';

// Commands

/** Puts the date by which every review of a call is due, or a later one, and why; the instant has milliseconds. */
export interface ExtendReviews {
  readonly callId: string;
  readonly due: Instant;
  readonly reason: string;
}

// State

/** By when the reviews of a call are due, once the secretariat has put that for all. */
export interface ReviewDeadline {
  /** As put last; a review that is due later stays so. */
  readonly due: Instant;
  /** What it was and is each time, the oldest first. */
  readonly extensions: readonly {
    readonly extendedAt: Instant;
    readonly was: Instant | null;
    readonly due: Instant;
    readonly reason: string;
  }[];
}

/** How often the date of a call's reviews may be put. */
export const MAX_REVIEW_EXTENSIONS = 20;

/** Dates put for all reviews of a call, one document each; apart from the call, which everybody sees. */
export const reviewDeadline: Aggregate<ReviewDeadline, ReviewsExtended> = {
  kind: 'review-deadline',
  version: 1,
  concerns: { ReviewsExtended: ({ callId }) => callId },
  evolve: (state, { data: { was, due, reason } }, { time: extendedAt }) => ({
    due,
    extensions: [...(state?.extensions ?? []), { extendedAt, was, due, reason }],
  }),
};

/** By when reviews of a call are due that bring no date of their own: as put for all, or the last day of its calendar; null: no date. */
export function dueUnder(
  { reviewPeriod }: Pick<Call, 'reviewPeriod'>,
  forAll: Pick<ReviewDeadline, 'due'> | undefined,
  zone: string,
): Instant | null {
  if (forAll !== undefined) return forAll.due;
  return reviewPeriod === undefined ? null : deadlineOn(reviewPeriod.until, zone);
}

/** By when a review is due: its own date, or the one put for all of its call where that is later; null: no date. */
export function dueOf(own: Instant | undefined, forAll: Pick<ReviewDeadline, 'due'> | undefined) {
  if (own === undefined) return forAll?.due ?? null;
  return forAll !== undefined && forAll.due > own ? forAll.due : own;
}

/** Whether a date has passed at an instant; none never does. */
export function isPast(due: Instant | null, at: Instant): boolean {
  return due !== null && at >= lateFrom(due);
}

/** A call's dates of reviews as they are answered. */
export const reviewDeadlineAnswer = (callId: string, { due, extensions }: ReviewDeadline) => ({
  callId,
  due,
  extensions,
});

// Decide

/** Puts the date for all reviews of a call, whether or not the one before has passed: only later, and in the future. */
export const extendReviews: CommandHandler<
  ExtendReviews,
  ReviewsExtended,
  ReturnType<typeof reviewDeadlineAnswer>
> = {
  needs: ({ callId }) => ({
    own: [
      { kind: call.kind, id: callId },
      { kind: reviewDeadline.kind, id: callId },
    ],
    facts: [{ kind: knownCharter.kind, id: CURRENT }],
  }),
  decide({ callId, due, reason }, slice, context) {
    const known = slice.get(call, callId);
    if (known === undefined) return reject(notFound('call', callId));
    if (known.criteria === undefined) return reject(noReviews(callId));
    const zone = slice.fact(knownCharter, CURRENT)?.timeZone ?? 'UTC';
    const before = slice.get(reviewDeadline, callId);
    const was = dueUnder(known, before, zone);
    const { time, backDated } = context;
    const refusal = refuseDue(due, backDated ? undefined : time, zone) ?? refuseEarlier(due, was, zone);
    if (refusal !== undefined) return reject(refusal);
    if ((before?.extensions.length ?? 0) >= MAX_REVIEW_EXTENSIONS) return reject(extendedTooOften(callId));
    const event: ReviewsExtended = { type: 'ReviewsExtended', data: { callId, was, due, reason } };
    return accept([event], reviewDeadlineAnswer(callId, afterwards(reviewDeadline, before, event, context)));
  },
};

/** What keeps an instant from being the date of a review, in `body.due`; `now` where it must be in the future. */
export function refuseDue(due: Instant, now: Instant | undefined, zone: string): Rejection | undefined {
  const field = 'body.due';
  if (!isLocalDate(due.slice(0, 10)))
    return refused('invalid-deadline', NOT_A_DEADLINE, OUT_OF_YEARS, { field, category: 'invalid' });
  if (now === undefined || !isPast(due, now)) return undefined;
  return refused(
    'invalid-deadline',
    NOT_A_DEADLINE,
    {
      en: `must be in the future; it is now ${formatInstant(now, zone)}`,
      fr: `doit être à venir ; il est maintenant ${formatInstant(now, zone)}`,
    },
    { field, category: 'invalid' },
  );
}

function refuseEarlier(due: Instant, was: Instant | null, zone: string): Rejection | undefined {
  if (was === null || lateFrom(due) > lateFrom(was)) return undefined;
  return refused(
    'not-later',
    { en: 'Not a later deadline', fr: 'Pas une date limite plus tardive' },
    {
      en: `It is ${formatInstant(was, zone)}; the date of reviews is only ever put later.`,
      fr: `Elle est fixée à ${formatInstant(was, zone)} ; la date des évaluations n’est jamais que reportée.`,
    },
    { field: 'body.due', params: { deadline: was } },
  );
}

function noReviews(callId: string): Rejection {
  return refused(
    'no-reviews-asked',
    { en: 'No reviews are asked for', fr: 'Aucune évaluation n’est demandée' },
    {
      en: `${callId} was opened without criteria for reviews.`,
      fr: `${callId} a été ouvert sans critères d’évaluation.`,
    },
  );
}

function extendedTooOften(callId: string): Rejection {
  return conflict(
    'extended-too-often',
    { en: 'Extended too often', fr: 'Reporté trop souvent' },
    {
      en: `The date of the reviews of ${callId} was put ${MAX_REVIEW_EXTENSIONS} times, which is the most.`,
      fr: `La date des évaluations de ${callId} a été fixée ${MAX_REVIEW_EXTENSIONS} fois, ce qui est le maximum.`,
    },
  );
}
