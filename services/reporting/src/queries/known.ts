/** Had happened by the end of the day ($3 for rows of a day, $4 for rows of an instant). */
export const HAPPENED = '(happened <= CASE WHEN dated THEN $3::timestamptz ELSE $4::timestamptz END)';

/** Rows of some funds ($1) known at an instant ($2), whenever they happened. */
export const RECORDED = 'fund = ANY ($1::text[]) AND recorded_at <= $2';

/**
 * What every query on the read tables begins with: rows of some funds ($1) known at an instant ($2) that had happened
 * by the end of a day; see `When`.
 */
export const KNOWN = `${RECORDED} AND ${HAPPENED}`;

/**
 * All money known, whenever it happened, in as few rows as there are: the sums of whole days of recording, less what
 * was recorded later on the last of these days.
 */
export const KNOWN_MONEY = `(
  SELECT fund, measure, pot, dated, happened, amount FROM money_total
  WHERE fund = ANY ($1::text[]) AND recorded_day <= $2
  UNION ALL
  SELECT fund, measure, pot, dated, happened, -amount FROM money_movement
  WHERE fund = ANY ($1::text[]) AND recorded_at > $2
    AND recorded_at < date_trunc('day', $2::timestamptz) + interval '1 day'
) AS known_money`;
