import { withTransaction } from '@mdtf/postgres';
import type pg from 'pg';

/** Co-authors that one proposal has at most. */
export const MAX_CO_AUTHORS = 20;

/** A person who may read and edit a proposal's drafts though of another organisation than its lead. */
export interface CoAuthor {
  readonly person: string;
  readonly namedBy: string;
  readonly namedAt: string;
}

/** Co-authors: rows of this service, in no log. */
export interface CoAuthors {
  list(fund: string, proposalId: string): Promise<readonly CoAuthor[]>;
  /** Names a person, once; undefined when there are too many already. */
  name(fund: string, proposalId: string, person: string, by: string): Promise<CoAuthor | undefined>;
  /** Takes a person's right back; undefined when there was none. */
  remove(fund: string, proposalId: string, person: string): Promise<CoAuthor | undefined>;
}

const COLUMNS = `person, named_by AS "namedBy",
  to_char(named_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "namedAt"`;

const SELECT = `SELECT ${COLUMNS} FROM co_author WHERE fund = $1 AND proposal_id = $2 ORDER BY person`;
const DELETE = `
  DELETE FROM co_author WHERE fund = $1 AND proposal_id = $2 AND person = $3 RETURNING ${COLUMNS}`;
const INSERT = `
  INSERT INTO co_author (fund, proposal_id, person, named_by) VALUES ($1, $2, $3, $4) RETURNING ${COLUMNS}`;
// Two who name at once would each see room for one more.
const ONE_AT_A_TIME = `SELECT pg_advisory_xact_lock(hashtext('co_author'), hashtext($1 || '/' || $2))`;

/** Co-authors in the service's own table. */
export function createCoAuthors(pool: pg.Pool): CoAuthors {
  return {
    list: async (fund, proposalId) => (await pool.query<CoAuthor>(SELECT, [fund, proposalId])).rows,
    name: (fund, proposalId, person, by) =>
      withTransaction(pool, async (client) => {
        await client.query(ONE_AT_A_TIME, [fund, proposalId]);
        const { rows } = await client.query<CoAuthor>(SELECT, [fund, proposalId]);
        const known = rows.find((one) => one.person === person);
        if (known !== undefined || rows.length >= MAX_CO_AUTHORS) return known;
        return (await client.query<CoAuthor>(INSERT, [fund, proposalId, person, by])).rows[0];
      }),
    remove: async (fund, proposalId, person) =>
      (await pool.query<CoAuthor>(DELETE, [fund, proposalId, person])).rows[0],
  };
}
