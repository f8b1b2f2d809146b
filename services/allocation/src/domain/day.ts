import { type Context, type LocalDate, localDate, type Rejection } from '@mdtf/domain';

/** The day on which something happened: as told, otherwise that of the command in the fund's zone; refused when it has not come. */
export function dayOf(
  told: LocalDate | undefined,
  { time, now }: Context,
  timeZone: string,
  field: string,
): LocalDate | Rejection {
  const today = localDate(now, timeZone);
  const day = told ?? localDate(time, timeZone);
  if (day <= today) return day;
  return {
    code: 'date-not-come',
    category: 'invalid',
    title: { en: 'The date is not possible', fr: 'La date n’est pas possible' },
    detail: {
      en: `It is dated ${day}; today is ${today} in the fund.`,
      fr: `La date est le ${day} ; nous sommes le ${today} dans le fonds.`,
    },
    field,
  };
}
