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

/** For whom a co-author writes. */
export interface Written {
  readonly fund: string;
  readonly proposalId: string;
  /** Whoever leads the proposal, as drafts have it. */
  readonly owner: string;
}

/** Co-authors: rows of this service, in no log. */
export interface CoAuthors {
  list(of: Written): Promise<readonly CoAuthor[]>;
  /** Names a person, once; undefined when there are too many already. */
  name(of: Written, person: string, by: string): Promise<CoAuthor | undefined>;
  /** Takes a person's right back; undefined when there was none. */
  remove(of: Written, person: string): Promise<CoAuthor | undefined>;
}

const COLUMNS = `person, named_by AS "namedBy",
  to_char(named_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "namedAt"`;

const SELECT = `SELECT ${COLUMNS} FROM co_author WHERE fund = $1 AND proposal_id = $2 AND owner = $3 ORDER BY person`;
const DELETE = `
  DELETE FROM co_author WHERE fund = $1 AND proposal_id = $2 AND owner = $3 AND person = $4
  RETURNING ${COLUMNS}`;
const INSERT = `
  INSERT INTO co_author (fund, proposal_id, owner, person, named_by) VALUES ($1, $2, $3, $4, $5) RETURNING ${COLUMNS}`;
// Two who name at once would each see room for one more.
const ONE_AT_A_TIME = `SELECT pg_advisory_xact_lock(hashtext('co_author'), hashtext($1 || '/' || $2))`;

/** Co-authors in the service's own table. */
export function createCoAuthors(pool: pg.Pool): CoAuthors {
  return {
    list: async (of) => (await pool.query<CoAuthor>(SELECT, [...placeOf(of)])).rows,
    name: (of, person, by) =>
      withTransaction(pool, async (client) => {
        await client.query(ONE_AT_A_TIME, [of.fund, of.proposalId]);
        const { rows } = await client.query<CoAuthor>(SELECT, [...placeOf(of)]);
        const known = rows.find((one) => one.person === person);
        if (known !== undefined || rows.length >= MAX_CO_AUTHORS) return known;
        return (await client.query<CoAuthor>(INSERT, [...placeOf(of), person, by])).rows[0];
      }),
    remove: async (of, person) => (await pool.query<CoAuthor>(DELETE, [...placeOf(of), person])).rows[0],
  };
}

const placeOf = ({ fund, proposalId, owner }: Written): readonly string[] => [fund, proposalId, owner];
