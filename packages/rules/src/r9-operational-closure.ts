import type { LocalDate, SmallestChange } from '@mdtf/domain';
import { addMonths } from '@mdtf/domain';
import { finding, type Rule } from './rule.ts';
import { changeOfDate, deed } from './smallest-change.ts';

/** A project at its operational end. */
export interface OperationalClosureFacts {
  /** When the partner declared that its activities are complete; null: not declared. */
  readonly declaredOn: LocalDate | null;
  /** When the final narrative report came; null: not yet. */
  readonly narrativeOn: LocalDate | null;
  readonly today: LocalDate;
}

export interface OperationalClosureParameters {
  readonly narrativeMonths: number;
}

/** R9: the partner declares operational closure, and the final narrative follows within three months. */
export const operationalClosure: Rule<OperationalClosureFacts, OperationalClosureParameters> = {
  id: 'R9',
  version: 1,
  source: 'Peacebuilding Support Office, guidelines',
  title: { en: 'Operational closure', fr: 'Clôture opérationnelle' },
  explanation: {
    en: 'The partner declares its activities complete; the final narrative report comes within some months of that day.',
    fr: 'Le partenaire déclare ses activités achevées ; le rapport narratif final suit dans un délai de quelques mois.',
  },
  places: { closure: 'block', report: 'warn' },
  parameters: {
    narrativeMonths: {
      type: 'integer',
      minimum: 1,
      maximum: 24,
      default: 3,
      label: { en: 'Months for the final narrative', fr: 'Mois pour le rapport narratif final' },
    },
  },
  quantities: {
    declaredOn: {
      type: 'date',
      label: { en: 'Day the partner declared it', fr: 'Jour de la déclaration du partenaire' },
    },
    narrativeOn: {
      type: 'date',
      label: { en: 'Day the final narrative came', fr: 'Jour de réception du rapport narratif final' },
    },
    today: { type: 'date', label: { en: 'Today', fr: 'Aujourd’hui' } },
  },
  evaluate({ declaredOn, narrativeOn, today }, { narrativeMonths }) {
    if (declaredOn === null)
      return finding({ result: 'broken', explanation: NOT_DECLARED, changes: [DECLARE] });
    const due = addMonths(declaredOn, narrativeMonths);
    const holds = (narrativeOn ?? today) <= due;
    return finding({
      result: holds ? 'holds' : 'broken',
      explanation: {
        en: `Declared complete on ${declaredOn}; the final narrative is due by ${due} and ${narrativeOn === null ? `has not come by ${today}` : `came on ${narrativeOn}`}.`,
        fr: `Achèvement déclaré le ${declaredOn} ; le rapport narratif final est attendu au plus tard le ${due} et ${narrativeOn === null ? `n’est pas parvenu au ${today}` : `est parvenu le ${narrativeOn}`}.`,
      },
      changes: holds ? [] : [narrativeBy(due)],
    });
  },
};

const NOT_DECLARED = {
  en: 'The partner has not declared its activities complete.',
  fr: 'Le partenaire n’a pas déclaré ses activités achevées.',
};

const DECLARE = deed(
  'declaration',
  { en: 'The reports stay', fr: 'Les rapports restent inchangés' },
  {
    en: 'Have the partner declare its activities complete.',
    fr: 'Obtenir du partenaire la déclaration d’achèvement de ses activités.',
  },
);

function narrativeBy(due: LocalDate): SmallestChange {
  const holds = { en: 'The declaration stays', fr: 'La déclaration reste inchangée' };
  const action = {
    en: `The final narrative had to come by ${due}.`,
    fr: `Le rapport narratif final devait parvenir au plus tard le ${due}.`,
  };
  return changeOfDate('declaration-fixed', holds, action, due);
}
