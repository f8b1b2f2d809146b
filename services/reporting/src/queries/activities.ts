import type pg from 'pg';
import type { Activity } from '../reports/activity.ts';
import type { When } from '../reports/question.ts';

export type { Activity } from '../reports/activity.ts';
export { everythingOf } from '../reports/question.ts';

import { KNOWN } from './known.ts';

/** Which activities, in the order of their ids. */
export interface ActivitySelection {
  readonly activityId?: string;
  readonly status?: string | undefined;
  readonly after?: string | undefined;
  readonly limit?: number;
}

const NO_LIMIT = null;

interface ActivityRow {
  readonly fund: string;
  readonly activity_id: string;
  readonly title: string;
  readonly partner: string;
  readonly partner_name: string | null;
  readonly partner_type: string | null;
  readonly window_id: string | null;
  readonly call_id: string | null;
  readonly call_title: string | null;
  readonly year: number;
  readonly kind: string | null;
  readonly start_date: string | null;
  readonly end_date: string | null;
  readonly recommendations: readonly string[] | null;
  readonly direct_cost: bigint | null;
  readonly indirect_cost: bigint | null;
  readonly countries: readonly string[] | null;
  readonly women: bigint | null;
  readonly men: bigint | null;
  readonly girls: bigint | null;
  readonly boys: bigint | null;
  readonly status: string | null;
  readonly since: string | null;
  readonly approved: string;
  readonly allocated: string;
  readonly transferred: string;
  readonly refunded: string;
  readonly spent: string;
  readonly certified: string;
  readonly in_kind: string;
  readonly in_kind_delivered: string;
}

const sumOf = (measure: string, name: string): string =>
  `coalesce(sum(amount) FILTER (WHERE measure = '${measure}'), 0) AS ${name}`;

