import type { Apply, ReadEntry } from '@mdtf/fund-log';
import { allocationProjector } from './allocation.ts';
import { certifiedBy } from './certification.ts';
import { committeeProjector } from './committee.ts';
import { proposalsProjector } from './proposals.ts';
import { reportingProjector } from './reporting.ts';
import { noRows, type Rows } from './tables.ts';
import { totalsOf } from './totals.ts';
import { insert, insertionsOf } from './write-rows.ts';

type AddRows = (data: unknown, entry: ReadEntry, rows: Rows) => void;

const PROJECTORS: { readonly [service: string]: { readonly [type: string]: AddRows } } = {
  committee: committeeProjector as { readonly [type: string]: AddRows },
  proposals: proposalsProjector as { readonly [type: string]: AddRows },
  allocation: allocationProjector as { readonly [type: string]: AddRows },
  reporting: reportingProjector as { readonly [type: string]: AddRows },
};

/** Writes entries of any of the four services into the read tables, in the transaction that moves their cursors. */
export const project: Apply = async (client, entries) => {
  const rows = noRows();
  for (const entry of entries) {
    PROJECTORS[entry.service]?.[entry.type]?.(entry.data, entry, rows);
    const { fund, service, recordedAt, sequence } = entry;
    rows.log_progress.push({ fund, source: service, recorded_at: recordedAt, sequence });
  }
  const { expenditure, ...others } = rows;
  // First, as what they certify is found among those reported before.
  await insert(client, insertionsOf({ expenditure }));
  const certified = await certifiedBy(client, expenditure);
  const movements = [...rows.money_movement, ...certified];
  await insert(client, [...insertionsOf({ ...others, money_movement: movements }), totalsOf(movements)]);
};
