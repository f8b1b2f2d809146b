import { connectTo } from '@mdtf/cli';
import { type REPORT_NAMES, reportingRoutes } from '@mdtf/contracts';
import { compareContributions } from './compare-contributions.ts';
import { compareProjects } from './compare-projects.ts';
import { compareRounds } from './compare-rounds.ts';
import { compareAfghanistanFund, comparePeacebuildingFund } from './compare-statements.ts';
import type { Comparison, ReportRow } from './comparison.ts';
import { publishedRows, publishedStatements } from './published.ts';

const DEFAULT_URL = 'http://127.0.0.1:8080';

type Ask = (
  fundId: string,
  name: (typeof REPORT_NAMES)[number],
  query?: object,
) => Promise<readonly ReportRow[]>;

/** Asks a running system, into which the published records were imported, for its reports. */
function asking(url: string): Ask {
  const { client, tokenOf } = connectTo(url);
  return async (fundId, name, query = {}) => {
    const token = await tokenOf('auditor');
    const answer = await client.call(reportingRoutes.getReport, { params: { fundId, name }, query, token });
    if (!answer.ok) throw new Error(`${name} of ${fundId}: ${answer.status} ${answer.body.detail ?? ''}`);
    const broken = answer.body.checks.filter(({ holds }) => !holds);
    if (broken.length > 0)
      throw new Error(`${name} of ${fundId} does not prove its sums: ${broken[0]?.check}`);
    return answer.body.rows;
  };
}

async function rowsByFund(funds: readonly string[], ask: (fund: string) => Promise<readonly ReportRow[]>) {
  const reports = new Map<string, readonly ReportRow[]>();
  for (const fund of new Set(funds)) reports.set(fund, await ask(fund));
  return reports;
}

/** Compares every published figure with the reports of the system at `url`. */
export async function compareAll(url: string): Promise<readonly Comparison[]> {
  const ask = asking(url);
  const rounds = publishedRows('ocha-cbpf-allocation-rounds-2018-2020.csv');
  const gifts = publishedRows('ocha-cbpf-contributions-2026.csv');
  const projects = ['2018', '2019', '2020'].flatMap((year) =>
    publishedRows(`ocha-cbpf-projects-${year}.csv`),
  );
  const fundsOfProjects = projects.map(({ PFId }) => `cbpf-${PFId}`);
  const [pbf, artf] = publishedStatements();
  const fundsOf = (rows: typeof rounds) => rows.map(({ PooledFundId }) => `cbpf-${PooledFundId}`);
  return [
    compareRounds(rounds, await rowsByFund(fundsOf(rounds), (fund) => ask(fund, 'allocation-rounds'))),
    compareProjects(projects, await rowsByFund(fundsOfProjects, (fund) => ask(fund, 'activities'))),
    compareContributions(
      gifts,
      await rowsByFund(fundsOf(gifts), (fund) => ask(fund, 'contributions', { year: 2026 })),
    ),
    comparePeacebuildingFund(pbf ?? {}, await ask('pbf', 'funding-status')),
    compareAfghanistanFund(artf ?? {}, await ask('artf', 'contributions')),
  ];
}

/** A line for each comparison, and each difference. */
export function told(comparisons: readonly Comparison[]): string {
  return comparisons
    .flatMap(({ what, equal, different, notes = [] }) => [
      `${what}: ${equal} equal, ${different.length} different${notes.length > 0 ? ` (${notes.join('; ')})` : ''}`,
      ...different.map(
        ({ where, published, reported, explained }) =>
          `  ${where}: published ${published}; reported ${reported}${explained === undefined ? '' : ` (${explained})`}`,
      ),
    ])
    .join('\n');
}

if (import.meta.main) {
  const comparisons = await compareAll(process.argv[2] ?? DEFAULT_URL);
  process.stdout.write(`${told(comparisons)}\n`);
  const unexplained = comparisons.flatMap(({ different }) =>
    different.filter(({ explained }) => explained === undefined),
  );
  process.exitCode = unexplained.length === 0 ? 0 : 1;
}
