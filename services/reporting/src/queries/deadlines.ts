import type { Instant, Localised } from '@mdtf/domain';
import type pg from 'pg';
import type { DeadlineKind, ReminderDays } from '../domain/notices/reminders.ts';

export type DeadlineState = 'open' | 'done' | 'cancelled' | 'passed';

/** Something with a date, as it stands. */
export interface Deadline {
  readonly deadlineId: string;
  readonly matter: string;
  readonly kind: DeadlineKind;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly title: Localised;
  readonly audience: readonly string[];
  /** The first instant that is too late; of a session, when it begins. */
  readonly due: Instant;
  readonly timeZone: string;
  /** The charter's own days before a date. */
  readonly reminders: ReminderDays | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly state: DeadlineState;
  /** How often it has changed, and when last. */
  readonly changes: number;
  readonly changedAt: Instant;
}

/** Which deadlines of a fund; what is left out does not matter. */
export interface DeadlineSelection {
  readonly deadlineId?: string | undefined;
  readonly audience?: readonly string[] | undefined;
  readonly kind?: string | undefined;
  readonly state?: DeadlineState | undefined;
  /** Due after this instant. */
  readonly dueAfter?: Instant | undefined;
  /** The last one of the page before: its instant and id. */
  readonly after?: readonly string[] | undefined;
  readonly limit: number;
}

/** The fund's clock, as an expression; `$1` is the fund. */
export const FUND_CLOCK = `(clock_timestamp() + coalesce((SELECT offset_ms FROM head WHERE fund = $1), 0) * interval '1 ms')`;

// Days are counted by the charter in force: its zone, and the parameters of the rules that set a day.
const STANDING = `
  WITH charter_now AS (
    SELECT sequence, time_zone, rules, reminders FROM charter WHERE fund = $1 ORDER BY sequence DESC LIMIT 1
  ), latest AS (
    SELECT d.*, c.time_zone, c.reminders, c.sequence AS charter_sequence,
      CASE d.rule
        WHEN 'R6' THEN CASE WHEN c.rules #>> '{R6,severities,amendment}' IS DISTINCT FROM 'off' THEN (d.covers_to - make_interval(
          months => coalesce((c.rules #>> '{R6,parameters,noticeMonths}')::int, 3)))::date END
        WHEN 'R9' THEN (d.covers_to + make_interval(
          months => coalesce((c.rules #>> '{R9,parameters,narrativeMonths}')::int, 3)))::date
        WHEN 'R11' THEN ((extract(year FROM d.covers_to)::int + 1) || '-' ||
          replace(coalesce(c.rules #>> '{R11,parameters,certifiedBy}', '04-30'), '02-29', '02-28'))::date
        ELSE d.due_day
      END AS last_day,
      (SELECT count(*) FROM deadline o WHERE o.fund = d.fund AND o.deadline_id = d.deadline_id) - 1 AS told_again
    FROM deadline d, charter_now c
    WHERE d.fund = $1 AND ($2::text IS NULL OR d.deadline_id = $2)
      AND ($3::text[] IS NULL OR d.audience && $3) AND ($4::text IS NULL OR d.kind = $4)
      AND NOT EXISTS (SELECT FROM deadline n
        WHERE n.fund = d.fund AND n.deadline_id = d.deadline_id AND n.sequence > d.sequence)
  ), standing AS (
    SELECT l.*, CASE WHEN l.moved_with IS NULL
        THEN coalesce(m.due, l.due, (l.last_day + 1)::timestamp AT TIME ZONE l.time_zone)
        ELSE greatest(m.due, l.due) END AS due_at,
      l.told_again + m.moves + t.turns + (r.reported IS NOT NULL)::int AS changes,
      greatest(l.recorded_at, m.moved_at, t.turned_at, r.reported) AS changed_at,
      CASE WHEN t.cancelled OR t.paused OR (l.kind = 'calendar' AND l.sequence < l.charter_sequence) THEN 'cancelled'
           WHEN t.done OR r.reported IS NOT NULL OR p.paid THEN 'done' END AS ended
    FROM latest l,
    LATERAL (SELECT count(*) AS moves, max(recorded_at) AS moved_at,
        (array_agg(due ORDER BY sequence DESC))[1] AS due
      FROM deadline_move WHERE fund = $1 AND matter = coalesce(l.moved_with, l.matter)) m,
    LATERAL (SELECT count(*) AS turns, max(recorded_at) AS turned_at,
        coalesce((array_agg(how ORDER BY sequence DESC) FILTER (WHERE how IN ('done', 'reopened')))[1] = 'done',
          false) AS done,
        coalesce((array_agg(how ORDER BY sequence DESC) FILTER (WHERE how IN ('paused', 'resumed')))[1] = 'paused',
          false) AS paused,
        coalesce(bool_or(how = 'cancelled'), false) AS cancelled,
        coalesce(bool_or(how = 'begun'), false) AS begun
      FROM deadline_turn WHERE fund = $1 AND matter = l.matter
        AND (deadline_id IS NULL OR deadline_id = l.deadline_id)) t,
    LATERAL (SELECT min(s.recorded_at) AS reported FROM partner_report s
      WHERE l.activity_id IS NOT NULL AND s.fund = $1 AND s.activity_id = l.activity_id
        AND s.kind = CASE l.rule WHEN 'R9' THEN 'narrative' ELSE 'financial' END
        AND s.state = 'submitted' AND s.period_to >= l.covers_to AND s.provisional IS NOT TRUE
        AND NOT EXISTS (SELECT FROM partner_report j
          WHERE j.fund = $1 AND j.activity_id = s.activity_id AND j.report_id = s.report_id
            AND j.kind = s.kind AND j.sequence > s.sequence AND j.state = 'returned')) r,
    -- Of a deposit: whether all that is due by then of its contribution has come.
    LATERAL (SELECT coalesce(sum(amount) >= (l.facts ->> 'dueByThen')::bigint, false) AS paid FROM money_movement
      WHERE l.kind = 'deposit' AND fund = $1 AND party = l.subject_id AND measure = 'deposit') p
    WHERE l.kind NOT IN ('report', 'extension') OR t.begun
  )
  SELECT deadline_id, matter, kind, subject_kind, subject_id, title_en, title_fr, audience, due_at, time_zone,
    reminders, facts, changes::int, changed_at, coalesce(ended, CASE WHEN due_at <= ${FUND_CLOCK} THEN 'passed' ELSE 'open' END) AS state
  FROM standing`;

