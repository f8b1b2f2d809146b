import { decodeState } from '@mdtf/fund-log';
import { accessOf } from '@mdtf/rules';
import type pg from 'pg';
import type { Reviewer } from '../domain/reviews/reviewer.ts';
import type { Viewer } from './viewer.ts';

const SELECT_REVIEWER =
  "SELECT data::text AS data FROM state WHERE fund = $1 AND kind = 'reviewer' AND id = $2";

/** The proposals that a viewer's reviews open to it, and those that they close. */
export async function reviewedBy(
  pool: pg.Pool,
  fund: string,
  { person, mayBeClosed }: Viewer,
): Promise<{ readonly open: readonly string[]; readonly closed: readonly string[] }> {
  const { rows } = await pool.query<{ data: string }>(SELECT_REVIEWER, [fund, person]);
  const held = rows[0] === undefined ? {} : (decodeState(rows[0].data) as Reviewer).proposals;
  const those = (access: 'open' | 'closed') =>
    Object.entries(held)
      .filter(([, status]) => accessOf(status) === access)
      .map(([proposalId]) => proposalId);
  return { open: those('open'), closed: mayBeClosed ? those('closed') : [] };
}
