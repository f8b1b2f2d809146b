import type { ReportingEvent } from '@mdtf/contracts';
import { minorOf } from '@mdtf/domain';
import { calendarProjector } from './follow-up-events.ts';
import { addMovements, type Movement } from './measures.ts';
import { onDay, placeOf } from './moments.ts';
import type { Projector } from './projector.ts';

/** The calendar of follow-up events, results, what partners spent, once it is accepted, and where activities are in their lives. */
export const reportingProjector: Projector<ReportingEvent> = {
  ...calendarProjector,
  ResultRecorded({ activityId, resultId, observedOn }, entry, rows) {
    rows.activity_result.push({
      ...placeOf(entry),
      activity_id: activityId,
      result_id: resultId,
      ...onDay(observedOn, entry),
    });
  },
  FinancialReportAccepted({ activityId, reportId, period, expenditure, provisional, corrects }, entry, rows) {
    const moment = onDay(period.to, entry);
    const amount = minorOf(expenditure);
    rows.expenditure.push({
      ...placeOf(entry),
      activity_id: activityId,
      report_id: reportId,
      corrects,
      amount,
      provisional,
      ...moment,
    });
    const spent: Movement = { measure: 'expenditure', amount, activityId };
    addMovements(rows, entry, moment, provisional ? [spent] : [spent, { ...spent, measure: 'certified' }]);
  },
  ActivityStatusRecorded({ activityId, status, since, sourceCode }, entry, rows) {
    rows.activity_status.push({
      ...placeOf(entry),
      activity_id: activityId,
      status,
      source_code: sourceCode,
      ...onDay(since, entry),
    });
  },
};
