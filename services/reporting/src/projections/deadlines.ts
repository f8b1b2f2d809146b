import type { AllocationEvent, ReportingEvent } from '@mdtf/contracts';
import { type Localised, minorOf } from '@mdtf/domain';
import type { ReadEntry } from '@mdtf/fund-log';
import { ofConditionOwner, ofOrganisation, ofRole } from '../domain/notices/audience.ts';
import { DEADLINE_TITLES } from '../domain/notices/deadline-titles.ts';
import { placeOf } from './moments.ts';
import type { Projector } from './projector.ts';
import type { Row, Rows } from './tables.ts';

type DeadlineRow = Row<'deadline'>;

/** The columns of a deadline that its place in the log says, and those that most leave empty. */
export function deadlineRow(
  entry: ReadEntry,
  told: Pick<DeadlineRow, 'deadline_id' | 'kind' | 'subject_kind' | 'subject_id' | 'audience'> &
    Partial<DeadlineRow> & { readonly title: Localised },
): DeadlineRow {
  const { title, ...columns } = told;
  return {
    ...placeOf(entry),
    matter: told.deadline_id,
    moved_with: null,
    title_en: title.en,
    title_fr: title.fr,
    due: null,
    due_day: null,
    rule: null,
    activity_id: null,
    covers_to: null,
    facts: {},
    recorded_at: entry.recordedAt,
    ...columns,
  };
}

/** What becomes of a deadline: of `done` and `reopened`, and of `paused` and `resumed`, the later one holds. */
export type Turn = 'begun' | 'done' | 'reopened' | 'paused' | 'resumed' | 'cancelled';

/** What begins, settles or calls off the deadlines of a matter, or the one named. */
export function turn(
  rows: Rows,
  entry: ReadEntry,
  how: Turn,
  matter: string,
  deadlineId: string | null = null,
): void {
  const { service: source, recordedAt: recorded_at } = entry;
  rows.deadline_turn.push({ ...placeOf(entry), source, matter, deadline_id: deadlineId, how, recorded_at });
}

/** The longest mandate whose years are each reported on. */
const MAX_YEARS = 20;

/** A year's certified expenditure for each year of a mandate, and the final narrative after its end. */
function reportsDue(
  {
    mandateId,
    proposalId,
    partner,
    startDate,
    endDate,
  }: Readonly<Record<'mandateId' | 'proposalId' | 'partner' | 'startDate' | 'endDate', string>>,
  entry: ReadEntry,
  rows: Rows,
): void {
  const report = {
    kind: 'report',
    subject_kind: 'activity',
    subject_id: proposalId,
    matter: `mandate:${mandateId}`,
    audience: [ofOrganisation(partner), ofRole('secretariat')],
    activity_id: proposalId,
  };
  const first = Number(startDate.slice(0, 4));
  const last = Math.min(Number(endDate.slice(0, 4)), first + MAX_YEARS - 1);
  for (let year = first; year <= last; year += 1) {
    const end = `${year}-12-31`;
    rows.deadline.push(
      deadlineRow(entry, {
        ...report,
        deadline_id: `report:${mandateId}:certified-${year}`,
        title: DEADLINE_TITLES.certified(proposalId, String(year)),
        rule: 'R11',
        covers_to: end < endDate ? end : endDate,
      }),
    );
  }
  rows.deadline.push(
    deadlineRow(entry, {
      ...report,
      deadline_id: `report:${mandateId}:narrative`,
      title: DEADLINE_TITLES.narrative(proposalId),
      rule: 'R9',
      covers_to: endDate,
    }),
  );
}

const ofExtension = (mandateId: string): string => `extension:${mandateId}`;

const ofCondition = (allocationId: string, id: string): string => `condition:${allocationId}:${id}`;

