import { type AnyCommandHandler, accessAggregate, type DomainEvent, type Model } from '@mdtf/domain';
import { activityStatus, recordActivityStatus } from './activity-status.ts';
import type { ReportingEvent } from './events.ts';
import { financialReport, judgeFinancialReport, submitFinancialReport } from './financial-report.ts';
import {
  announceFollowUpEvent,
  cancelFollowUpEvent,
  changeFollowUpEvent,
  followUpEvent,
  followUpNumber,
} from './follow-up-event.ts';
import { knownActivity } from './known/activity.ts';
import { knownCharter } from './known/charter.ts';
import { noticeDelivery, recordNoticeDelivery } from './notice-delivery.ts';
import { judgeProgressReport, progressReport, submitProgressReport } from './progress-report.ts';
import { recordResult, result } from './result.ts';

/** Every command of this service, by the name under which it is submitted. */
export const commands = {
  SubmitProgressReport: submitProgressReport,
  JudgeProgressReport: judgeProgressReport,
  SubmitFinancialReport: submitFinancialReport,
  JudgeFinancialReport: judgeFinancialReport,
  RecordResult: recordResult,
  RecordActivityStatus: recordActivityStatus,
  AnnounceFollowUpEvent: announceFollowUpEvent,
  ChangeFollowUpEvent: changeFollowUpEvent,
  CancelFollowUpEvent: cancelFollowUpEvent,
  RecordNoticeDelivery: recordNoticeDelivery,
} as const satisfies { readonly [type: string]: AnyCommandHandler };

/** The reporting service's domain: what partners report on their activities, where each is in its life, and the calendar of follow-up events. */
export const model: Model = {
  service: 'reporting',
  aggregates: [
    progressReport,
    financialReport,
    result,
    activityStatus,
    followUpEvent,
    followUpNumber,
    noticeDelivery,
  ],
  facts: [knownCharter, knownActivity, accessAggregate],
  commands,
  subject: (event: DomainEvent) => subjectOf(event as ReportingEvent),
  visibility: ({ type }) => (NOT_PUBLIC.has(type) ? 'parties' : 'public'),
};

/** What a partner tells the secretariat is between the two until it is accepted, and who got a notice is the committee's; what was spent, and results, are for everyone. */
const NOT_PUBLIC: ReadonlySet<string> = new Set<ReportingEvent['type']>([
  'ProgressReportSubmitted',
  'ProgressReportReturned',
  'FinancialReportSubmitted',
  'FinancialReportReturned',
  'NoticeDelivered',
  'NoticeBounced',
  'NoticeOutageRecorded',
]);

function subjectOf({ data }: ReportingEvent): string {
  if ('eventId' in data) return `follow-up-event/${data.eventId}`;
  return 'nonObjectionId' in data ? `non-objection/${data.nonObjectionId}` : `activity/${data.activityId}`;
}
