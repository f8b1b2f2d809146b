import { percentHalfUp } from '@mdtf/domain';
import { type Activity, inKindCells, moneyCells, netFunded, waitOf } from './activity.ts';
import { activityChecks } from './delivery.ts';
import type { FundMoney } from './fund-money.ts';
import { amountText, type Question } from './question.ts';
import { column, percentOf, type ReportBody, type ReportRow, sumOf } from './report.ts';

const COLUMNS = [
  column('activityId', 'text', 'Activity', 'Activité'),
  column('title', 'text', 'Title', 'Titre'),
  column('kind', 'text', 'Kind', 'Nature'),
  column('partner', 'text', 'Partner', 'Partenaire'),
  column('partnerName', 'text', 'Name of the partner', 'Nom du partenaire'),
  column('windowId', 'text', 'Window', 'Guichet'),
  column('callId', 'text', 'Call', 'Appel'),
  column('status', 'text', 'Status', 'État'),
  column('statusSince', 'date', 'Status since', 'État depuis'),
  column('waitingSince', 'date', 'Waiting since', 'En attente depuis'),
  column('waitingDays', 'count', 'Days waiting', 'Jours d’attente'),
  column('startDate', 'date', 'Start', 'Début'),
  column('endDate', 'date', 'End', 'Fin'),
  column('recommendations', 'text', 'Recommendations of the Forum', 'Recommandations du Forum'),
  column('approved', 'money', 'Approved', 'Approuvé'),
  column('allocated', 'money', 'Allocated', 'Alloué'),
  column('transferred', 'money', 'Transferred', 'Versé'),
  column('refunded', 'money', 'Refunded', 'Remboursé'),
  column('netFunded', 'money', 'Net funded', 'Net financé'),
  column('spent', 'money', 'Spent', 'Dépensé'),
  column('provisional', 'money', 'Of it provisional', 'Dont provisoire'),
  column('withPartner', 'money', 'With the partner', 'Chez le partenaire'),
  column('deliveryPercent', 'percent', 'Delivery', 'Exécution', {
    ...percentOf('net funded', 'ce qui est net financé', 2),
  }),
  column('indirectCost', 'money', 'Indirect support cost', 'Coûts d’appui indirects'),
  column(
    'indirectSharePercent',
    'percent',
    'Share of indirect support cost',
    'Part des coûts d’appui indirects',
    {
      ...percentOf('the direct cost of the budget', 'coûts directs du budget', 2),
    },
  ),
  column('inKind', 'money', 'In kind, for information', 'En nature, pour information'),
  column('inKindDelivered', 'money', 'Of it delivered, for information', 'Dont livré, pour information'),
];

/** Every activity with where it is in its life, how long it waits, and its money. */
export function activities(question: Question, all: readonly Activity[], money: FundMoney): ReportBody {
  const { windowId } = question;
  const shown = windowId === undefined ? all : all.filter((activity) => activity.windowId === windowId);
  return {
    title: { en: 'Activities', fr: 'Activités' },
    columns: COLUMNS,
    rows: shown.map((activity) => activityCells(question, activity)),
    totals: {
      approved: amountText(
        question,
        sumOf(shown, (a) => a.approved),
      ),
      ...moneyCells(question, shown),
      ...inKindCells(question, shown),
    },
    checks: activityChecks(all, money),
  };
}

/** One activity as a row; lists are one cell, separated by semicolons. */
export function activityCells(question: Question, activity: Activity): ReportRow {
  return {
    activityId: activity.activityId,
    title: activity.title,
    kind: activity.kind,
    partner: activity.partner,
    partnerName: activity.partnerName,
    windowId: activity.windowId,
    callId: activity.callId,
    status: activity.status,
    statusSince: activity.statusSince,
    ...waitOf(activity, question.asOf),
    startDate: activity.startDate,
    endDate: activity.endDate,
    recommendations: activity.recommendations.join('; '),
    approved: amountText(question, activity.approved),
    ...moneyCells(question, [activity]),
    deliveryPercent: percentHalfUp(activity.spent, netFunded(activity), 2),
    indirectCost: amountText(question, activity.indirectCost),
    indirectSharePercent: percentHalfUp(activity.indirectCost, activity.directCost, 2),
    ...inKindCells(question, [activity]),
  };
}
