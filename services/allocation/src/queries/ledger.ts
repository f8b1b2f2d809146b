import { moneyOf } from '@mdtf/domain';
import { decodeState } from '@mdtf/fund-log';
import type pg from 'pg';
import type { Standing } from '../domain/headroom.ts';
import { type Pot, pot } from '../domain/pot.ts';
import { type FundTotals, fundTotals, NO_TOTALS } from '../domain/totals.ts';
import { type WindowTotals, windowTotals } from '../domain/window.ts';

const MAX_STANDING_ROWS = 10_000;

/** Up to `limit` accounts with their balances, in the order of their names. */
export async function listAccounts(
  pool: pg.Pool,
  of: { readonly fund: string; readonly currency: string; readonly after: string; readonly limit: number },
) {
  const { rows } = await pool.query<{ account: string; balance: string }>(
    'SELECT account, balance::text FROM account WHERE fund = $1 AND account > $2 ORDER BY account LIMIT $3',
    [of.fund, of.after, of.limit],
  );
  return rows.map(({ account, balance }) => ({ account, balance: moneyOf(BigInt(balance), of.currency) }));
}

/** Which postings: those after a line of an entry, of one account or all. */
export interface PostingsQuery {
  readonly fund: string;
  readonly currency: string;
  readonly account: string | undefined;
  readonly after: { readonly sequence: bigint; readonly line: number };
  readonly limit: number;
}

/** Up to `limit` postings in the order in which they were made, each with what both accounts held after it. */
export async function listPostings(pool: pg.Pool, query: PostingsQuery) {
  const { fund, currency, account, after, limit } = query;
  const { rows } = await pool.query<PostingRow>(
    `SELECT p.sequence::text, p.line, p.time, p.recorded_at, e.type, p.debit, p.credit,
            p.amount::text, p.debit_balance::text, p.credit_balance::text
       FROM posting p JOIN entry e ON e.fund = p.fund AND e.sequence = p.sequence
      WHERE p.fund = $1 AND (p.sequence, p.line) > ($2::bigint, $3::integer)
        AND ($4::text IS NULL OR p.debit = $4 OR p.credit = $4)
      ORDER BY p.sequence, p.line LIMIT $5`,
    [fund, String(after.sequence), after.line, account ?? null, limit],
  );
  return rows.map((row) => ({
    sequence: row.sequence,
    line: row.line,
    time: instantText(row.time),
    recordedAt: instantText(row.recorded_at),
    type: row.type,
    debit: row.debit,
    credit: row.credit,
    amount: moneyOf(BigInt(row.amount), currency),
    debitBalance: moneyOf(BigInt(row.debit_balance), currency),
    creditBalance: moneyOf(BigInt(row.credit_balance), currency),
  }));
}

interface PostingRow {
  readonly sequence: string;
  readonly line: number;
  readonly time: Date | string;
  readonly recorded_at: Date | string;
  readonly type: string;
  readonly debit: string;
  readonly credit: string;
  readonly amount: string;
  readonly debit_balance: string;
  readonly credit_balance: string;
}

const instantText = (time: Date | string): string => new Date(time).toISOString();

/** A fund's sums, pots, windows and pots' accounts, all as of one moment: one statement, one snapshot. */
export async function standingOf(pool: pg.Pool, fund: string): Promise<Standing> {
  const { rows } = await pool.query<{ kind: string; id: string; data: string }>(
    `SELECT kind, id, data::text AS data FROM state WHERE fund = $1 AND kind = ANY ($2::text[])
      UNION ALL
     SELECT 'account', account, balance::text FROM account
      WHERE fund = $1 AND (account LIKE 'pot/%/available' OR account LIKE 'uncovered/%')
      LIMIT $3`,
    [fund, [fundTotals.kind, pot.kind, windowTotals.kind], MAX_STANDING_ROWS],
  );
  const ofKind = (kind: string) => rows.filter((row) => row.kind === kind);
  const states = <S>(kind: string) =>
    new Map(ofKind(kind).map(({ id, data }): [string, S] => [id, decodeState(data) as S]));
  const [totals] = states<FundTotals>(fundTotals.kind).values();
  return {
    totals: totals ?? NO_TOTALS,
    pots: states<Pot>(pot.kind),
    windows: states<WindowTotals>(windowTotals.kind),
    balances: new Map(ofKind('account').map(({ id, data }) => [id, BigInt(data)])),
  };
}
