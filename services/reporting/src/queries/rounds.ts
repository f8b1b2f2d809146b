import type pg from 'pg';
import type { Round } from '../reports/allocation-rounds.ts';
import type { When } from '../reports/question.ts';
import { KNOWN } from './known.ts';

interface RoundRow {
  readonly fund: string;
  readonly call_id: string | null;
  readonly title: string | null;
  readonly origin: string | null;
  readonly year: number | null;
  readonly window_id: string | null;
  readonly planned: bigint | null;
  readonly projects: number;
  readonly approved_budget: string;
}

// A project belongs to the call that its proposal named last.
const ROUNDS = `
  WITH announced AS (
    SELECT DISTINCT ON (fund, call_id) * FROM call WHERE ${KNOWN} ORDER BY fund, call_id, sequence DESC),
  money AS (
    SELECT fund, activity_id, sum(amount) AS amount FROM money_movement
    WHERE ${KNOWN} AND measure = 'allocation' GROUP BY 1, 2),
  written AS (
    SELECT DISTINCT ON (fund, proposal_id) fund, proposal_id, call_id FROM proposal
    WHERE ${KNOWN} ORDER BY fund, proposal_id, sequence DESC),
  funded AS (
    SELECT money.fund, written.call_id, count(*)::integer AS projects, sum(money.amount) AS amount
    FROM money LEFT JOIN written ON written.fund = money.fund AND written.proposal_id = money.activity_id
    GROUP BY 1, 2)
  SELECT coalesce(announced.fund, funded.fund) AS fund, coalesce(announced.call_id, funded.call_id) AS call_id, announced.title, announced.origin, announced.year,
         announced.window_id, announced.planned,
         coalesce(funded.projects, 0) AS projects, coalesce(funded.amount, 0)::text AS approved_budget
  FROM announced FULL JOIN funded ON funded.fund = announced.fund AND funded.call_id = announced.call_id
  ORDER BY 1, announced.year NULLS LAST, announced.title, 2`;

/** Every call with the number and sum of the projects funded under it. */
export async function roundsOf(pool: pg.Pool, when: When): Promise<readonly Round[]> {
  const { rows } = await pool.query<RoundRow>(ROUNDS, [...when]);
  return rows.map((row) => ({
    fund: row.fund,
    callId: row.call_id,
    title: row.title,
    origin: row.origin,
    year: row.year,
    windowId: row.window_id,
    planned: row.planned,
    projects: row.projects,
    approvedBudget: BigInt(row.approved_budget),
  }));
}
