import type pg from 'pg';
import type { ReviewContent } from '../domain/reviews/complete.ts';

/** A review being written. */
export interface ReviewDraft {
  readonly content: ReviewContent;
  readonly version: bigint;
}

/** Names one review. */
export interface NamedReview {
  readonly fund: string;
  readonly proposalId: string;
  readonly reviewId: string;
}

const SELECT = `
  SELECT content, version FROM review_draft WHERE fund = $1 AND proposal_id = $2 AND review_id = $3`;

const INSERT = `
  INSERT INTO review_draft (fund, proposal_id, review_id, content) VALUES ($1, $2, $3, $4)
  ON CONFLICT DO NOTHING`;

const UPDATE = `
  UPDATE review_draft SET content = $4, version = version + 1, updated_at = clock_timestamp()
  WHERE fund = $1 AND proposal_id = $2 AND review_id = $3 AND version = $5`;

const DELETE = `
  DELETE FROM review_draft WHERE fund = $1 AND proposal_id = $2 AND review_id = $3 AND version <= $4`;

/** Reviews being written: rows of this service, in no log. */
export function createReviewDrafts(pool: pg.Pool) {
  const key = ({ fund, proposalId, reviewId }: NamedReview) => [fund, proposalId, reviewId];
  return {
    async find(named: NamedReview): Promise<ReviewDraft | undefined> {
      return (await pool.query<ReviewDraft>(SELECT, key(named))).rows[0];
    },
    /** Replaces the text that has this version; false when it has another by now. 0: there is none yet. */
    async replace(named: NamedReview, content: ReviewContent, version: bigint): Promise<boolean> {
      const values = [...key(named), JSON.stringify(content)];
      const { rowCount } =
        version === 0n ? await pool.query(INSERT, values) : await pool.query(UPDATE, [...values, version]);
      return rowCount === 1;
    },
    /** Removes what was completed, unless it was edited since. */
    async remove(named: NamedReview, version: bigint): Promise<void> {
      await pool.query(DELETE, [...key(named), version]);
    },
  };
}
