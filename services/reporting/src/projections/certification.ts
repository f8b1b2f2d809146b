import type pg from 'pg';
import type { Row } from './tables.ts';

type Expenditure = Row<'expenditure'>;
type Movement = Row<'money_movement'>;

interface Reported {
  readonly fund: string;
  readonly sequence: bigint;
  readonly activity_id: string;
  readonly root: string;
  readonly amount: bigint;
  readonly provisional: boolean;
  readonly happened: string;
}

// The entry's own movements are lines 1 and 2.
const FIRST_LINE = 3;

/**
 * Movements of what became certified: a report that is not provisional and names another certifies it, and with it all
 * provisional corrections of that one recorded before and not certified yet. The reports are in their table already.
 */
export async function certifiedBy(
  client: pg.PoolClient,
  added: readonly Expenditure[],
): Promise<readonly Movement[]> {
  const certifiers = added.filter(({ provisional, corrects }) => provisional === false && corrects !== null);
  if (certifiers.length === 0) return [];
  const { rows } = await client.query<Reported>(
    `SELECT fund, sequence, activity_id, coalesce(corrects, report_id) AS root, amount, provisional, happened
     FROM expenditure
     WHERE (fund, activity_id, coalesce(corrects, report_id)) IN
           (SELECT * FROM unnest($1::text[], $2::text[], $3::text[]))
     ORDER BY fund, sequence`,
    [
      certifiers.map(({ fund }) => fund),
      certifiers.map((c) => c.activity_id),
      certifiers.map((c) => c.corrects),
    ],
  );
  return certifiers.flatMap((certifier) => movementsOf(certifier, rows));
}

function movementsOf(certifier: Expenditure, reported: readonly Reported[]): readonly Movement[] {
  const { fund, sequence, activity_id, corrects, happened = '', recorded_at } = certifier;
  const before = reported.filter(
    (report) =>
      report.fund === fund &&
      report.activity_id === activity_id &&
      report.root === corrects &&
      report.sequence < (sequence ?? 0n),
  );
  const since = before.findLast(({ provisional }) => !provisional)?.sequence ?? 0n;
  return before
    .filter((report) => report.provisional && report.sequence > since && report.amount !== 0n)
    .map((report, at) => ({
      fund,
      source: 'reporting',
      sequence,
      line: FIRST_LINE + at,
      measure: 'certified',
      amount: report.amount,
      pot: '',
      party: '',
      activity_id,
      dated: true,
      happened: report.happened > (happened ?? '') ? report.happened : happened,
      recorded_at,
    }));
}
