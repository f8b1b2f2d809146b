import type pg from 'pg';
import { chartersOf } from '../src/queries/charters.ts';
import { reportBody } from '../src/queries/named-report.ts';
import type { Question } from '../src/reports/question.ts';
import type { ReportBody, ReportName, ReportRow } from '../src/reports/report.ts';

const EVERYTHING_KNOWN = '2199-12-31T00:00:00.000Z';

/** A named report of a fund as of a day, with all that is known where nothing else is said. */
export async function ask(
  pool: pg.Pool,
  name: ReportName,
  asked: Partial<Omit<Question, 'charter'>> & { readonly asOf: string },
): Promise<ReportBody> {
  const { fund = 'imdp', knownAt = EVERYTHING_KNOWN, asOf } = asked;
  const charters = await chartersOf(pool, fund);
  if (charters === undefined) throw new Error(`no charter of ${fund}`);
  return reportBody(pool, name, { fund, knownAt, charter: charters.inForce(asOf, knownAt), ...asked });
}

/** The amounts of a funding status by line. */
export const amounts = ({ rows }: ReportBody): Record<string, unknown> =>
  Object.fromEntries(rows.map(({ line, amount }) => [line, amount]));

/** The percentages of a funding status by line, where there are some. */
export const percentages = ({ rows }: ReportBody): Record<string, unknown> =>
  Object.fromEntries(
    rows.filter(({ percent }) => percent !== null).map(({ line, percent }) => [line, percent]),
  );

/** One column by another. */
export const columnBy = (rows: readonly ReportRow[], key: string, column: string): Record<string, unknown> =>
  Object.fromEntries(rows.map((row) => [row[key], row[column]]));

/** The checks that do not hold. */
export const broken = ({ checks }: ReportBody): readonly string[] =>
  checks.filter(({ holds }) => !holds).map(({ check }) => check);
