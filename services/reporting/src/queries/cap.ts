import { BANK_POT, startOfLocalDay } from '@mdtf/domain';
import { type CapParameters, capPeriodStart, defaultParameters } from '@mdtf/rules';
import type pg from 'pg';
import type { CapMeasure } from '../reports/cap-headroom.ts';
import { type Question, whenOf } from '../reports/question.ts';
import { HAPPENED, KNOWN, KNOWN_MONEY } from './known.ts';

const SUMS = `
  SELECT measure, pot = '${BANK_POT}' AS internal, sum(amount)::text AS amount FROM ${KNOWN_MONEY}
  WHERE ${HAPPENED} AND measure IN ('agreed', 'deposit', 'allocation')
    AND happened >= CASE WHEN dated THEN $5::timestamptz ELSE $6::timestamptz END
  GROUP BY 1, 2`;

const REQUEST = `
  SELECT stage, total, internal FROM facility_request WHERE ${KNOWN} ORDER BY sequence DESC LIMIT 1`;

const BEGINNING = '-infinity';

/** The sums on which the cap is measured, over the time that the charter says. */
export async function capMeasures(pool: pg.Pool, question: Question): Promise<readonly CapMeasure[]> {
  const when = whenOf(question);
  const [sums, requests] = await Promise.all([
    pool.query<{ measure: string; internal: boolean; amount: string }>({
      name: 'cap_sums',
      text: SUMS,
      values: [...when, ...periodOf(question)],
    }),
    pool.query<{ stage: string; total: bigint; internal: bigint }>({
      name: 'cap_request',
      text: REQUEST,
      values: [...when],
    }),
  ]);
  const [request] = requests.rows;
  const of = (wanted: string, onlyInternal: boolean): bigint =>
    sums.rows.reduce(
      (sum, { measure, internal, amount }) =>
        measure === wanted && (internal || !onlyInternal) ? sum + BigInt(amount) : sum,
      0n,
    );
  const measured = (measure: CapMeasure['measure'], place: CapMeasure['place'], movement: string) => ({
    measure,
    place,
    internal: of(movement, true),
    total: of(movement, false),
  });
  return [
    {
      measure: 'requested',
      place: request?.stage === 'preliminary' ? 'facility-preliminary' : 'facility-formal',
      internal: request?.internal ?? 0n,
      total: request?.total ?? 0n,
    },
    measured('agreed', 'agreed', 'agreed'),
    measured('deposited', 'deposited', 'deposit'),
    measured('allocated', 'allocation', 'allocation'),
  ];
}

/** From when on money counts: a day's midnight in UTC for what is dated, the day's beginning where the fund is. */
function periodOf({ asOf, charter }: Question): readonly [string, string] {
  const parameters = { ...defaultParameters('R1'), ...charter.rules.R1?.parameters };
  const start = capPeriodStart(asOf, parameters as unknown as CapParameters);
  if (start === null) return [BEGINNING, BEGINNING];
  return [`${start}T00:00:00.000Z`, startOfLocalDay(start, charter.timeZone)];
}
