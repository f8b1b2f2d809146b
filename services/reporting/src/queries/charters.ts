import { endOfLocalDay, type Instant, type LocalDate, type PublicPart } from '@mdtf/domain';
import type pg from 'pg';
import type { Charter } from '../reports/question.ts';

interface CharterRow {
  readonly fund: string;
  readonly title_en: string;
  readonly title_fr: string;
  readonly currency: string;
  readonly time_zone: string;
  readonly publishes: boolean;
  readonly unpublished: readonly PublicPart[] | null;
  readonly rules: Charter['rules'];
  readonly windows: Charter['windows'];
  readonly happened: Instant;
  readonly recorded_at: Instant;
}

const CHARTERS = `SELECT * FROM charter WHERE fund = $1 ORDER BY sequence`;

/** The versions of one fund's charter in the order of their adoption. */
export interface CharterHistory {
  /** The one in force as known at an instant; before the first, the first. */
  knownAt(instant: Instant): Charter;
  /** The same, as it was at the end of a day. */
  inForce(asOf: LocalDate, knownAt: Instant): Charter;
}

/** The charters of a fund; undefined where none is known. */
export async function chartersOf(pool: pg.Pool, fund: string): Promise<CharterHistory | undefined> {
  const { rows } = await pool.query<CharterRow>({ name: 'charters', text: CHARTERS, values: [fund] });
  const [first] = rows;
  if (first === undefined) return undefined;
  return {
    knownAt: (instant) => charterFrom(rows.findLast((row) => row.recorded_at <= instant) ?? first),
    inForce(asOf, knownAt) {
      const found = rows.findLast(
        (row) => row.recorded_at <= knownAt && row.happened < endOfLocalDay(asOf, row.time_zone),
      );
      return charterFrom(found ?? first);
    },
  };
}

/** A fund that publishes, with the charter in force and what it withholds. */
export interface OpenFund {
  readonly fund: string;
  readonly charter: Charter;
  readonly unpublished: readonly PublicPart[];
}

const OPEN_FUNDS = `
  SELECT * FROM (SELECT DISTINCT ON (fund) * FROM charter ORDER BY fund, sequence DESC) AS latest
  WHERE publishes AND NOT coalesce(unpublished, '{}') && $1::text[] ORDER BY fund`;

/** Every fund whose charter publishes these parts. */
export async function openFunds(pool: pg.Pool, parts: readonly PublicPart[]): Promise<readonly OpenFund[]> {
  const { rows } = await pool.query<CharterRow>({ name: 'open_funds', text: OPEN_FUNDS, values: [parts] });
  return rows.map((row) => ({
    fund: row.fund,
    charter: charterFrom(row),
    unpublished: row.unpublished ?? [],
  }));
}

function charterFrom({ title_en, title_fr, currency, time_zone, rules, windows }: CharterRow): Charter {
  return { title: { en: title_en, fr: title_fr }, currency, timeZone: time_zone, rules, windows };
}
