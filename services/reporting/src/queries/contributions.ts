import { localDate } from '@mdtf/domain';
import type pg from 'pg';
import type { ContributionYear } from '../reports/contributions.ts';
import { type Question, type When, whenOf } from '../reports/question.ts';
import { HAPPENED, KNOWN, RECORDED } from './known.ts';
import { overdueByContribution } from './money.ts';

interface Terms {
  readonly fund: string;
  readonly contribution_id: string;
  readonly donor: string;
  readonly donor_name: string;
  readonly stage: 'pledged' | 'agreed';
  readonly internal: boolean;
  readonly earmark: string;
  readonly year: number | null;
  readonly dated: boolean;
  readonly happened: string;
  /** False: nothing was promised by that day, and yet money may have come. */
  readonly begun: boolean;
}

interface Sums {
  readonly fund: string;
  readonly party: string;
  readonly measure: string;
  readonly year: number;
  readonly amount: string;
}

// The latest terms of that day, or where there were none yet the first ones known.
const TERMS = `
  SELECT DISTINCT ON (fund, contribution_id)
         fund, contribution_id, donor, donor_name, stage, internal, earmark, year, dated, happened,
         ${HAPPENED} AS begun
  FROM contribution WHERE ${RECORDED}
  ORDER BY fund, contribution_id, ${HAPPENED} DESC, CASE WHEN ${HAPPENED} THEN -sequence ELSE sequence END`;

// Deposits and their fees are dated, so their year needs no time zone; promises count in the year of their terms.
const SUMS = `
  SELECT fund, party, measure, extract(year FROM happened)::integer AS year, sum(amount)::text AS amount
  FROM money_movement
  WHERE ${KNOWN} AND measure IN ('promised', 'agreed', 'deposit', 'administration-fee') AND party <> ''
  GROUP BY 1, 2, 3, 4`;

/** What each contribution of a fund came to in each year, in the order of years and donors. */
export async function contributionYears(
  pool: pg.Pool,
  question: Question,
): Promise<readonly ContributionYear[]> {
  const { fund, charter } = question;
  const [years, overdue] = await Promise.all([
    contributionYearsOf(pool, whenOf(question), new Map([[fund, charter.timeZone]])),
    overdueByContribution(pool, question),
  ]);
  return years.map((year) => ({
    ...year,
    overdue: year.isYearOfTerms ? (overdue.get(year.contributionId) ?? 0n) : 0n,
  }));
}

/** A year of a contribution, and whether it is the year of its terms. */
type YearOf = Omit<ContributionYear, 'overdue'> & { readonly fund: string; readonly isYearOfTerms: boolean };

/** The same for several funds, each with its time zone, in the order of funds; what is overdue is left out. */
export async function contributionYearsOf(
  pool: pg.Pool,
  when: When,
  timeZones: ReadonlyMap<string, string>,
): Promise<readonly YearOf[]> {
  const [terms, sums] = await Promise.all([
    pool.query<Terms>({ name: 'contribution_terms', text: TERMS, values: [...when] }),
    pool.query<Sums>({ name: 'contribution_sums', text: SUMS, values: [...when] }),
  ]);
  const sumsOf = Map.groupBy(sums.rows, ({ fund, party }) => `${fund}/${party}`);
  return terms.rows
    .flatMap((contribution) => {
      const { fund, contribution_id } = contribution;
      const itsSums = sumsOf.get(`${fund}/${contribution_id}`) ?? [];
      return yearsOf(contribution, itsSums, timeZones.get(fund) ?? 'UTC');
    })
    .sort(inOrder);
}

function yearsOf(terms: Terms, sums: readonly Sums[], timeZone: string): YearOf[] {
  const day = terms.dated ? terms.happened.slice(0, 10) : localDate(terms.happened, timeZone);
  const yearOfTerms = terms.year ?? Number(day.slice(0, 4));
  const yearOfSum = ({ measure, year }: Sums): number =>
    terms.year ?? (measure === 'promised' || measure === 'agreed' ? yearOfTerms : year);
  const years = new Set([...(terms.begun ? [yearOfTerms] : []), ...sums.map(yearOfSum)]);
  return [...years].map((year) => {
    const ofYear = sums.filter((part) => yearOfSum(part) === year);
    const of = (wanted: string): bigint =>
      ofYear.reduce((sum, { measure, amount }) => (measure === wanted ? sum + BigInt(amount) : sum), 0n);
    return {
      fund: terms.fund,
      contributionId: terms.contribution_id,
      donor: terms.donor,
      donorName: terms.donor_name,
      year,
      isYearOfTerms: year === yearOfTerms,
      stage: terms.stage,
      internal: terms.internal,
      earmark: terms.earmark,
      promised: of('promised'),
      agreed: of('agreed'),
      deposited: of('deposit'),
      fee: of('administration-fee'),
    };
  });
}

function inOrder(a: YearOf, b: YearOf): number {
  const [left, right] = [a, b].map(
    ({ fund, year, donorName, contributionId }) =>
      `${fund}\u0000${year}\u0000${donorName}\u0000${contributionId}`,
  ) as [string, string];
  return left < right ? -1 : left > right ? 1 : 0;
}
