/**
 * What every query on the read tables begins with: rows of some funds ($1) known at an instant ($2) that had happened by the
 * end of a day ($3 for rows of a day, $4 for rows of an instant); see `When`.
 */
export const KNOWN = `fund = ANY ($1::text[]) AND recorded_at <= $2 AND ${happenedBy()}`;

/** Had happened by the end of the day. */
export function happenedBy(): string {
  return 'happened <= CASE WHEN dated THEN $3::timestamptz ELSE $4::timestamptz END';
}

/**
 * All money known, as few rows as there are: the sums of whole hours of recording, less what was recorded later within
 * the last of these hours.
 */
export const KNOWN_MONEY = `(
  SELECT fund, measure, pot, party, dated, happened, amount FROM money_total
  WHERE fund = ANY ($1::text[]) AND recorded_hour <= $2 AND ${happenedBy()}
  UNION ALL
  SELECT fund, measure, pot, party, dated, happened, -amount FROM money_movement
  WHERE fund = ANY ($1::text[]) AND recorded_at > $2 AND recorded_at < date_trunc('hour', $2::timestamptz) + interval '1 hour'
    AND ${happenedBy()}
) AS known_money`;
