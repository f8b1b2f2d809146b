import type { Context, Rejection } from '@mdtf/domain';
import { invalidField } from './invalid-field.ts';

/** Where a report stands: with the secretariat, accepted, or returned with the reason. */
export type ReportStatus = 'submitted' | 'accepted' | 'returned';

/** What the secretariat says of a report; a return has a reason, an acceptance may have a note. */
export interface Judgement {
  readonly activityId: string;
  readonly reportId: string;
  readonly accepted: boolean;
  readonly reason?: string | undefined;
}

/** The refusal of a judgement passed twice, by the person who reported, or returned without a reason. */
export function refuseJudgement(
  { reportId, accepted, reason }: Judgement,
  report: { readonly status: ReportStatus; readonly submittedBy: string },
  { actor }: Context,
): Rejection | undefined {
  if (report.status !== 'submitted') {
    return {
      code: 'already-judged',
      category: 'conflict',
      title: `The report is ${report.status}`,
      detail: `Report ${reportId} is ${report.status} already; what has changed since is a new report.`,
    };
  }
  if (report.submittedBy === actor.id) {
    return {
      code: 'same-person',
      category: 'forbidden',
      title: 'Four eyes are needed',
      detail: 'Who submits a report does not judge it.',
    };
  }
  if (accepted || reason !== undefined) return undefined;
  return invalidField('reason-missing', 'body.reason', 'must say why the report is returned');
}
