import {
  type Aggregate,
  accept,
  alreadyExists,
  type CommandHandler,
  type Context,
  largestSum,
  type Money,
  minorOf,
  minorUnitDigits,
  moneyOf,
  type Needs,
  notFound,
  parseAmount,
  type Rejection,
  reject,
} from '@mdtf/domain';
import type {
  ExpenditureLine,
  FinancialReportAccepted,
  FinancialReportReturned,
  FinancialReportSubmitted,
  Period,
} from './events.ts';
import { refuseBelowNothing, refuseCorrected, refuseCorrectionOfCorrection } from './financial-correction.ts';
import { invalidField } from './invalid-field.ts';
import { type Judgement, type ReportStatus, refuseJudgement } from './judgement.ts';
import { reportDocument } from './progress-report.ts';
import { activityAtHand, factsAbout, refusePeriod, refuseReporter } from './reporter.ts';

// Commands

/**
 * What was spent in a period, added to what was reported before. A report that names another one corrects it: its
 * amounts are the difference and may be below zero; one that is not provisional thereby certifies the other.
 */
export interface SubmitFinancialReport {
  readonly activityId: string;
  readonly reportId: string;
  readonly period: Period;
  readonly lines: readonly ExpenditureLine[];
  readonly provisional: boolean;
  readonly corrects?: string | undefined;
  readonly note?: string | undefined;
}

// State

/** A financial report and what the secretariat said of it. */
export interface FinancialReport {
  readonly reportId: string;
  readonly activityId: string;
  readonly period: Period;
  readonly lines: readonly ExpenditureLine[];
  readonly expenditure: Money;
  readonly provisional: boolean;
  readonly corrects: string | null;
  readonly note: string | null;
  readonly status: ReportStatus;
  readonly reason: string | null;
  readonly submittedBy: string;
  /** Its expenditure with all corrections of it that were accepted, in minor units. */
  readonly counts: bigint;
}

// Rejections

function refuseLine(
  { amount }: ExpenditureLine,
  at: number,
  currency: string,
  isCorrection: boolean,
): Rejection | undefined {
  const field = `body.lines.${at}.amount`;
  if (amount.currency !== currency) {
    return {
      code: 'wrong-currency',
      category: 'refused',
      title: { en: 'Not the fund’s currency', fr: 'Monnaie autre que celle du fonds' },
      detail: {
        en: `The fund accounts in ${currency}, not in ${amount.currency}.`,
        fr: `Le fonds tient ses comptes en ${currency}, non en ${amount.currency}.`,
      },
      field,
    };
  }
  const parsed = parseAmount(amount.amount, currency);
  if (!parsed.ok || !parsed.exact) {
    const decimals = minorUnitDigits(currency);
    return invalidField('invalid-amount', field, {
      en: `must be exact to the ${decimals} decimals of ${currency}`,
      fr: `doit être exact aux ${decimals} décimales de ${currency}`,
    });
  }
  if (parsed.minor >= 0n || isCorrection) return undefined;
  return invalidField('below-zero', field, {
    en: 'may be below zero only where the report names the one it corrects',
    fr: 'ne peut être inférieur à zéro que si le rapport nomme celui qu’il corrige',
  });
}

// Decide

/** Records a financial report of the organisation whose activity it is; more than was received is shown, not refused. */
export const submitFinancialReport: CommandHandler<
  SubmitFinancialReport,
  FinancialReportSubmitted,
  FinancialReportAnswer
> = {
  needs: ({ activityId, reportId, corrects }) => needsOf(activityId, reportId, corrects),
  decide(command, slice, context) {
    const { activityId, reportId, corrects, period, lines, provisional, note } = command;
    const known = activityAtHand(activityId, slice);
    if ('code' in known) return reject(known);
    const { activity, charter } = known;
    const refused = refuseReporter(activityId, activity, context) ?? refusePeriod(period, charter, context);
    if (refused !== undefined) return reject(refused);
    if (slice.get(financialReport, reportDocument(activityId, reportId)) !== undefined) {
      return reject(alreadyExists('financial report', reportId));
    }
    const corrected =
      corrects === undefined ? undefined : slice.get(financialReport, reportDocument(activityId, corrects));
    const wrong =
      corrects === undefined
        ? undefined
        : (refuseCorrected(corrects, corrected) ?? refuseCorrectionOfCorrection(corrected));
    if (wrong !== undefined) return reject(wrong);
    const expenditure = expenditureOf(lines, charter.currency, corrects !== undefined);
    if ('code' in expenditure) return reject(expenditure);
    const below = refuseBelowNothing(expenditure, corrected);
    if (below !== undefined) return reject(below);
    const data: FinancialReportSubmitted['data'] = {
      activityId,
      reportId,
      period,
      lines,
      expenditure,
      provisional,
      corrects: corrects ?? null,
      note: note ?? null,
    };
    return accept([{ type: 'FinancialReportSubmitted', data }], financialReportAnswer(begin(data, context)));
  },
};

