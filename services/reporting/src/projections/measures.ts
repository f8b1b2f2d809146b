import type { AllocationEvent } from '@mdtf/contracts';
import type { ReadEntry } from '@mdtf/fund-log';
import type { Moment } from './moments.ts';
import { placeOf } from './moments.ts';
import type { Rows } from './tables.ts';

type LedgerLine = Extract<AllocationEvent, { type: 'LedgerLineRecorded' }>['data']['line'];

/**
 * What a movement counts towards. `promised` is all that donors pledged or agreed, an agreement in place of its pledge;
 * `certified` is the part of `expenditure` that is not provisional any more; `uncovered` is the part of costs that a
 * pot could not cover; `in-kind` and `in-kind-delivered` are for information and in no sum.
 */
export type Measure =
  | LedgerLine
  | 'promised'
  | 'agreed'
  | 'deposit'
  | 'uncovered'
  | 'allocation'
  | 'transfer'
  | 'refund'
  | 'expenditure'
  | 'certified'
  | 'in-kind'
  | 'in-kind-delivered';

/** One movement of an entry, before it is numbered. */
export interface Movement {
  readonly measure: Measure;
  readonly amount: bigint;
  readonly pot?: string;
  readonly party?: string;
  readonly activityId?: string;
}

/** Adds an entry's movements, numbered from 1; those of nothing are left out. */
export function addMovements(
  rows: Rows,
  entry: ReadEntry,
  moment: Moment,
  movements: readonly Movement[],
): void {
  let line = 0;
  for (const { measure, amount, pot = '', party = '', activityId = null } of movements) {
    line += 1;
    if (amount === 0n) continue;
    rows.money_movement.push({
      ...placeOf(entry),
      source: entry.service,
      line,
      measure,
      amount,
      pot,
      party,
      activity_id: activityId,
      ...moment,
    });
  }
}
