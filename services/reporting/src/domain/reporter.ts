import {
  type Context,
  compareDates,
  fundNotKnown,
  localDate,
  notFound,
  type Rejection,
  type Slice,
  type StateRef,
} from '@mdtf/domain';
import type { Period } from './events.ts';
import { invalidField } from './invalid-field.ts';
import { type KnownActivity, knownActivity } from './known/activity.ts';
import { CURRENT, type KnownCharter, knownCharter } from './known/charter.ts';

/** The facts that every report on an activity rests on. */
export function factsAbout(activityId: string): readonly StateRef[] {
  return [
    { kind: knownCharter.kind, id: CURRENT },
    { kind: knownActivity.kind, id: activityId },
  ];
}

/** The fund's charter and one of its activities, or why there is none. */
export function activityAtHand(
  activityId: string,
  slice: Slice,
): { readonly charter: KnownCharter; readonly activity: KnownActivity } | Rejection {
  const charter = slice.fact(knownCharter, CURRENT);
  if (charter === undefined) return fundNotKnown;
  const activity = slice.fact(knownActivity, activityId);
  return activity?.funded === true ? { charter, activity } : notFound('activity', activityId);
}

/** The refusal of somebody who reports on another organisation's activity; the secretariat may report on each. */
export function refuseReporter(
  activityId: string,
  { partner }: KnownActivity,
  { actor }: Context,
): Rejection | undefined {
  if (actor.roles.includes('secretariat')) return undefined;
  if (actor.roles.includes('partner') && partner !== null && actor.organisations.includes(partner)) {
    return undefined;
  }
  return {
    code: 'not-your-activity',
    category: 'forbidden',
    title: {
      en: 'Not your organisation’s activity',
      fr: 'Cette activité n’est pas celle de votre organisation',
    },
    detail: {
      en: `Activity ${activityId} is reported on by the organisation that carries it out, or by the secretariat.`,
      fr: `L’activité ${activityId} fait l’objet de rapports de l’organisation qui l’exécute, ou du secrétariat.`,
    },
  };
}

/** The refusal of a period that ends before it begins, or is not over yet. */
export function refusePeriod(
  { from, to }: Period,
  { timeZone }: KnownCharter,
  { now }: Context,
): Rejection | undefined {
  if (compareDates(from, to) > 0) {
    return invalidField('period-reversed', 'body.period.to', {
      en: `must not be before ${from}, where the period begins`,
      fr: `ne doit pas précéder le ${from}, début de la période`,
    });
  }
  return refuseFuture(to, 'body.period.to', timeZone, now);
}

/** The refusal of a day that has not come yet in the fund's time zone. */
export function refuseFuture(
  day: string,
  field: string,
  timeZone: string,
  now: string,
): Rejection | undefined {
  const today = localDate(now, timeZone);
  if (compareDates(day, today) <= 0) return undefined;
  return invalidField('date-not-come', field, {
    en: `must not be after today, ${today} in ${timeZone}`,
    fr: `ne doit pas être postérieur à aujourd’hui, le ${today} à ${timeZone}`,
  });
}
