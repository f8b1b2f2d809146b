import {
  type Aggregate,
  accept,
  alreadyExists,
  type CommandHandler,
  type Needs,
  notFound,
  reject,
} from '@mdtf/domain';
import type {
  Period,
  ProgressReportAccepted,
  ProgressReportReturned,
  ProgressReportSubmitted,
} from './events.ts';
import { type Judgement, type ReportStatus, refuseJudgement } from './judgement.ts';
import { activityAtHand, factsAbout, refusePeriod, refuseReporter } from './reporter.ts';

// Commands

/** What a partner did in a period, in words. */
export interface SubmitProgressReport {
  readonly activityId: string;
  readonly reportId: string;
  readonly period: Period;
  readonly narrative: string;
  readonly lessons?: string | undefined;
}

// State

/** A progress report and what the secretariat said of it. */
export interface ProgressReport {
  readonly reportId: string;
  readonly activityId: string;
  readonly period: Period;
  readonly narrative: string;
  readonly lessons: string | null;
  readonly status: ReportStatus;
  readonly reason: string | null;
  readonly submittedBy: string;
}

/** A report's document: its id is unique under its activity. */
export const reportDocument = (activityId: string, reportId: string): string => `${activityId}/${reportId}`;

// Decide

/** Records a progress report of the organisation whose activity it is. */
export const submitProgressReport: CommandHandler<
  SubmitProgressReport,
  ProgressReportSubmitted,
  ProgressReportAnswer
> = {
  needs: ({ activityId, reportId }) => needsOf(activityId, reportId),
  decide({ activityId, reportId, period, narrative, lessons = null }, slice, context) {
    const known = activityAtHand(activityId, slice);
    if ('code' in known) return reject(known);
    const refused =
      refuseReporter(activityId, known.activity, context) ?? refusePeriod(period, known.charter, context);
    if (refused !== undefined) return reject(refused);
    if (slice.get(progressReport, reportDocument(activityId, reportId)) !== undefined) {
      return reject(alreadyExists('progress report', reportId));
    }
    const data = { activityId, reportId, period, narrative, lessons };
    return accept(
      [{ type: 'ProgressReportSubmitted', data }],
      progressReportAnswer(begin(data, context.actor.id)),
    );
  },
};

/** Accepts a progress report, or returns it with the reason. */
export const judgeProgressReport: CommandHandler<
  Judgement,
  ProgressReportAccepted | ProgressReportReturned,
  ProgressReportAnswer
> = {
  needs: ({ activityId, reportId }) => needsOf(activityId, reportId),
  decide(judgement, slice, context) {
    const { activityId, reportId, accepted, reason } = judgement;
    const report = slice.get(progressReport, reportDocument(activityId, reportId));
    if (report === undefined) return reject(notFound('progress report', reportId));
    const refused = refuseJudgement(judgement, report, context);
    if (refused !== undefined) return reject(refused);
    const event: ProgressReportAccepted | ProgressReportReturned = accepted
      ? { type: 'ProgressReportAccepted', data: { activityId, reportId, note: reason ?? null } }
      : { type: 'ProgressReportReturned', data: { activityId, reportId, reason: reason ?? '' } };
    return accept([event], progressReportAnswer(judge(report, event)));
  },
};

function needsOf(activityId: string, reportId: string): Needs {
  return {
    own: [{ kind: progressReport.kind, id: reportDocument(activityId, reportId) }],
    facts: [...factsAbout(activityId)],
  };
}

// Answer

/** A progress report as told. */
export type ProgressReportAnswer = Omit<ProgressReport, 'submittedBy'>;

export function progressReportAnswer({ submittedBy: _, ...told }: ProgressReport): ProgressReportAnswer {
  return told;
}

// Evolve

type Event = ProgressReportSubmitted | ProgressReportAccepted | ProgressReportReturned;

const document = ({ activityId, reportId }: Event['data']): string => reportDocument(activityId, reportId);

/** Progress reports, one document each. */
export const progressReport: Aggregate<ProgressReport, Event> = {
  kind: 'progress-report',
  version: 1,
  concerns: {
    ProgressReportSubmitted: document,
    ProgressReportAccepted: document,
    ProgressReportReturned: document,
  },
  evolve(before, event, { actor }) {
    if (event.type === 'ProgressReportSubmitted') return begin(event.data, actor);
    if (before === undefined) throw new RangeError(`${event.type} without a report`);
    return judge(before, event);
  },
};

function begin(data: ProgressReportSubmitted['data'], submittedBy: string): ProgressReport {
  return { ...data, status: 'submitted', reason: null, submittedBy };
}

function judge(
  before: ProgressReport,
  event: ProgressReportAccepted | ProgressReportReturned,
): ProgressReport {
  return event.type === 'ProgressReportAccepted'
    ? { ...before, status: 'accepted', reason: event.data.note }
    : { ...before, status: 'returned', reason: event.data.reason };
}
