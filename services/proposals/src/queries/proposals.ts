import { decodeState } from '@mdtf/fund-log';
import { accessOf, type ReviewStatus } from '@mdtf/rules';
import { decodeCursor, isRefusal, type ListPage, pageOf, type Refusal } from '@mdtf/runtime';
import type pg from 'pg';
import type { Proposal, Revision } from '../domain/proposal.ts';
import type { ProposalContent } from '../domain/writing/content.ts';
import { reviewedBy } from './reviewed-by.ts';
import type { Paging } from './states.ts';
import { ownerOf, SECRETARIAT, sees, type Viewer } from './viewer.ts';

/** A text being prepared. */
export interface Draft {
  readonly owner: string;
  readonly content: ProposalContent;
  readonly version: bigint;
}

/** What there is under one proposal's id, as far as a viewer may see it. */
export interface Found {
  /** Changes once whatever is shown of it changes. */
  readonly tag: string;
  readonly submitted: { readonly state: Proposal; readonly newest: Revision } | undefined;
  readonly draft: Draft | undefined;
  /** Who leads it, as drafts have it. */
  readonly owner: string;
  /** Whether whoever leads it named the viewer its co-author: sees what is submitted and edits the draft. */
  readonly coAuthor: boolean;
  /** True for who reviews it, with the statement on conflicts of interest signed. */
  readonly reviewed: boolean;
}

const SELECT_PROPOSAL = `
  SELECT p.revision AS changes, p.data::text AS proposal, r.data::text AS newest,
         d.owner, d.content, d.version, a.data -> 'proposals' ->> $2 AS review,
         ARRAY (SELECT c.owner FROM co_author c
                WHERE c.fund = $1 AND c.proposal_id = $2 AND c.person = $3) AS "writesFor"
  FROM (SELECT $1::text AS fund, $2::text AS id) wanted
  LEFT JOIN state p ON p.fund = wanted.fund AND p.kind = 'proposal' AND p.id = wanted.id
  LEFT JOIN state r ON r.fund = wanted.fund AND r.kind = 'revision'
                   AND r.id = wanted.id || '/' || lpad(p.data ->> 'revision', 6, '0')
  LEFT JOIN draft d ON d.fund = wanted.fund AND d.proposal_id = wanted.id
  LEFT JOIN state a ON a.fund = wanted.fund AND a.kind = 'reviewer' AND a.id = $3`;

interface ProposalRow {
  readonly changes: bigint | null;
  readonly proposal: string | null;
  readonly newest: string | null;
  readonly owner: string | null;
  readonly content: ProposalContent | null;
  readonly version: bigint | null;
  /** Where the viewer's own review of it stands. */
  readonly review: ReviewStatus | null;
  /** Who named the viewer co-author. */
  readonly writesFor: readonly string[];
}

/** A proposal with its newest revision and its draft; undefined where a viewer may see neither. */
export async function findProposal(
  pool: pg.Pool,
  fund: string,
  proposalId: string,
  viewer: Viewer,
): Promise<Found | undefined> {
  const { rows } = await pool.query<ProposalRow>(SELECT_PROPOSAL, [fund, proposalId, viewer.person]);
  const [row] = rows;
  if (row === undefined) return undefined;
  // Nobody writes as a co-author who is no partner any more.
  const writesFor = viewer.ofOwn.length === 0 ? [] : row.writesFor;
  const submitted = submittedOf({ ...row, writesFor }, viewer);
  const draft = draftOf({ ...row, writesFor }, viewer);
  const owner = submitted === undefined ? draft?.owner : ownerOf(submitted.state);
  if (owner === undefined) return undefined;
  const reviewed = accessOf(row.review ?? undefined) === 'open';
  return {
    tag: `${row.changes ?? 0n}.${draft?.version ?? 0n}`,
    submitted,
    draft,
    reviewed,
    owner,
    coAuthor: writesFor.includes(owner),
  };
}

