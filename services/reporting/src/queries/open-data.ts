import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { PublicPart } from '@mdtf/domain';
import { csvCell } from '@mdtf/runtime';
import type pg from 'pg';
import {
  type DatasetName,
  type FundOfRow,
  OPEN_COLUMNS,
  openContributions,
  openProject,
  openRound,
} from '../reports/open-data.ts';
import { everythingOf } from '../reports/question.ts';
import type { ReportRow } from '../reports/report.ts';
import { activitiesOf } from './activities.ts';
import { openFunds } from './charters.ts';
import { contributionYearsOf } from './contributions.ts';
import { roundsOf } from './rounds.ts';

/** Funds whose rows are made by one query. */
const FUNDS_AT_A_TIME = 50;

/** Prepared rows kept in memory; funds that were not asked for longest go first. */
const MAX_PREPARED_ROWS = 200_000;

/** Only one fund, only one year. */
export interface OpenDataFilter {
  readonly fund?: string | undefined;
  readonly year?: number | undefined;
}

/** A data set ready to be sent: its tag changes whenever something is recorded in one of its funds. */
export interface OpenDataset {
  readonly tag: string;
  /** The whole as it is sent, in pieces of about a fund each. */
  open(format: 'json' | 'csv'): Promise<Readable>;
}

/** Data across all funds that publish what a data set tells. */
export interface OpenData {
  dataset(name: DatasetName, tells: readonly PublicPart[], filter: OpenDataFilter): Promise<OpenDataset>;
}

interface PreparedRow {
  readonly year: number | null;
  readonly json: string;
  readonly csv: string;
}

interface PreparedFund {
  readonly tag: string;
  readonly rows: readonly PreparedRow[];
}

const CURSORS = `
  SELECT fund, string_agg(source || ':' || sequence, ' ' ORDER BY source) AS read FROM cursor
  WHERE subscriber = 'tables' GROUP BY fund`;

/**
 * Keeps each fund's rows as they are sent, and makes them anew when something was recorded in that fund: so what is
 * asked for again costs neither queries nor formatting.
 */
export function createOpenData(pool: pg.Pool, platform: () => Promise<string>): OpenData {
  const prepared = new Map<string, PreparedFund>();

  async function tags(): Promise<ReadonlyMap<string, string>> {
    const [{ rows }, names] = await Promise.all([
      pool.query<{ fund: string; read: string }>({ name: 'open_data_cursors', text: CURSORS }),
      platform(),
    ]);
    return new Map(rows.map(({ fund, read }) => [fund, `${read} platform:${names}`]));
  }

  async function prepare(name: DatasetName, funds: readonly (FundOfRow & { tag: string })[]): Promise<void> {
    const stale = funds.filter(({ fund, tag }) => prepared.get(`${name}/${fund}`)?.tag !== tag);
    for (let at = 0; at < stale.length; at += FUNDS_AT_A_TIME) {
      const some = stale.slice(at, at + FUNDS_AT_A_TIME);
      const rows = Map.groupBy(await LOADERS[name](pool, some), ({ fundId }) => fundId);
      for (const { fund, tag } of some) {
        prepared.delete(`${name}/${fund}`);
        prepared.set(`${name}/${fund}`, {
          tag,
          rows: (rows.get(fund) ?? []).map((row) => prepareRow(name, row)),
        });
      }
    }
    forgetBeyond(prepared, new Set(funds.map(({ fund }) => `${name}/${fund}`)));
  }

  return {
    async dataset(name, tells, { fund, year }) {
      const [known, open] = await Promise.all([tags(), openFunds(pool, tells)]);
      const funds = open
        .filter((one) => fund === undefined || one.fund === fund)
        .map((one) => ({ ...one, tag: `${known.get(one.fund) ?? ''} ${one.charter.title.en}` }));
      const parts = [name, fund, year, funds.map((one) => [one.fund, one.tag])];
      return {
        tag: createHash('sha256').update(JSON.stringify(parts)).digest('base64url'),
        async open(format) {
          await prepare(name, funds);
          const rows = funds.map((one) =>
            (prepared.get(`${name}/${one.fund}`)?.rows ?? []).filter(
              (row) => year === undefined || row.year === year,
            ),
          );
          return Readable.from(format === 'json' ? jsonPieces(rows) : csvPieces(name, rows));
        },
      };
    },
  };
}

type Load = (pool: pg.Pool, funds: readonly FundOfRow[]) => Promise<readonly ReportRow[]>;

const LOADERS: { readonly [D in DatasetName]: Load } = {
  async projects(pool, funds) {
    const byId = new Map(funds.map((of) => [of.fund, of]));
    const found = await activitiesOf(pool, everythingOf([...byId.keys()]));
    return found.flatMap((activity) => {
      const of = byId.get(activity.fund);
      return of === undefined ? [] : [openProject(of, activity)];
    });
  },
  async contributions(pool, funds) {
    const zones = new Map(funds.map(({ fund, charter }) => [fund, charter.timeZone]));
    const found = await contributionYearsOf(pool, everythingOf([...zones.keys()]), zones);
    const years = Map.groupBy(found, ({ fund }) => fund);
    return funds.flatMap((of) => openContributions(of, years.get(of.fund) ?? []));
  },
  async 'allocation-rounds'(pool, funds) {
    const rounds = Map.groupBy(
      await roundsOf(pool, everythingOf(funds.map(({ fund }) => fund))),
      ({ fund }) => fund,
    );
    return funds.flatMap((of) => (rounds.get(of.fund) ?? []).map((round) => openRound(of, round)));
  },
};

function prepareRow(name: DatasetName, row: ReportRow): PreparedRow {
  return {
    year: typeof row.year === 'number' ? row.year : null,
    json: JSON.stringify(row),
    csv: `${OPEN_COLUMNS[name].map((column) => csvCell(row[column.name], column.kind)).join(',')}\r\n`,
  };
}

function jsonPieces(funds: readonly (readonly PreparedRow[])[]): readonly string[] {
  const pieces = funds
    .filter((rows) => rows.length > 0)
    .map((rows) => rows.map(({ json }) => json).join(','));
  return ['{"items":[', ...pieces.map((piece, at) => (at === 0 ? piece : `,${piece}`)), ']}'];
}

function csvPieces(name: DatasetName, funds: readonly (readonly PreparedRow[])[]): readonly string[] {
  const header = `${OPEN_COLUMNS[name].map((column) => column.name).join(',')}\r\n`;
  return [header, ...funds.map((rows) => rows.map(({ csv }) => csv).join(''))];
}

/** Forgets what was prepared longest ago, but not what is being sent. */
function forgetBeyond(prepared: Map<string, PreparedFund>, kept: ReadonlySet<string>): void {
  let rows = 0;
  for (const fund of prepared.values()) rows += fund.rows.length;
  for (const [key, fund] of prepared) {
    if (rows <= MAX_PREPARED_ROWS) return;
    if (kept.has(key)) continue;
    prepared.delete(key);
    rows -= fund.rows.length;
  }
}
