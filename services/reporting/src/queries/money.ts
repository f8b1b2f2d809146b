import type pg from 'pg';
import type { FundMoney, LedgerTotals } from '../reports/fund-money.ts';
import { type Question, whenOf } from '../reports/question.ts';
import { KNOWN, KNOWN_MONEY } from './known.ts';

interface SumRow {
  readonly measure: string;
  readonly pot: string;
  readonly to_fund: boolean;
  readonly amount: string;
}

// What goes to an administering bank that is no partner here goes on to another fund.
const SUMS = `
  SELECT measure, pot,
         measure IN ('transfer', 'refund') AND party IN
           (SELECT id FROM organisation
            WHERE 'administering-bank' = ANY (kinds) AND NOT 'partner' = ANY (kinds)) AS to_fund,
         sum(amount)::text AS amount
  FROM ${KNOWN_MONEY} GROUP BY 1, 2, 3`;

const OVERDUE = `
  WITH terms AS (
    SELECT DISTINCT ON (fund, contribution_id) fund, contribution_id, schedule FROM contribution
    WHERE ${KNOWN} ORDER BY fund, contribution_id, sequence DESC),
  due AS (
    SELECT fund, contribution_id, sum((instalment ->> 'amount')::numeric) AS amount
    FROM terms, jsonb_array_elements(schedule) AS instalment
    WHERE (instalment ->> 'due')::date <= $3::timestamptz::date GROUP BY 1, 2),
  paid AS (
    SELECT fund, party, sum(amount) AS amount FROM ${KNOWN_MONEY}
    WHERE measure = 'deposit' AND party IN (SELECT contribution_id FROM due) GROUP BY 1, 2)
  SELECT contribution_id, (due.amount - coalesce(paid.amount, 0))::text AS amount
  FROM due LEFT JOIN paid ON paid.fund = due.fund AND paid.party = due.contribution_id
  WHERE due.amount > coalesce(paid.amount, 0)`;

const LEDGER = `
  SELECT agreed, deposited, allocated FROM ledger_total
  WHERE fund = ANY ($1::text[]) AND recorded_at <= $2 ORDER BY recorded_at DESC LIMIT 1`;

const ALL_KNOWN = `
  SELECT measure, sum(amount)::text AS amount FROM (
    SELECT measure, amount FROM money_total WHERE fund = ANY ($1::text[]) AND recorded_hour <= $2
    UNION ALL
    SELECT measure, -amount FROM money_movement
    WHERE fund = ANY ($1::text[]) AND recorded_at > $2 AND recorded_at < date_trunc('hour', $2::timestamptz) + interval '1 hour'
  ) AS known WHERE measure IN ('agreed', 'deposit', 'allocation') GROUP BY 1`;

/** A fund's sums of money, by measure and pot. */
export async function fundMoney(pool: pg.Pool, question: Question): Promise<FundMoney> {
  const when = whenOf(question);
  const [sums, overdue, ledger] = await Promise.all([
    pool.query<SumRow>({ name: 'fund_money', text: SUMS, values: [...when] }),
    overdueByContribution(pool, question),
    ledgerTotals(pool, question),
  ]);
  return {
    sums: sums.rows.map(({ measure, pot, to_fund, amount }) => ({
      measure,
      pot,
      toAnotherFund: to_fund,
      amount: BigInt(amount),
    })),
    overdue: [...overdue.values()].reduce((sum, amount) => sum + amount, 0n),
    ledger,
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

/** The movements' sums beside those that the ledger's last known entry told; both whatever day they happened on. */
async function ledgerTotals(pool: pg.Pool, question: Question): Promise<LedgerTotals> {
  const values = whenOf(question).slice(0, 2);
  const [told, moved] = await Promise.all([
    pool.query<{ agreed: bigint; deposited: bigint; allocated: bigint }>({
      name: 'ledger_total',
      text: LEDGER,
      values,
    }),
    pool.query<{ measure: string; amount: string }>({ name: 'all_known', text: ALL_KNOWN, values }),
  ]);
  const movedOf = (wanted: string): bigint =>
    BigInt(moved.rows.find(({ measure }) => measure === wanted)?.amount ?? 0);
  return {
    told: told.rows[0] ?? { agreed: 0n, deposited: 0n, allocated: 0n },
    moved: { agreed: movedOf('agreed'), deposited: movedOf('deposit'), allocated: movedOf('allocation') },
  };
}
