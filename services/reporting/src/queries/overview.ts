import type { Instant, PublicPart } from '@mdtf/domain';
import type pg from 'pg';
import { type OpenFund, openFunds } from './charters.ts';

/** A fund's figures for a front page, in minor units. */
export interface FundFigures extends OpenFund {
  readonly agreed: bigint;
  readonly deposited: bigint;
  readonly allocated: bigint;
  readonly transferred: bigint;
  readonly spent: bigint;
  readonly activities: number;
  readonly decisions: number;
  readonly lastRecordedAt: Instant | null;
}

interface FigureRow {
  readonly fund: string;
  readonly measure: string;
  readonly amount: string;
}

const SUMS = `
  SELECT fund, measure, sum(amount)::text AS amount FROM money_total
  WHERE fund = ANY ($1::text[]) AND measure IN ('agreed', 'deposit', 'allocation', 'transfer', 'expenditure')
  GROUP BY 1, 2`;

const COUNTS = `
  SELECT fund.id AS fund,
         (SELECT count(DISTINCT activity_id) FROM allocation WHERE allocation.fund = fund.id)::integer AS activities,
         (SELECT count(*) FROM decision WHERE decision.fund = fund.id)::integer AS decisions,
         (SELECT max(last.recorded_at)
          FROM unnest(ARRAY['committee', 'proposals', 'allocation', 'reporting']) AS source,
               LATERAL (SELECT recorded_at FROM log_progress
                        WHERE log_progress.fund = fund.id AND log_progress.source = source.source
                        ORDER BY recorded_at DESC LIMIT 1) AS last) AS last_recorded_at
  FROM unnest($1::text[]) AS fund (id)`;

/** The figures of every fund that publishes these parts, as far as they are read. */
export async function overviewOf(
  pool: pg.Pool,
  parts: readonly PublicPart[],
): Promise<readonly FundFigures[]> {
  const funds = await openFunds(pool, parts);
  const values = [funds.map(({ fund }) => fund)];
  const [sums, counts] = await Promise.all([
    pool.query<FigureRow>({ name: 'overview_sums', text: SUMS, values }),
    pool.query<{ fund: string; activities: number; decisions: number; last_recorded_at: Instant | null }>({
      name: 'overview_counts',
      text: COUNTS,
      values,
    }),
  ]);
  const amounts = new Map(
    sums.rows.map(({ fund, measure, amount }) => [`${fund}/${measure}`, BigInt(amount)]),
  );
  const counted = new Map(counts.rows.map((row) => [row.fund, row]));
  return funds.map((known) => {
    const of = (measure: string): bigint => amounts.get(`${known.fund}/${measure}`) ?? 0n;
    return {
      ...known,
      agreed: of('agreed'),
      deposited: of('deposit'),
      allocated: of('allocation'),
      transferred: of('transfer'),
      spent: of('expenditure'),
      activities: counted.get(known.fund)?.activities ?? 0,
      decisions: counted.get(known.fund)?.decisions ?? 0,
      lastRecordedAt: counted.get(known.fund)?.last_recorded_at ?? null,
    };
  });
}
