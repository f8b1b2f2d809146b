import type { LocalDate, Localised, SmallestChange } from '@mdtf/domain';
import { frenchSpaced, moneyOf } from '@mdtf/domain';
import { inBoth, type Writing } from './writing.ts';

/** A change of an amount: by how much, and what it then is, minor units. */
export interface AmountChange {
  readonly code: string;
  readonly holds: Localised;
  readonly currency: string;
  readonly by: bigint;
  readonly to: bigint;
  readonly en: (writing: Writing) => string;
  readonly fr: (writing: Writing) => string;
}

/** A smallest change of an amount, worded in both languages. */
export function changeOfAmount({ code, holds, currency, by, to, en, fr }: AmountChange): SmallestChange {
  const action = inBoth(currency, { en, fr });
  return { code, holds, action, by: moneyOf(by, currency), to: moneyOf(to, currency), toDate: null };
}

/** A smallest change of a date. */
export function changeOfDate(
  code: string,
  holds: Localised,
  action: Localised,
  toDate: LocalDate,
): SmallestChange {
  return { ...deed(code, holds, action), toDate };
}

/** A smallest change that is something to be done, not an amount or a date. */
export function deed(code: string, holds: Localised, action: Localised): SmallestChange {
  const { en, fr } = action;
  return { code, holds, action: { en, fr: frenchSpaced(fr) }, by: null, to: null, toDate: null };
}

/** How far two amounts are apart, whichever is larger. */
export function apart(a: bigint, b: bigint): bigint {
  return a < b ? b - a : a - b;
}