function submittedOf(
  { proposal, newest, review, writesFor }: ProposalRow,
  viewer: Viewer,
): Found['submitted'] {
  if (proposal === null || newest === null) return undefined;
  const state = decodeState(proposal) as Proposal;
  return writesFor.includes(ownerOf(state)) || sees(viewer, state.lead, review ?? undefined)
    ? { state, newest: decodeState(newest) as Revision }
    : undefined;
}

function draftOf(
  { owner, content, version, writesFor }: ProposalRow,
  { draftsOf }: Viewer,
): Draft | undefined {
  if (owner === null || content === null || version === null) return undefined;
  return writesFor.includes(owner) || draftsOf.includes(owner) ? { owner, content, version } : undefined;
}

/** One line of a list: a submitted proposal, or a draft that is not submitted yet. */
export type Listed = { readonly proposalId: string } & (
  | { readonly state: Proposal }
  | { readonly draft: ProposalContent }
);

/** Who leads a submitted proposal, as drafts have it; `data` is its state. */
export const OWNER = `CASE data ->> 'kind' WHEN 'secretariat-budget' THEN '${SECRETARIAT}' ELSE data ->> 'lead' END`;

const CO_AUTHORED = 'SELECT proposal_id, owner FROM co_author WHERE fund = $1 AND person = $11';

const SELECT_PAGE = `
  (SELECT id, data::text AS data, NULL::jsonb AS draft FROM state
    WHERE fund = $1 AND kind = 'proposal' AND id > $2
      AND (data ->> 'lead' = ANY ($8) OR (id, ${OWNER}) IN (${CO_AUTHORED})
           OR (($3::text[] IS NULL OR id = ANY ($9)) AND NOT id = ANY ($10)))
      AND ($5::text IS NULL OR data ->> 'status' = $5)
      AND ($6::text IS NULL OR data ->> 'callId' = $6)
    ORDER BY id LIMIT $7)
  UNION ALL
  (SELECT proposal_id, NULL, content FROM draft
    WHERE fund = $1 AND proposal_id > $2 AND (owner = ANY ($4) OR (proposal_id, owner) IN (${CO_AUTHORED}))
      AND ($5::text IS NULL OR $5 = 'draft')
      AND ($6::text IS NULL OR content ->> 'callId' = $6)
      AND NOT EXISTS (
        SELECT FROM state WHERE state.fund = draft.fund AND kind = 'proposal' AND id = proposal_id)
    ORDER BY proposal_id LIMIT $7)
  ORDER BY 1 LIMIT $7`;

/** A page of what a viewer may see, submitted or being prepared, in the order of ids. */
export async function listProposals<T>(
  pool: pg.Pool,
  fund: string,
  viewer: Viewer,
  query: Paging & { readonly status?: string | undefined; readonly callId?: string | undefined },
  shape: (listed: Listed) => T,
): Promise<ListPage<T> | Refusal> {
  const after = decodeCursor(query.cursor, 'text');
  if (after !== undefined && isRefusal(after)) return after;
  const { ofOrganisations, draftsOf, ofOwn } = viewer;
  const { open, closed } = await reviewedBy(pool, fund, viewer);
  const { status, callId, limit } = query;
  const { rows } = await pool.query<{ id: string; data: string | null; draft: ProposalContent | null }>(
    SELECT_PAGE,
    [
      fund,
      after?.[0] ?? '',
      ofOrganisations ?? null,
      draftsOf,
      status ?? null,
      callId ?? null,
      limit + 1,
      ofOwn,
      open,
      closed,
      ofOwn.length === 0 ? null : viewer.person,
    ],
  );
  return pageOf(rows, limit, {
    key: ({ id }) => [id],
    item: ({ id, data, draft }) =>
      shape(
        data === null
          ? { proposalId: id, draft: draft as ProposalContent }
          : { proposalId: id, state: decodeState(data) as Proposal },
      ),
  });
}
