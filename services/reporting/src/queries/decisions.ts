import type pg from 'pg';
import type { Decision } from '../reports/decisions.ts';
import { type Question, whenOf } from '../reports/question.ts';
import { KNOWN } from './known.ts';

interface DecisionRow {
  readonly decision_id: string;
  readonly decided_on: string;
  readonly session_id: string | null;
  readonly on_paper: string | null;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly title: string;
  readonly outcome: string;
  readonly approved: bigint;
  readonly amounts: Decision['amounts'];
  readonly conditions: Decision['conditions'];
  readonly quorum: Decision['quorum'];
  readonly tally: Decision['tally'];
  readonly reason: string;
  readonly reason_fr: string | null;
  readonly carried_out: boolean | null;
  readonly allocation_id: string | null;
  readonly not_carried_out: string | null;
  readonly not_carried_out_fr: string | null;
  readonly root: string | null;
  readonly revokes: boolean;
}

const DECISIONS = `
  WITH effect AS (
    SELECT DISTINCT ON (fund, decision_id) fund, decision_id, carried_out, allocation_id, reason, reason_fr FROM decision_effect
    WHERE ${KNOWN} ORDER BY fund, decision_id, sequence DESC),
  taken AS (SELECT * FROM decision WHERE ${KNOWN})
  SELECT taken.*, amendment ->> 'root' AS root, coalesce((amendment ->> 'revoke')::boolean, false) AS revokes, happened::date AS decided_on, effect.carried_out, effect.allocation_id,
         effect.reason AS not_carried_out, effect.reason_fr AS not_carried_out_fr
  FROM taken LEFT JOIN effect USING (fund, decision_id)
  ORDER BY happened, sequence`;

/** Every decision in the order of days, each with what became of it. */
export async function decisionsOf(pool: pg.Pool, question: Question): Promise<readonly Decision[]> {
  const { rows } = await pool.query<DecisionRow>({
    name: 'decisions',
    text: DECISIONS,
    values: [...whenOf(question)],
  });
  const amendments = rows.filter(({ root }) => root !== null);
  return rows.map((row) => ({
    decisionId: row.decision_id,
    decidedOn: row.decided_on,
    sessionId: row.session_id,
    onPaper: row.on_paper,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    title: row.title,
    outcome: row.outcome,
    approved: row.approved,
    amounts: row.amounts,
    conditions: row.conditions,
    quorum: row.quorum,
    tally: row.tally,
    reason: recorded(row.reason, row.reason_fr),
    carriedOut: row.carried_out,
    allocationId: row.allocation_id,
    notCarriedOut: row.not_carried_out && recorded(row.not_carried_out, row.not_carried_out_fr),
    amends: row.root === null ? null : row.subject_id,
    ...amendmentsOf(row, amendments),
  }));
}

/** In both languages where French was recorded, otherwise in the one that it was written in. */
const recorded = (reason: string, french: string | null): Decision['reason'] =>
  french === null ? reason : { en: reason, fr: french };

/** The later decisions that amend one and were not refused their money, and the one that revoked it. */
function amendmentsOf({ decision_id }: DecisionRow, amendments: readonly DecisionRow[]) {
  const later = amendments.filter(
    ({ root, subject_id, outcome, carried_out }) =>
      root !== null &&
      outcome === 'approved' &&
      carried_out !== false &&
      [root, subject_id].includes(decision_id),
  );
  const told = (revokes: boolean) =>
    later.filter((each) => each.revokes === revokes).map((each) => each.decision_id);
  return { amendedBy: told(false), revokedBy: told(true)[0] ?? null };
}
