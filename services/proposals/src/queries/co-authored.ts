import type pg from 'pg';
import { OWNER } from './proposals.ts';

/** Proposals of one person and call that are looked at; two would tell that it competes. */
const MAX_CO_AUTHORED = 200;

const SELECT_UNDER_CALL = `
  SELECT c.proposal_id AS id FROM co_author c
  JOIN state p ON p.fund = c.fund AND p.kind = 'proposal' AND p.id = c.proposal_id
  WHERE c.fund = $1 AND c.person = $2 AND c.owner = ${OWNER} AND p.data ->> 'callId' = $3
  ORDER BY 1 LIMIT ${MAX_CO_AUTHORED}`;

/** The submitted proposals of a call that a person is named co-author of; who they are is in no log. */
export async function coAuthoredUnder(
  pool: pg.Pool,
  fund: string,
  person: string,
  callId: string | null | undefined,
): Promise<readonly string[]> {
  if (callId == null) return [];
  const { rows } = await pool.query<{ id: string }>(SELECT_UNDER_CALL, [fund, person, callId]);
  return rows.map(({ id }) => id);
}
