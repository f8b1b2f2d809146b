import { decodeState } from '@mdtf/fund-log';
import { decodeCursor, isRefusal, type ListPage, pageOf, type Refusal } from '@mdtf/runtime';
import type pg from 'pg';
import type { Conversions } from '../domain/hub/conversion.ts';
import type { Proposal, Revision } from '../domain/proposal.ts';
import type { Paging } from './states.ts';

/** Where a demand stands: nothing proposed for it, proposed, agreed, given; or not asked any more. */
export type DemandStatus = 'unmet' | 'proposed' | 'agreed' | 'met' | 'closed';

/** A government's request with where its demand stands and the projects that it became. */
export interface FoundRequest {
  readonly requestId: string;
  readonly state: Proposal;
  readonly newest: Revision;
  readonly projects: readonly string[];
  readonly demand: DemandStatus;
}

// Money alone meets a demand that names nothing in kind.
const SELECT_REQUESTS = `
  SELECT * FROM (
    SELECT p.id, p.data::text AS proposal, r.data::text AS newest, c.data::text AS conversions,
      CASE
        WHEN p.data ->> 'status' IN ('withdrawn', 'rejected') THEN 'closed'
        WHEN d.data @> '{"matches": [{"status": "given"}]}' THEN 'met'
        WHEN d.data @> '{"matches": [{"status": "agreed"}]}' THEN 'agreed'
        WHEN p.data ->> 'status' = 'funded'
          AND coalesce(jsonb_array_length(r.data #> '{content,assistance,inKind}'), 0) = 0 THEN 'met'
        WHEN d.data @> '{"matches": [{"status": "proposed"}]}' THEN 'proposed'
        ELSE 'unmet'
      END AS demand
    FROM state p
    JOIN state r ON r.fund = p.fund AND r.kind = 'revision' AND r.id = p.id || '/' || lpad(p.data ->> 'revision', 6, '0')
    LEFT JOIN state d ON d.fund = p.fund AND d.kind = 'demand' AND d.id = p.id
    LEFT JOIN state c ON c.fund = p.fund AND c.kind = 'conversions' AND c.id = p.id
    WHERE p.fund = $1 AND p.kind = 'proposal' AND p.data ->> 'kind' = 'assistance-request'
      AND p.id > $2 AND ($3::text IS NULL OR p.id = $3)
  ) AS request
  WHERE $4::text IS NULL OR demand = $4
  ORDER BY id LIMIT $5`;

interface RequestRow {
  readonly id: string;
  readonly proposal: string;
  readonly newest: string;
  readonly conversions: string | null;
  readonly demand: DemandStatus;
}

/** A page of governments' requests in the order of their ids; with `demand` only those that stand so. */
export async function listRequests<T>(
  pool: pg.Pool,
  fund: string,
  { demand, cursor, limit }: Paging & { readonly demand?: DemandStatus | undefined },
  shape: (found: FoundRequest) => T,
): Promise<ListPage<T> | Refusal> {
  const after = decodeCursor(cursor, 'text');
  if (after !== undefined && isRefusal(after)) return after;
  const values = [fund, after?.[0] ?? '', null, demand ?? null, limit + 1];
  const { rows } = await pool.query<RequestRow>(SELECT_REQUESTS, values);
  return pageOf(rows, limit, { key: ({ id }) => [id], item: (row) => shape(requestOf(row)) });
}

/** One request, or undefined where there is none of that id. */
export async function findRequest(
  pool: pg.Pool,
  fund: string,
  requestId: string,
): Promise<FoundRequest | undefined> {
  const { rows } = await pool.query<RequestRow>(SELECT_REQUESTS, [fund, '', requestId, null, 1]);
  return rows[0] === undefined ? undefined : requestOf(rows[0]);
}

function requestOf({ id, proposal, newest, conversions, demand }: RequestRow): FoundRequest {
  return {
    requestId: id,
    state: decodeState(proposal) as Proposal,
    newest: decodeState(newest) as Revision,
    projects: conversions === null ? [] : (decodeState(conversions) as Conversions).projects,
    demand,
  };
}
