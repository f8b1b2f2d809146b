import type { Apply, ReadEntry } from '@mdtf/fund-log';
import { allocationProjector } from './allocation.ts';
import { certifiedBy } from './certification.ts';
import { committeeProjector } from './committee.ts';
import { committeeDeadlines } from './committee-deadlines.ts';
import { allocationDeadlines, reportingDeadlines } from './deadlines.ts';
import { lookAgain } from './look-again.ts';
import { proposalsProjector } from './proposals.ts';
import { proposalsDeadlines } from './proposals-deadlines.ts';
import { reportingProjector } from './reporting.ts';
import { noRows, type Rows } from './tables.ts';
import { totalsOf } from './totals.ts';
import { insert, insertionsOf } from './write-rows.ts';

type AddRows = (data: unknown, entry: ReadEntry, rows: Rows) => void;

interface ByType {
  readonly [type: string]: AddRows;
}

const REPORTS: { readonly [service: string]: ByType } = {
  committee: committeeProjector as ByType,
  proposals: proposalsProjector as ByType,
  allocation: allocationProjector as ByType,
  reporting: reportingProjector as ByType,
};

const DEADLINES: { readonly [service: string]: ByType } = {
  committee: committeeDeadlines as ByType,
  proposals: proposalsDeadlines as ByType,
  allocation: allocationDeadlines as ByType,
  reporting: reportingDeadlines as ByType,
};

/** What writes entries of any of the four services into the read tables. */
export const project: Apply = async (client, entries) => {
  const rows = noRows();
  for (const entry of entries) {
    REPORTS[entry.service]?.[entry.type]?.(entry.data, entry, rows);
    DEADLINES[entry.service]?.[entry.type]?.(entry.data, entry, rows);
    const { fund, service, recordedAt, sequence } = entry;
    rows.log_progress.push({ fund, source: service, recorded_at: recordedAt, sequence });
  }
  const { expenditure, ...others } = rows;
  // First, as what they certify is found among those reported before.
  for (const statement of insert(insertionsOf({ expenditure }))) await client.query(statement);
  const certified = await certifiedBy(client, expenditure);
  const movements = [...rows.money_movement, ...certified];
  return insert([
    ...insertionsOf({ ...others, money_movement: movements }),
    totalsOf(movements),
    lookAgain(others),
  ]);
};
