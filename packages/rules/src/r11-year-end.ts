import type { LocalDate } from '@mdtf/domain';
import { finding, type Rule } from './rule.ts';
import { changeOfDate } from './smallest-change.ts';

/** Expenditure reported up to the end of a year, and when it was certified. */
export interface YearEndFacts {
  /** The year whose expenditure it is. */
  readonly year: number;
  /** Null: it is provisional still. */
  readonly certifiedOn: LocalDate | null;
  readonly today: LocalDate;
}

export interface YearEndParameters {
  readonly certifiedBy: string;
}

/** The last day on which a year's expenditure may be certified. */
export function certificationDue(year: number, { certifiedBy }: YearEndParameters): LocalDate {
  return `${`${year + 1}`.padStart(4, '0')}-${certifiedBy}`;
}

/** R11: a year's expenditure is certified by 30 April after it, and until then provisional and shown so. */
export const yearEnd: Rule<YearEndFacts, YearEndParameters> = {
  id: 'R11',
  version: 1,
  source: 'unpbf.org, funding status',
  title: { en: 'Year-end expenditure', fr: 'Dépenses de fin d’exercice' },
  explanation: {
    en: 'A year’s expenditure is certified by a day of the next year. Before that it is provisional and shown so.',
    fr: 'Les dépenses d’un exercice sont certifiées avant un jour de l’année suivante. Jusque-là elles sont provisoires et présentées comme telles.',
  },
  places: { report: 'warn', closure: 'warn' },
  parameters: {
    certifiedBy: {
      type: 'day-of-year',
      default: '04-30',
      label: { en: 'Day of the next year', fr: 'Jour de l’année suivante' },
    },
  },
  quantities: {
    year: { type: 'number', label: { en: 'Year of the expenditure', fr: 'Exercice des dépenses' } },
    certifiedOn: { type: 'date', label: { en: 'Day it was certified', fr: 'Jour de la certification' } },
    today: { type: 'date', label: { en: 'Today', fr: 'Aujourd’hui' } },
  },
  evaluate({ year, certifiedOn, today }, parameters) {
    const due = certificationDue(year, parameters);
    const holds = (certifiedOn ?? today) <= due;
    return finding({
      result: holds ? 'holds' : 'broken',
      explanation:
        certifiedOn === null
          ? {
              en: `The expenditure of ${year} is provisional on ${today}; it is to be certified by ${due}.`,
              fr: `Les dépenses de ${year} sont provisoires au ${today} ; elles doivent être certifiées au plus tard le ${due}.`,
            }
          : {
              en: `The expenditure of ${year} was certified on ${certifiedOn}; it was to be by ${due}.`,
              fr: `Les dépenses de ${year} ont été certifiées le ${certifiedOn} ; elles devaient l’être au plus tard le ${due}.`,
            },
      changes: holds ? [] : [certifyBy(due)],
    });
  },
};

function certifyBy(due: LocalDate) {
  const holds = { en: 'The expenditure stays', fr: 'Les dépenses restent inchangées' };
  const action = {
    en: `It had to be certified by ${due}.`,
    fr: `Elles devaient être certifiées au plus tard le ${due}.`,
  };
  return changeOfDate('expenditure-fixed', holds, action, due);
}
