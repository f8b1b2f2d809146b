import type { LocalDate } from '@mdtf/domain';
import { addMonths } from '@mdtf/domain';
import { finding, notApplicable, type Rule } from './rule.ts';
import { changeOfDate } from './smallest-change.ts';

/** When an extension is asked for, and the end it would move; null where none is. */
export interface ExtensionNoticeFacts {
  readonly askedOn: LocalDate | null;
  readonly plannedEnd: LocalDate | null;
}

export interface ExtensionNoticeParameters {
  readonly noticeMonths: number;
}

/** R6: an extension is asked for at least three months before the planned end. */
export const extensionNotice: Rule<ExtensionNoticeFacts, ExtensionNoticeParameters> = {
  id: 'R6',
  version: 1,
  source: 'Peacebuilding Fund guidelines',
  title: { en: 'Extension asked in time', fr: 'Prolongation demandée à temps' },
  explanation: {
    en: 'An extension is asked for some months before the planned end, to the day.',
    fr: 'Une prolongation est demandée quelques mois avant la fin prévue, au jour près.',
  },
  places: { amendment: 'needs-waiver' },
  parameters: {
    noticeMonths: {
      type: 'integer',
      minimum: 0,
      maximum: 24,
      default: 3,
      label: { en: 'Months before the planned end', fr: 'Mois avant la fin prévue' },
    },
  },
  quantities: {
    askedOn: { type: 'date', label: { en: 'Day the extension is asked', fr: 'Jour de la demande' } },
    plannedEnd: { type: 'date', label: { en: 'Planned end', fr: 'Fin prévue' } },
  },
  evaluate({ askedOn, plannedEnd }, { noticeMonths }) {
    if (askedOn === null || plannedEnd === null) return notApplicable(NO_EXTENSION);
    const latest = addMonths(plannedEnd, -noticeMonths);
    const holds = askedOn <= latest;
    return finding({
      result: holds ? 'holds' : 'broken',
      explanation: {
        en: `The extension is asked on ${askedOn}; with the end planned for ${plannedEnd}, the last day to ask is ${latest}.`,
        fr: `La prolongation est demandée le ${askedOn} ; la fin étant prévue le ${plannedEnd}, le dernier jour pour la demander est le ${latest}.`,
      },
      changes: holds
        ? []
        : [
            changeOfDate(
              'end-fixed',
              { en: 'The planned end stays', fr: 'La fin prévue reste inchangée' },
              {
                en: `An extension had to be asked by ${latest}.`,
                fr: `Une prolongation devait être demandée au plus tard le ${latest}.`,
              },
              latest,
            ),
          ],
    });
  },
};

const NO_EXTENSION = { en: 'No extension is asked for.', fr: 'Aucune prolongation n’est demandée.' };