const CHOSEN = `
  SELECT * FROM (${STANDING}) chosen
  WHERE due_at IS NOT NULL AND ($5::text IS NULL OR state = $5) AND ($6::timestamptz IS NULL OR due_at > $6)
    AND ($7::timestamptz IS NULL OR (due_at, deadline_id) > ($7, $8))
  ORDER BY due_at, deadline_id LIMIT $9`;

interface DeadlineRow {
  readonly deadline_id: string;
  readonly matter: string;
  readonly kind: DeadlineKind;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly title_en: string;
  readonly title_fr: string;
  readonly audience: readonly string[];
  readonly due_at: Instant;
  readonly time_zone: string;
  readonly reminders: ReminderDays | null;
  readonly facts: Deadline['facts'];
  readonly changes: number;
  readonly changed_at: Instant;
  readonly state: DeadlineState;
}

/** Deadlines of a fund, the earliest first. */
export async function deadlinesOf(
  db: pg.Pool | pg.ClientBase,
  fund: string,
  { deadlineId, audience, kind, state, dueAfter, after, limit }: DeadlineSelection,
): Promise<readonly Deadline[]> {
  const values = [
    fund,
    deadlineId ?? null,
    audience === undefined ? null : [...audience],
    kind ?? null,
    state ?? null,
    dueAfter ?? null,
    after?.[0] ?? null,
    after?.[1] ?? null,
    limit,
  ];
  const { rows } = await db.query<DeadlineRow>({ name: 'deadlines', text: CHOSEN, values });
  return rows.map((row) => ({
    deadlineId: row.deadline_id,
    matter: row.matter,
    kind: row.kind,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    title: { en: row.title_en, fr: row.title_fr },
    audience: row.audience,
    due: row.due_at,
    timeZone: row.time_zone,
    reminders: row.reminders,
    facts: row.facts,
    state: row.state,
    changes: row.changes,
    changedAt: row.changed_at,
  }));
}