/** Reports due under mandates, until when an extension may be asked for, deposits agreed, and conditions that are met. */
export const allocationDeadlines: Projector<AllocationEvent> = {
  MandateOffered(mandate, entry, rows) {
    reportsDue(mandate, entry, rows);
    const { mandateId, proposalId, partner, endDate } = mandate;
    rows.deadline.push(
      deadlineRow(entry, {
        deadline_id: ofExtension(mandateId),
        matter: `mandate:${mandateId}`,
        kind: 'extension',
        subject_kind: 'activity',
        subject_id: proposalId,
        title: DEADLINE_TITLES.extension(proposalId),
        audience: [ofOrganisation(partner), ofRole('secretariat')],
        rule: 'R6',
        covers_to: endDate,
      }),
    );
  },
  // Told again, a deadline replaces what was told of it before. A mandate is extended once.
  MandateExtended(mandate, entry, rows) {
    reportsDue(mandate, entry, rows);
    const { mandateId } = mandate;
    turn(rows, entry, 'done', `mandate:${mandateId}`, ofExtension(mandateId));
  },
  ContributionAgreed({ contributionId, donorName, schedule }, entry, rows) {
    let dueByThen = 0n;
    for (const [at, { due, amount }] of schedule.toSorted((a, b) => (a.due < b.due ? -1 : 1)).entries()) {
      dueByThen += minorOf(amount);
      rows.deadline.push(
        deadlineRow(entry, {
          deadline_id: `deposit:${contributionId}:${at + 1}`,
          matter: `contribution:${contributionId}`,
          kind: 'deposit',
          subject_kind: 'contribution',
          subject_id: contributionId,
          title: DEADLINE_TITLES.deposit(donorName, contributionId),
          audience: [ofRole('treasurer'), ofRole('secretariat')],
          due_day: due,
          facts: { dueByThen: String(dueByThen) },
        }),
      );
    }
  },
  MandateAccepted({ mandateId }, entry, rows) {
    turn(rows, entry, 'begun', `mandate:${mandateId}`);
  },
  AllocationAmended({ allocationId, title, partner, added, moved, lifted }, entry, rows) {
    const matter = (id: string) => ofCondition(allocationId, id);
    for (const { id, dueAt: due, before } of moved)
      if (before !== null)
        rows.deadline_move.push({
          ...placeOf(entry),
          matter: matter(id),
          due,
          recorded_at: entry.recordedAt,
        });
    for (const { id, text, owner, due } of [...added, ...moved.filter(({ before }) => before === null)]) {
      if (due === undefined) continue;
      rows.deadline.push(
        deadlineRow(entry, {
          deadline_id: matter(id),
          kind: 'condition',
          subject_kind: 'decision',
          subject_id: allocationId,
          title: DEADLINE_TITLES.condition(title, text),
          audience: ofConditionOwner(owner, partner),
          due_day: due,
        }),
      );
    }
    for (const { id } of lifted) turn(rows, entry, 'cancelled', matter(id));
  },
  AllocationReleased({ allocationId, mandateId, conditions }, entry, rows) {
    for (const id of conditions) turn(rows, entry, 'cancelled', ofCondition(allocationId, id));
    if (mandateId !== null) turn(rows, entry, 'cancelled', `mandate:${mandateId}`);
  },
  // An allocation has the id of its decision.
  ConditionMet({ allocationId, conditionId }, entry, rows) {
    turn(rows, entry, 'done', ofCondition(allocationId, conditionId));
  },
};

type Reported = Omit<Row<'partner_report'>, 'fund' | 'sequence' | 'recorded_at'>;

function reported(rows: Rows, entry: ReadEntry, report: Reported): void {
  rows.partner_report.push({ ...placeOf(entry), ...report, recorded_at: entry.recordedAt });
}

const JUDGED = { period_to: null, provisional: null };

/** What partners reported, and how it was judged. */
export const reportingDeadlines: Projector<ReportingEvent> = {
  ProgressReportSubmitted({ activityId: activity_id, reportId: report_id, period }, entry, rows) {
    const kind = 'narrative';
    reported(rows, entry, {
      activity_id,
      report_id,
      kind,
      state: 'submitted',
      period_to: period.to,
      provisional: null,
    });
  },
  ProgressReportAccepted({ activityId: activity_id, reportId: report_id }, entry, rows) {
    reported(rows, entry, { activity_id, report_id, kind: 'narrative', state: 'accepted', ...JUDGED });
  },
  ProgressReportReturned({ activityId: activity_id, reportId: report_id }, entry, rows) {
    reported(rows, entry, { activity_id, report_id, kind: 'narrative', state: 'returned', ...JUDGED });
  },
  FinancialReportSubmitted(data, entry, rows) {
    const { activityId: activity_id, reportId: report_id, period, provisional } = data;
    const kind = 'financial';
    reported(rows, entry, {
      activity_id,
      report_id,
      kind,
      state: 'submitted',
      period_to: period.to,
      provisional,
    });
  },
  FinancialReportAccepted({ activityId: activity_id, reportId: report_id }, entry, rows) {
    reported(rows, entry, { activity_id, report_id, kind: 'financial', state: 'accepted', ...JUDGED });
  },
  FinancialReportReturned({ activityId: activity_id, reportId: report_id }, entry, rows) {
    reported(rows, entry, { activity_id, report_id, kind: 'financial', state: 'returned', ...JUDGED });
  },
};
