import type { Context, Rejection } from '@mdtf/domain';
import { invalidField } from './invalid-field.ts';

/** Where a report stands: with the secretariat, accepted, or returned with the reason. */
export type ReportStatus = 'submitted' | 'accepted' | 'returned';

/** Where a report stands, as French sentences say it. */
export const STATUS_IN_FRENCH: { readonly [S in ReportStatus]: string } = {
  submitted: 'soumis',
  accepted: 'accepté',
  returned: 'renvoyé',
};

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
      title: {
        en: `The report is ${report.status}`,
        fr: `Le rapport est ${STATUS_IN_FRENCH[report.status]}`,
      },
      detail: {
        en: `Report ${reportId} is ${report.status} already; what has changed since is a new report.`,
        fr: `Le rapport ${reportId} est déjà ${STATUS_IN_FRENCH[report.status]} ; ce qui a changé depuis fait l’objet d’un nouveau rapport.`,
      },
    };
  }
  if (report.submittedBy === actor.id) {
    return {
      code: 'same-person',
      category: 'forbidden',
      title: { en: 'Four eyes are needed', fr: 'Deux personnes sont nécessaires' },
      detail: {
        en: 'Who submits a report does not judge it.',
        fr: 'Qui soumet un rapport ne se prononce pas sur lui.',
      },
    };
  }
  if (accepted || reason !== undefined) return undefined;
  return invalidField('reason-missing', 'body.reason', {
    en: 'must say why the report is returned',
    fr: 'doit dire pourquoi le rapport est renvoyé',
  });
}
