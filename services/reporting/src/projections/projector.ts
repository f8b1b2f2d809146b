import type { ReadEntry } from '@mdtf/fund-log';
import type { Rows } from './tables.ts';

/** What rows each of a service's events adds; an event that is not listed adds none. */
export type Projector<E extends { readonly type: string; readonly data: unknown }> = {
  readonly [T in E['type']]?: (
    data: Extract<E, { readonly type: T }>['data'],
    entry: ReadEntry,
    rows: Rows,
  ) => void;
};
