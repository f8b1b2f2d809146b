import type pg from 'pg';
import type { FundMoney, Totals } from '../reports/fund-money.ts';
import { type Question, whenOf } from '../reports/question.ts';
import { HAPPENED, KNOWN, KNOWN_MONEY } from './known.ts';

interface SumRow {
  readonly measure: string;
  readonly pot: string;
  /** As of the day asked for, and whenever it happened. */
  readonly amount: string;
  readonly ever: string;
}

const SUMS = `
  SELECT measure, pot, coalesce(sum(amount) FILTER (WHERE ${HAPPENED}), 0)::text AS amount, sum(amount)::text AS ever
  FROM ${KNOWN_MONEY} GROUP BY 1, 2`;

// What goes to an administering bank that is no partner here goes on to another fund.
const TO_OTHER_FUNDS = `
  SELECT measure, pot, sum(amount)::text AS amount
  FROM organisation, LATERAL (
    SELECT measure, pot, amount FROM money_movement
    WHERE ${KNOWN} AND party = organisation.id AND measure IN ('transfer', 'refund') OFFSET 0) AS movement
  WHERE 'administering-bank' = ANY (kinds) AND NOT 'partner' = ANY (kinds)
  GROUP BY 1, 2`;

const OVERDUE = `
  WITH terms AS (
    SELECT DISTINCT ON (fund, contribution_id) fund, contribution_id, schedule FROM contribution
    WHERE ${KNOWN} ORDER BY fund, contribution_id, sequence DESC),
  due AS (
    SELECT contribution_id, sum((instalment ->> 'amount')::numeric) AS amount
    FROM terms, jsonb_array_elements(schedule) AS instalment
    WHERE (instalment ->> 'due')::date <= $3::timestamptz::date GROUP BY 1),
  open AS (
    SELECT contribution_id, due.amount - (
      SELECT coalesce(sum(amount), 0) FROM money_movement
      WHERE ${KNOWN} AND party = due.contribution_id AND measure = 'deposit') AS amount
    FROM due)
  SELECT contribution_id, amount::text AS amount FROM open WHERE amount > 0`;

const LEDGER = `
  SELECT agreed, deposited, allocated FROM ledger_total
  WHERE fund = ANY ($1::text[]) AND recorded_at <= $2 ORDER BY recorded_at DESC LIMIT 1`;

/** A fund's sums of money, by measure and pot. */
export async function fundMoney(pool: pg.Pool, question: Question): Promise<FundMoney> {
  const when = whenOf(question);
  const values = [...when];
  const [sums, toOthers, overdue, told] = await Promise.all([
    pool.query<SumRow>({ name: 'fund_money', text: SUMS, values }),
    pool.query<Omit<SumRow, 'ever'>>({ name: 'to_other_funds', text: TO_OTHER_FUNDS, values }),
    overdueByContribution(pool, question),
    pool.query<Totals>({ name: 'ledger_total', text: LEDGER, values: values.slice(0, 2) }),
  ]);
  const toOtherFunds = toOthers.rows.map((row) => ({ ...row, amount: BigInt(row.amount) }));
  const moved = (wanted: string): bigint =>
    sums.rows.reduce((sum, { measure, ever }) => (measure === wanted ? sum + BigInt(ever) : sum), 0n);
  return {
    sums: sums.rows.map(({ measure, pot, amount }) => ({ measure, pot, amount: BigInt(amount) })),
    toOtherFunds,
    overdue: [...overdue.values()].reduce((sum, amount) => sum + amount, 0n),
    ledger: {
      told: told.rows[0] ?? { agreed: 0n, deposited: 0n, allocated: 0n },
      moved: { agreed: moved('agreed'), deposited: moved('deposit'), allocated: moved('allocation') },
    },
  };
}

/** What of each contribution's instalments was due and had not come. */
export async function overdueByContribution(
  pool: pg.Pool,
  question: Question,
): Promise<ReadonlyMap<string, bigint>> {
  const { rows } = await pool.query<{ contribution_id: string; amount: string }>({
    name: 'overdue',
    text: OVERDUE,
    values: [...whenOf(question)],
  });
  return new Map(rows.map(({ contribution_id, amount }) => [contribution_id, BigInt(amount)]));
}
