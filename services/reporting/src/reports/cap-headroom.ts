import type { Place, Verdict } from '@mdtf/domain';
import { evaluate } from '@mdtf/rules';
import { amountText, type Question } from './question.ts';
import { column, type ReportBody, type ReportRow } from './report.ts';

/** One sum that the cap is measured on, and the bank's own part of it, in minor units. */
export interface CapMeasure {
  readonly measure: 'requested' | 'agreed' | 'deposited' | 'allocated';
  readonly place: Place;
  readonly internal: bigint;
  readonly total: bigint;
}

const COLUMNS = [
  column('measure', 'text', 'Measured on', 'Mesuré sur'),
  column('internal', 'money', 'The bank’s own resources', 'Ressources propres de la banque'),
  column('total', 'money', 'Total', 'Total'),
  column('percent', 'percent', 'The bank’s share', 'Part de la banque', {
    en: 'Of the total, the bank’s part included, gross of fees, rounded half-up to two decimals; blank where that is 0',
    fr: 'Du total, part de la banque comprise, avant frais, arrondi à deux décimales, la moitié vers le haut ; vide si ce total est nul',
  }),
  column('percentLimit', 'percent', 'Cap', 'Plafond', {
    en: 'Of the same total, rounded half-up to two decimals',
    fr: 'Du même total, arrondi à deux décimales, la moitié vers le haut',
  }),
  column('headroom', 'money', 'How much more from the bank', 'Marge pour la banque'),
  column('outcome', 'text', 'Outcome', 'Résultat'),
  column('severity', 'text', 'What the charter wants', 'Ce que veut la charte'),
  column('explanation_en', 'text', 'Explanation (English)', 'Explication (anglais)'),
  column('explanation_fr', 'text', 'Explanation (French)', 'Explication (français)'),
];

/** How much more of the bank's own money may go in, on each measure, by the rule that every decision uses. */
export function capHeadroomReport(question: Question, measures: readonly CapMeasure[]): ReportBody {
  const judged = measures.map((measure) => ({ measure, verdict: verdictOf(question, measure) }));
  return {
    title: { en: 'Cap on the bank’s internal resources', fr: 'Plafond des ressources internes de la banque' },
    columns: COLUMNS,
    rows: judged.map(({ measure, verdict }) => cells(question, measure, verdict)),
    totals: {},
    checks: judged.map(({ measure: { measure, internal, total } }) => ({
      check: `${measure}: the bank’s part is not more than the total`,
      holds: internal <= total,
    })),
  };
}

function verdictOf({ charter }: Question, { place, internal, total }: CapMeasure): Verdict {
  const facts = { currency: charter.currency, internalMinor: internal, totalMinor: total };
  return evaluate('R1', place, facts, charter.rules);
}

function cells(question: Question, { measure, internal, total }: CapMeasure, verdict: Verdict): ReportRow {
  return {
    measure,
    internal: amountText(question, internal),
    total: amountText(question, total),
    percent: verdict.percent,
    percentLimit: verdict.percentLimit,
    headroom: verdict.headroom?.amount ?? null,
    outcome: verdict.outcome,
    severity: verdict.severity,
    explanation_en: verdict.explanation.en,
    explanation_fr: verdict.explanation.fr,
  };
}
