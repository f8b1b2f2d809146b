import type { Row } from './tables.ts';
import type { Insertion } from './write-rows.ts';

const COLUMNS = {
  fund: 'text',
  measure: 'text',
  pot: 'text',
  dated: 'boolean',
  happened: 'timestamptz',
  recorded_day: 'timestamptz',
  amount: 'bigint',
} as const;

const KEY = 'fund, measure, pot, dated, happened, recorded_day';

const ADD = `ON CONFLICT (${KEY}) DO UPDATE SET amount = t.amount + excluded.amount`;

const QUARTER_MS = 15 * 60 * 1000;
const DAY_LENGTH = '2008-05-20'.length;

// Before that, some time zones were no whole number of quarters of an hour away from UTC.
const WHOLE_QUARTERS_SINCE = '1973';

/** What adds movements to the sums that statements are made from. */
export function totalsOf(movements: readonly Row<'money_movement'>[]): Insertion {
  const sums = new Map<string, { amount: bigint }>();
  for (const { fund, measure, pot, dated, happened, recorded_at, amount } of movements) {
    const moment = dated === true ? happened : quarterOf(happened ?? '');
    const recordedDay = `${(recorded_at ?? '').slice(0, DAY_LENGTH)}T00:00:00.000Z`;
    const key = `${fund}\u0000${measure}\u0000${pot}\u0000${dated}\u0000${moment}\u0000${recordedDay}`;
    const sum = sums.get(key);
    if (sum !== undefined) sum.amount += amount ?? 0n;
    else {
      const row = { fund, measure, pot, dated, happened: moment, recorded_day: recordedDay };
      sums.set(key, { ...row, amount: amount ?? 0n });
    }
  }
  return { table: 'money_total', columns: COLUMNS, rows: [...sums.values()], onConflict: ADD };
}

/** Every local midnight is the beginning of a quarter of an hour, so no quarter belongs to two days. */
function quarterOf(instant: string): string {
  if (instant < WHOLE_QUARTERS_SINCE) return instant;
  const ms = Date.parse(instant);
  return new Date(ms - (ms % QUARTER_MS)).toISOString();
}
