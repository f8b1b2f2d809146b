import type { LocalDate, Money } from '@mdtf/domain';
import type { CalendarEvent } from './follow-up-events.ts';
import type { NoticeEvent } from './notice-delivery.ts';

/** Days from the first to the last, both included. */
export interface Period {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** Where an activity is in its life; how it is shown where it waits for someone. */
export type LifeStatus =
  | 'implementation'
  | 'final-report-due'
  | 'under-audit'
  | 'refund-due'
  | 'under-closure'
  | 'closed';

/** Money spent in one of the budget's categories; 0: the source does not say which. Below zero only in a correction. */
export interface ExpenditureLine {
  readonly category: number;
  readonly amount: Money;
}

/** One value of a result for one group, such as by sex: women. */
export interface GroupValue {
  readonly by: string;
  readonly group: string;
  readonly value: string;
}

export interface ProgressReportSubmitted {
  readonly type: 'ProgressReportSubmitted';
  readonly data: {
    readonly activityId: string;
    readonly reportId: string;
    readonly period: Period;
    readonly narrative: string;
    readonly lessons: string | null;
  };
}

export interface ProgressReportAccepted {
  readonly type: 'ProgressReportAccepted';
  readonly data: { readonly activityId: string; readonly reportId: string; readonly note: string | null };
}

export interface ProgressReportReturned {
  readonly type: 'ProgressReportReturned';
  readonly data: { readonly activityId: string; readonly reportId: string; readonly reason: string };
}

export interface FinancialReportSubmitted {
  readonly type: 'FinancialReportSubmitted';
  readonly data: {
    readonly activityId: string;
    readonly reportId: string;
    readonly period: Period;
    readonly lines: readonly ExpenditureLine[];
    readonly expenditure: Money;
    readonly provisional: boolean;
    readonly corrects: string | null;
    readonly note: string | null;
  };
}

/** Carries what was spent once more, so that a reader of accepted money needs no other entry. */
export interface FinancialReportAccepted {
  readonly type: 'FinancialReportAccepted';
  readonly data: {
    readonly activityId: string;
    readonly reportId: string;
    readonly period: Period;
    readonly expenditure: Money;
    readonly provisional: boolean;
    readonly corrects: string | null;
    readonly note: string | null;
  };
}

export interface FinancialReportReturned {
  readonly type: 'FinancialReportReturned';
  readonly data: { readonly activityId: string; readonly reportId: string; readonly reason: string };
}

export interface ResultRecorded {
  readonly type: 'ResultRecorded';
  readonly data: {
    readonly activityId: string;
    readonly resultId: string;
    readonly indicatorId: string | null;
    readonly statement: string;
    readonly value: string | null;
    readonly unit: string | null;
    readonly disaggregation: readonly GroupValue[];
    readonly observedOn: LocalDate;
  };
}

export interface ActivityStatusRecorded {
  readonly type: 'ActivityStatusRecorded';
  readonly data: {
    readonly activityId: string;
    readonly status: LifeStatus;
    readonly since: LocalDate;
    readonly sourceCode: string | null;
    readonly note: string | null;
  };
}

/** Every fact that this service records. */
export type ReportingEvent =
  | ProgressReportSubmitted
  | ProgressReportAccepted
  | ProgressReportReturned
  | FinancialReportSubmitted
  | FinancialReportAccepted
  | FinancialReportReturned
  | ResultRecorded
  | ActivityStatusRecorded
  | CalendarEvent
  | NoticeEvent;