// What is told twice counts as it was told last; a status by the day it is since. An activity's window and partner are
// those of its first allocation.
const ACTIVITIES = `
  WITH funded AS (
    SELECT DISTINCT ON (fund, activity_id) fund, activity_id, title, partner, window_id, happened FROM allocation
    WHERE ${KNOWN} AND ($5::text IS NULL OR activity_id = $5) AND ($6::text IS NULL OR activity_id > $6)
    ORDER BY fund, activity_id, sequence),
  written AS (
    SELECT DISTINCT ON (fund, proposal_id) * FROM proposal
    WHERE ${KNOWN} AND ($5::text IS NULL OR proposal_id = $5)
    ORDER BY fund, proposal_id, sequence DESC),
  found AS (
    SELECT DISTINCT ON (fund, activity_id) fund, activity_id, status, happened::date AS since FROM activity_status
    WHERE ${KNOWN} AND ($5::text IS NULL OR activity_id = $5)
    ORDER BY fund, activity_id, happened DESC, sequence DESC),
  announced AS (
    SELECT DISTINCT ON (fund, call_id) fund, call_id, title, year FROM call
    WHERE ${KNOWN} ORDER BY fund, call_id, sequence DESC),
  revoked AS (
    SELECT fund, amendment ->> 'root' AS root FROM decision
    WHERE ${KNOWN} AND outcome = 'approved' AND (amendment ->> 'revoke')::boolean
      AND (fund, decision_id) IN (SELECT fund, decision_id FROM decision_effect WHERE ${KNOWN} AND carried_out)),
  approval AS (
    SELECT fund, coalesce(amendment #>> '{of,id}', subject_id) AS subject_id, sum(approved) AS approved FROM decision
    WHERE ${KNOWN} AND outcome = 'approved'
      AND (subject_kind = 'proposal' OR amendment #>> '{of,kind}' = 'proposal')
      AND ($5::text IS NULL OR coalesce(amendment #>> '{of,id}', subject_id) = $5)
      AND (fund, coalesce(amendment ->> 'root', decision_id)) NOT IN (SELECT fund, root FROM revoked)
      AND (fund, decision_id) IN (SELECT fund, decision_id FROM allocation WHERE ${KNOWN})
    GROUP BY 1, 2),
  money AS (
    SELECT fund, activity_id, ${sumOf('allocation', 'allocated')}, ${sumOf('transfer', 'transferred')},
           ${sumOf('refund', 'refunded')}, ${sumOf('expenditure', 'spent')}, ${sumOf('certified', 'certified')},
           ${sumOf('in-kind', 'in_kind')}, ${sumOf('in-kind-delivered', 'in_kind_delivered')}
    FROM money_movement
    WHERE ${KNOWN} AND activity_id IS NOT NULL AND ($5::text IS NULL OR activity_id = $5)
    GROUP BY 1, 2)
  SELECT funded.fund, funded.activity_id, coalesce(written.title, funded.title) AS title, funded.partner,
         organisation.name AS partner_name, organisation.type AS partner_type, funded.window_id, written.call_id,
         announced.title AS call_title, coalesce(announced.year, extract(year FROM funded.happened)::integer) AS year,
         written.kind, written.countries, written.women, written.men, written.girls, written.boys,
         written.start_date, written.end_date, written.recommendations, written.direct_cost, written.indirect_cost,
         found.status, found.since, coalesce(approval.approved, 0)::text AS approved,
         coalesce(money.allocated, 0)::text AS allocated, coalesce(money.transferred, 0)::text AS transferred,
         coalesce(money.refunded, 0)::text AS refunded, coalesce(money.spent, 0)::text AS spent,
         coalesce(money.certified, 0)::text AS certified, coalesce(money.in_kind, 0)::text AS in_kind,
         coalesce(money.in_kind_delivered, 0)::text AS in_kind_delivered
  FROM funded
  LEFT JOIN written ON written.fund = funded.fund AND written.proposal_id = funded.activity_id
  LEFT JOIN announced ON announced.fund = funded.fund AND announced.call_id = written.call_id
  LEFT JOIN found ON found.fund = funded.fund AND found.activity_id = funded.activity_id
  LEFT JOIN approval ON approval.fund = funded.fund AND approval.subject_id = funded.activity_id
  LEFT JOIN money ON money.fund = funded.fund AND money.activity_id = funded.activity_id
  LEFT JOIN organisation ON organisation.id = funded.partner
  WHERE $7::text IS NULL OR coalesce(found.status, 'implementation') = $7
  ORDER BY funded.fund, funded.activity_id
  LIMIT $8`;

/** What became of each allocation, in the order of funds and ids. */
export async function activitiesOf(
  pool: pg.Pool,
  when: When,
  { activityId, status, after, limit }: ActivitySelection = {},
): Promise<readonly Activity[]> {
  const { rows } = await pool.query<ActivityRow>(ACTIVITIES, [
    ...when,
    activityId ?? null,
    after ?? null,
    status ?? null,
    limit ?? NO_LIMIT,
  ]);
  return rows.map(activityOf);
}

function activityOf(row: ActivityRow): Activity {
  return {
    fund: row.fund,
    activityId: row.activity_id,
    title: row.title,
    partner: row.partner,
    partnerName: row.partner_name,
    partnerType: row.partner_type,
    windowId: row.window_id,
    callId: row.call_id,
    callTitle: row.call_title,
    year: row.year,
    kind: row.kind,
    startDate: row.start_date,
    endDate: row.end_date,
    recommendations: row.recommendations ?? [],
    countries: row.countries ?? [],
    people: { women: row.women, men: row.men, girls: row.girls, boys: row.boys },
    directCost: row.direct_cost ?? 0n,
    indirectCost: row.indirect_cost ?? 0n,
    status: (row.status ?? 'implementation') as Activity['status'],
    statusSince: row.since,
    approved: BigInt(row.approved),
    allocated: BigInt(row.allocated),
    transferred: BigInt(row.transferred),
    refunded: BigInt(row.refunded),
    spent: BigInt(row.spent),
    certified: BigInt(row.certified),
    inKind: BigInt(row.in_kind),
    inKindDelivered: BigInt(row.in_kind_delivered),
  };
}
