import type pg from 'pg';
import type { ReadEntry } from './log-reader.ts';

/**
 * Writes entries of several funds, each fund's in order, into read tables, within the transaction that moves the
 * cursors. What it throws parks the fund after bounded tries.
 */
export type Apply = (client: pg.PoolClient, entries: readonly ReadEntry[]) => Promise<void>;
