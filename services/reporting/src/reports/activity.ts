import { daysBetween, type LocalDate } from '@mdtf/domain';
import type { LifeStatus } from '../domain/events.ts';
import { amountText, type Question } from './question.ts';
import { type ReportRow, sumOf } from './report.ts';

/** What became of an allocation; amounts in minor units. */
export interface Activity {
  readonly fund: string;
  readonly activityId: string;
  readonly title: string;
  readonly partner: string;
  readonly partnerName: string | null;
  readonly partnerType: string | null;
  readonly windowId: string | null;
  readonly callId: string | null;
  readonly callTitle: string | null;
  /** Of its call; without one, of its first allocation. */
  readonly year: number;
  readonly kind: string | null;
  readonly startDate: LocalDate | null;
  readonly endDate: LocalDate | null;
  readonly recommendations: readonly string[];
  readonly countries: readonly string[];
  /** Whom it is to reach, where the proposal counts them. */
  readonly people: { readonly [group in 'women' | 'men' | 'girls' | 'boys']: bigint | null };
  readonly directCost: bigint;
  readonly indirectCost: bigint;
  readonly status: LifeStatus;
  readonly statusSince: LocalDate | null;
  readonly approved: bigint;
  readonly allocated: bigint;
  readonly transferred: bigint;
  readonly refunded: bigint;
  readonly spent: bigint;
  /** Of what is spent: not provisional any more. */
  readonly certified: bigint;
  /** What is agreed in kind and what of it was delivered, valued for information; in no sum of money. */
  readonly inKind: bigint;
  readonly inKindDelivered: bigint;
}

const WAITING: ReadonlySet<LifeStatus> = new Set([
  'final-report-due',
  'under-audit',
  'refund-due',
  'under-closure',
]);

/** Since when an activity waits for a report, an audit, a refund or its closure, and for how many days. */
export function waitOf(
  { status, statusSince }: Activity,
  asOf: LocalDate,
): { readonly waitingSince: LocalDate | null; readonly waitingDays: number | null } {
  if (!WAITING.has(status) || statusSince === null) return { waitingSince: null, waitingDays: null };
  return { waitingSince: statusSince, waitingDays: daysBetween(statusSince, asOf) };
}

/** Transfers less refunds: R20. */
export function netFunded({ transferred, refunded }: Pick<Activity, 'transferred' | 'refunded'>): bigint {
  return transferred - refunded;
}

/** What of the money is left with the partner; below zero where more was spent than received. */
export function withPartner(activity: Activity): bigint {
  return netFunded(activity) - activity.spent;
}

/** Sums of activities as cells of a row. */
export function moneyCells(question: Question, activities: readonly Activity[]): ReportRow {
  const text = (amount: (activity: Activity) => bigint): string =>
    amountText(question, sumOf(activities, amount));
  return {
    allocated: text((a) => a.allocated),
    transferred: text((a) => a.transferred),
    refunded: text((a) => a.refunded),
    netFunded: text(netFunded),
    spent: text((a) => a.spent),
    provisional: text((a) => a.spent - a.certified),
    withPartner: text(withPartner),
  };
}

/** Gifts in kind beside the money, as cells of a row. */
export function inKindCells(question: Question, activities: readonly Activity[]): ReportRow {
  const text = (amount: (activity: Activity) => bigint): string =>
    amountText(question, sumOf(activities, amount));
  return { inKind: text((a) => a.inKind), inKindDelivered: text((a) => a.inKindDelivered) };
}
