import { decodeState } from '@mdtf/fund-log';
import type pg from 'pg';
import type { Proposal, Revision } from '../domain/proposal.ts';

/** A full proposal of a call with its newest revision. */
export interface ProposalOfCall {
  readonly proposalId: string;
  readonly state: Proposal;
  readonly newest: Revision;
}

const SELECT_OF_CALL = `
  SELECT p.id, p.data::text AS proposal, r.data::text AS newest
  FROM state p
  JOIN state r ON r.fund = p.fund AND r.kind = 'revision'
              AND r.id = p.id || '/' || lpad(p.data ->> 'revision', 6, '0')
  WHERE p.fund = $1 AND p.kind = 'proposal' AND p.data ->> 'callId' = $2 AND p.data ->> 'stage' = 'full'
  ORDER BY p.data ->> 'submittedAt', p.id LIMIT $3`;

/** Up to `limit` full proposals of a call in the order in which they were submitted, whatever became of them. */
export async function proposalsOfCall(
  pool: pg.Pool,
  { fund, callId, limit }: { readonly fund: string; readonly callId: string; readonly limit: number },
): Promise<readonly ProposalOfCall[]> {
  const { rows } = await pool.query<{ id: string; proposal: string; newest: string }>(SELECT_OF_CALL, [
    fund,
    callId,
    limit,
  ]);
  return rows.map(({ id, proposal, newest }) => ({
    proposalId: id,
    state: decodeState(proposal) as Proposal,
    newest: decodeState(newest) as Revision,
  }));
}
