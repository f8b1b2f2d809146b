import { type Money, minorOf, moneyOf, notKnown, type Rejection, wordMoney } from '@mdtf/domain';
import { type ReportStatus, STATUS_IN_FRENCH } from './judgement.ts';

/** A financial report that another one names as corrected. */
export interface CorrectedReport {
  readonly reportId: string;
  readonly status: ReportStatus;
  readonly corrects: string | null;
  /** Its expenditure with all corrections of it that were accepted, in minor units. */
  readonly counts: bigint;
}

/** Why a report cannot be corrected: it is not known, or does not count. */
export function refuseCorrected(
  corrects: string,
  corrected: CorrectedReport | undefined,
): Rejection | undefined {
  if (corrected === undefined) return notKnown('financial report', corrects, 'body.corrects');
  if (corrected.status === 'accepted') return undefined;
  return {
    code: 'not-accepted',
    category: 'refused',
    title: { en: 'Nothing to correct', fr: 'Rien à corriger' },
    detail: {
      en: `Report ${corrects} is ${corrected.status}, not accepted: it counts nowhere yet.`,
      fr: `Le rapport ${corrects} est ${STATUS_IN_FRENCH[corrected.status]}, non accepté : il ne compte encore nulle part.`,
    },
    field: 'body.corrects',
    params: { id: corrects },
  };
}

/** A correction names the report itself: what it counts is kept there, and one that names a correction would take from it unseen. */
export function refuseCorrectionOfCorrection(corrected: CorrectedReport | undefined): Rejection | undefined {
  if (corrected === undefined || corrected.corrects === null) return undefined;
  const { reportId, corrects } = corrected;
  return {
    code: 'corrects-a-correction',
    category: 'refused',
    title: { en: 'The report itself is corrected', fr: 'C’est le rapport lui-même qui se corrige' },
    detail: {
      en: `Report ${reportId} is a correction of ${corrects}: name ${corrects} as the report that is corrected; all corrections of it count together.`,
      fr: `Le rapport ${reportId} est une correction de ${corrects} : nommez ${corrects} comme rapport corrigé ; toutes ses corrections comptent ensemble.`,
    },
    field: 'body.corrects',
    params: { id: reportId, corrects },
  };
}

/** Corrections together take back at most what was reported. */
export function refuseBelowNothing(
  expenditure: Money,
  corrected: CorrectedReport | undefined,
): Rejection | undefined {
  const change = minorOf(expenditure);
  if (corrected === undefined || change >= 0n || corrected.counts + change >= 0n) return undefined;
  const { reportId, counts } = corrected;
  const counted = moneyOf(counts, expenditure.currency);
  return {
    code: 'corrects-too-much',
    category: 'refused',
    title: { en: 'More than was reported', fr: 'Plus que ce qui a été déclaré' },
    detail: {
      en: `Report ${reportId} counts ${wordMoney(counted, 'en')} by now; nobody spends less than nothing.`,
      fr: `Le rapport ${reportId} compte désormais pour ${wordMoney(counted, 'fr')} ; nul ne dépense moins que rien.`,
    },
    field: 'body.lines',
    params: { id: reportId },
  };
}