function expenditureOf(
  lines: readonly ExpenditureLine[],
  currency: string,
  isCorrection: boolean,
): Money | Rejection {
  let sum = 0n;
  for (const [at, line] of lines.entries()) {
    const refused = refuseLine(line, at, currency, isCorrection);
    if (refused !== undefined) return refused;
    const parsed = parseAmount(line.amount.amount, currency);
    sum += parsed.ok ? parsed.minor : 0n;
  }
  const size = sum < 0n ? -sum : sum;
  if (size <= largestSum(currency)) return moneyOf(sum, currency);
  return invalidField('invalid-amount', 'body.lines', {
    en: 'come together to more than one report can hold',
    fr: 'dépassent ensemble ce qu’un rapport peut contenir',
  });
}

/** Accepts a financial report, which then counts, or returns it with the reason. */
export const judgeFinancialReport: CommandHandler<
  Judgement,
  FinancialReportAccepted | FinancialReportReturned,
  FinancialReportAnswer
> = {
  needs: ({ activityId, reportId }, slice) => {
    const report = slice?.get(financialReport, reportDocument(activityId, reportId));
    return needsOf(activityId, reportId, report?.corrects ?? undefined);
  },
  decide(judgement, slice, context) {
    const { activityId, reportId, accepted, reason } = judgement;
    const report = slice.get(financialReport, reportDocument(activityId, reportId));
    if (report === undefined) return reject(notFound('financial report', reportId));
    const refused = refuseJudgement(judgement, report, context);
    if (refused !== undefined) return reject(refused);
    const { period, expenditure, provisional, corrects } = report;
    // Other corrections may have been accepted since this one was submitted.
    const corrected =
      corrects === null ? undefined : slice.get(financialReport, reportDocument(activityId, corrects));
    const wrong = accepted
      ? (refuseCorrectionOfCorrection(corrected) ?? refuseBelowNothing(expenditure, corrected))
      : undefined;
    if (wrong !== undefined) return reject(wrong);
    const event: FinancialReportAccepted | FinancialReportReturned = accepted
      ? {
          type: 'FinancialReportAccepted',
          data: { activityId, reportId, period, expenditure, provisional, corrects, note: reason ?? null },
        }
      : { type: 'FinancialReportReturned', data: { activityId, reportId, reason: reason ?? '' } };
    return accept([event], financialReportAnswer(judge(report, event)));
  },
};

function needsOf(activityId: string, reportId: string, corrects: string | undefined): Needs {
  const reports = corrects === undefined ? [reportId] : [reportId, corrects];
  return {
    own: reports.map((id) => ({ kind: financialReport.kind, id: reportDocument(activityId, id) })),
    facts: [...factsAbout(activityId)],
  };
}

// Answer

/** A financial report as told. */
export type FinancialReportAnswer = Omit<FinancialReport, 'submittedBy' | 'counts'>;

export function financialReportAnswer(report: FinancialReport): FinancialReportAnswer {
  const { submittedBy: _submittedBy, counts: _counts, ...told } = report;
  return told;
}

// Evolve

type Event = FinancialReportSubmitted | FinancialReportAccepted | FinancialReportReturned;

const document = ({ activityId, reportId }: Event['data']): string => reportDocument(activityId, reportId);

/** Financial reports, one document each. */
export const financialReport: Aggregate<FinancialReport, Event> = {
  kind: 'financial-report',
  version: 2,
  concerns: {
    FinancialReportSubmitted: document,
    FinancialReportAccepted: (data) =>
      data.corrects === null
        ? document(data)
        : [document(data), reportDocument(data.activityId, data.corrects)],
    FinancialReportReturned: document,
  },
  evolve(before, event, { actor }, id) {
    if (event.type === 'FinancialReportSubmitted') return begin(event.data, { actor: { id: actor } });
    if (before === undefined) throw new RangeError(`${event.type} without a report`);
    if (event.type === 'FinancialReportAccepted' && id !== document(event.data)) {
      return { ...before, counts: before.counts + minorOf(event.data.expenditure) };
    }
    return judge(before, event);
  },
};

function begin(
  data: FinancialReportSubmitted['data'],
  { actor }: { readonly actor: Pick<Context['actor'], 'id'> },
): FinancialReport {
  const counts = minorOf(data.expenditure);
  return { ...data, status: 'submitted', reason: null, submittedBy: actor.id, counts };
}

function judge(
  before: FinancialReport,
  event: FinancialReportAccepted | FinancialReportReturned,
): FinancialReport {
  return event.type === 'FinancialReportAccepted'
    ? { ...before, status: 'accepted', reason: event.data.note }
    : { ...before, status: 'returned', reason: event.data.reason };
}
