import type pg from 'pg';
import type { When } from '../reports/question.ts';
import type { Registered } from '../reports/recommendations.ts';
import { KNOWN } from './known.ts';

interface RecommendationRow {
  readonly recommendation_id: string;
  readonly meeting: string;
  readonly held_on: string;
  readonly session: string;
  readonly text_en: string;
  readonly text_fr: string;
  readonly proposals: number;
  readonly results: readonly { readonly activityId: string; readonly count: number }[];
}

// A proposal cites what its last submission cites.
const REGISTER = `
  WITH written AS (
    SELECT DISTINCT ON (proposal_id) proposal_id, recommendations FROM proposal
    WHERE ${KNOWN} ORDER BY proposal_id, sequence DESC),
  told AS (
    SELECT activity_id, count(*)::integer AS count FROM activity_result WHERE ${KNOWN} GROUP BY 1)
  SELECT r.recommendation_id, r.meeting, r.held_on, r.session, r.text_en, r.text_fr,
         (SELECT count(*)::integer FROM written WHERE r.recommendation_id = ANY (recommendations)) AS proposals,
         coalesce((
           SELECT jsonb_agg(jsonb_build_object('activityId', activity_id, 'count', count))
           FROM told JOIN written ON proposal_id = activity_id
           WHERE r.recommendation_id = ANY (recommendations)), '[]') AS results
  FROM recommendation r WHERE ${KNOWN}
  ORDER BY r.held_on, r.meeting, r.session, r.recommendation_id`;

/** The register in the order of meetings, each recommendation with how many proposals cite it and the results told. */
export async function recommendationsOf(pool: pg.Pool, when: When): Promise<readonly Registered[]> {
  const { rows } = await pool.query<RecommendationRow>(REGISTER, [...when]);
  return rows.map((row) => ({
    recommendationId: row.recommendation_id,
    meeting: row.meeting,
    heldOn: row.held_on,
    session: row.session,
    text: { en: row.text_en, fr: row.text_fr },
    proposals: row.proposals,
    results: new Map(row.results.map(({ activityId, count }) => [activityId, count])),
  }));
}
