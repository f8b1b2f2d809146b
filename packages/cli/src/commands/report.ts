import { type AnswerOf, REPORT_NAMES, reportingRoutes } from '@mdtf/contracts';
import { type CommandLine, readArguments, UsageError } from '../command-line.ts';
import { connectTo, DEFAULT_URL, reasonOf, Unreachable } from '../connection.ts';
import { textTable } from '../text-table.ts';

const usage =
  'mdtf report NAME --fund FUND [--as-of DATE] [--known-at INSTANT] [--year YEAR] [--window WINDOW] [--format table|csv|json] [--as PERSONA] [--url URL]';

const options = {
  url: { type: 'string', default: DEFAULT_URL },
  fund: { type: 'string' },
  'as-of': { type: 'string' },
  'known-at': { type: 'string' },
  year: { type: 'string' },
  window: { type: 'string' },
  format: { type: 'string', default: 'table' },
  as: { type: 'string', default: 'auditor' },
} as const;

type Report = AnswerOf<typeof reportingRoutes.getReport>;
type ReportName = (typeof REPORT_NAMES)[number];

/** Prints a named report of a fund as a table, CSV or JSON; 1 where the system refuses it or its own proof fails. */
export const reportCommand: CommandLine = {
  summary: 'print a report of a fund',
  usage,
  async run(args) {
    const { values, positionals } = readArguments(args, options, usage);
    const name = REPORT_NAMES.find((known) => known === positionals[0]);
    if (name === undefined || values.fund === undefined)
      throw new UsageError(`Usage: ${usage}. Reports: ${REPORT_NAMES.join(', ')}.`);
    if (!['table', 'csv', 'json'].includes(values.format))
      throw new UsageError(`--format takes table, csv or json, not ${values.format}.`);
    const { client, tokenOf, url } = connectTo(values.url);
    const query = {
      asOf: values['as-of'],
      knownAt: values['known-at'],
      year: values.year,
      windowId: values.window,
    };
    const asked = {
      params: { fundId: values.fund, name: name satisfies ReportName },
      query: Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)),
      token: await tokenOf(values.as),
    };
    const unanswered = (error: unknown): never => {
      throw new Unreachable(`${url} does not answer (${reasonOf(error)}).`);
    };
    if (values.format === 'csv') {
      const response = await client
        .send(reportingRoutes.getReport, { ...asked, accept: 'text/csv' })
        .catch(unanswered);
      return print(await response.text(), response.ok);
    }
    const answer = await client.call(reportingRoutes.getReport, asked).catch(unanswered);
    if (!answer.ok) return print(answer.body.detail ?? answer.body.title, false);
    const proven = answer.body.checks.every(({ holds }) => holds);
    return print(
      values.format === 'json' ? JSON.stringify(answer.body, undefined, 2) : tableOf(answer.body),
      proven,
    );
  },
};

function print(text: string, isGood: boolean): number {
  (isGood ? process.stdout : process.stderr).write(`${text.trimEnd()}\n`);
  return isGood ? 0 : 1;
}

const NUMERIC: ReadonlySet<string> = new Set(['money', 'count', 'percent']);

/** A report as a person reads it in a terminal: title, dates, rows, totals, and checks that fail. */
export function tableOf({
  title,
  fundId,
  currency,
  asOf,
  knownAt,
  columns,
  rows,
  totals,
  checks,
}: Report): string {
  const cells = (row: Report['rows'][number]): readonly string[] =>
    columns.map(({ name }) => String(row[name] ?? ''));
  const right = new Set(columns.flatMap(({ kind }, at) => (NUMERIC.has(kind) ? [at] : [])));
  const header = columns.map(({ name }) => name);
  const broken = checks.filter(({ holds }) => !holds).map(({ check }) => `Does not hold: ${check}`);
  const hasTotals = Object.keys(totals).length > 0;
  return [
    `${title.en}: ${fundId}, ${currency}, as of ${asOf}, as known at ${knownAt}`,
    '',
    textTable(header, [...rows.map(cells), ...(hasTotals ? [cells(totals)] : [])], right),
    ...(hasTotals ? ['The last line is the total.'] : []),
    ...broken,
  ].join('\n');
}
