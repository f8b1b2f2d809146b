import { createHash, randomBytes } from 'node:crypto';
import type { Instant } from '@mdtf/domain';
import type pg from 'pg';

/** Secret calendar addresses: one for a person and fund, known here by the hash of its token alone. */
export interface Feeds {
  madeAt(fund: string, person: string): Promise<Instant | undefined>;
  /** Makes one in place of any before; the token is told here and nowhere else. */
  make(fund: string, person: string): Promise<{ readonly token: string; readonly madeAt: Instant }>;
  revoke(fund: string, person: string): Promise<void>;
  /** Whose a token is. */
  personOf(fund: string, token: string): Promise<string | undefined>;
}

const TOKEN_BYTES = 32;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Secret calendar addresses in the service's own table. */
export function createFeeds(pool: pg.Pool): Feeds {
  return {
    async madeAt(fund, person) {
      const text = 'SELECT made_at FROM deadline_feed WHERE fund = $1 AND person = $2';
      return (await pool.query<{ made_at: Instant }>(text, [fund, person])).rows[0]?.made_at;
    },
    async make(fund, person) {
      const token = randomBytes(TOKEN_BYTES).toString('base64url');
      const { rows } = await pool.query<{ made_at: Instant }>(
        `INSERT INTO deadline_feed (fund, person, token_hash) VALUES ($1, $2, $3)
         ON CONFLICT (fund, person) DO UPDATE SET token_hash = excluded.token_hash, made_at = excluded.made_at
         RETURNING made_at`,
        [fund, person, hashOf(token)],
      );
      return { token, madeAt: rows[0]?.made_at ?? '' };
    },
    async revoke(fund, person) {
      await pool.query('DELETE FROM deadline_feed WHERE fund = $1 AND person = $2', [fund, person]);
    },
    async personOf(fund, token) {
      const text = 'SELECT person FROM deadline_feed WHERE fund = $1 AND token_hash = $2';
      return (await pool.query<{ person: string }>(text, [fund, hashOf(token)])).rows[0]?.person;
    },
  };
}
