import type pg from 'pg';

/** A stream that a service has set aside for a person to look at. */
export interface ParkedStream {
  readonly subscriber: string;
  readonly source: string;
  readonly fund: string;
  /** The last entry that was handled. */
  readonly sequence: bigint;
  readonly reason: string;
  readonly parkedAt: string;
}

/** Streams told at once. */
export const MAX_PARKED_TOLD = 1_000;

/** The parked streams of a service, as its database has them, at most `MAX_PARKED_TOLD`. */
export async function parkedStreams(pool: pg.Pool): Promise<readonly ParkedStream[]> {
  const { rows } = await pool.query<ParkedStream>(
    `SELECT subscriber, source, fund, sequence, parked_reason AS reason, parked_at AS "parkedAt"
     FROM cursor WHERE parked_reason IS NOT NULL ORDER BY fund, source, subscriber LIMIT $1`,
    [MAX_PARKED_TOLD],
  );
  return rows;
}

/**
 * Lets the parked streams of a fund go on from where they stand, those of one source where one is named; answers how
 * many. Every process of the service sees it when it compares heads the next time.
 */
export async function resumeStreams(pool: pg.Pool, fund: string, source?: string): Promise<number> {
  const { rowCount } = await pool.query(
    `UPDATE cursor SET parked_reason = NULL, parked_at = NULL, attempts = 0
     WHERE fund = $1 AND ($2::text IS NULL OR source = $2) AND parked_reason IS NOT NULL`,
    [fund, source ?? null],
  );
  return rowCount ?? 0;
}
