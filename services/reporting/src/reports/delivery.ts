import { percentHalfUp } from '@mdtf/domain';
import { type Activity, moneyCells, netFunded } from './activity.ts';
import type { FundMoney } from './fund-money.ts';
import type { Question } from './question.ts';
import { column, equalSums, percentOf, type ReportBody, type ReportRow, sumOf } from './report.ts';

const COLUMNS = [
  column('activityId', 'text', 'Activity', 'Activité'),
  column('title', 'text', 'Title', 'Titre'),
  column('partner', 'text', 'Partner', 'Partenaire'),
  column('windowId', 'text', 'Window', 'Guichet'),
  column('allocated', 'money', 'Allocated', 'Alloué'),
  column('transferred', 'money', 'Transferred', 'Versé'),
  column('refunded', 'money', 'Refunded', 'Remboursé'),
  column('netFunded', 'money', 'Net funded', 'Net financé'),
  column('spent', 'money', 'Spent', 'Dépensé'),
  column('provisional', 'money', 'Of it provisional', 'Dont provisoire'),
  column('withPartner', 'money', 'With the partner', 'Chez le partenaire'),
  column('deliveryPercent', 'percent', 'Delivery', 'Exécution', {
    ...percentOf(
      'net funded, which is transfers less refunds',
      'ce qui est net financé, les versements moins les remboursements',
      2,
    ),
  }),
];

/** What each activity received and spent; with a window, only that window's. */
export function delivery(question: Question, all: readonly Activity[], money: FundMoney): ReportBody {
  const { windowId } = question;
  const shown = windowId === undefined ? all : all.filter((activity) => activity.windowId === windowId);
  const cells = (of: readonly Activity[]): ReportRow => ({
    ...moneyCells(question, of),
    deliveryPercent: percentHalfUp(
      sumOf(of, (a) => a.spent),
      sumOf(of, netFunded),
      2,
    ),
  });
  return {
    title: { en: 'Delivery', fr: 'Exécution' },
    columns: COLUMNS,
    rows: shown.map((activity) => ({
      activityId: activity.activityId,
      title: activity.title,
      partner: activity.partner,
      windowId: activity.windowId,
      ...cells([activity]),
    })),
    totals: { ...cells(shown), ...totalsByWindow(shown, cells) },
    checks: activityChecks(all, money),
  };
}

/** Totals of each window as cells named after it, such as `W1.spent`. */
function totalsByWindow(
  shown: readonly Activity[],
  cells: (of: readonly Activity[]) => ReportRow,
): ReportRow {
  const windows = [...new Set(shown.flatMap(({ windowId }) => (windowId === null ? [] : [windowId])))].sort();
  return Object.fromEntries(
    windows.flatMap((window) =>
      Object.entries(cells(shown.filter(({ windowId }) => windowId === window))).map(([name, cell]) => [
        `${window}.${name}`,
        cell,
      ]),
    ),
  );
}

/** All activities together come to the fund's own sums. */
export function activityChecks(all: readonly Activity[], { sums }: FundMoney): ReportBody['checks'] {
  const of = (wanted: string): bigint =>
    sumOf(sums, ({ measure, amount }) => (measure === wanted ? amount : 0n));
  return [
    equalSums(
      'allocated of all activities = of the fund',
      sumOf(all, (a) => a.allocated),
      of('allocation'),
    ),
    equalSums(
      'transferred to all activities = by the fund',
      sumOf(all, (a) => a.transferred),
      of('transfer'),
    ),
    equalSums(
      'refunded by all activities = to the fund',
      sumOf(all, (a) => a.refunded),
      of('refund'),
    ),
    equalSums(
      'spent by all activities = expenditure of the fund',
      sumOf(all, (a) => a.spent),
      of('expenditure'),
    ),
  ];
}
