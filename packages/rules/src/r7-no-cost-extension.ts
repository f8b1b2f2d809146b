import type { LocalDate, SmallestChange } from '@mdtf/domain';
import { addMonths, monthsReaching } from '@mdtf/domain';
import { finding, notApplicable, type Rule } from './rule.ts';
import { changeOfDate, deed } from './smallest-change.ts';

/** An extension asked for, with what it adds to the budget in minor units. */
export interface NoCostExtensionFacts {
  /** Extensions without cost granted before. */
  readonly before: number;
  readonly plannedEnd: LocalDate | null;
  readonly newEnd: LocalDate | null;
  readonly addedMinor: bigint;
}

export interface NoCostExtensionParameters {
  readonly times: number;
  readonly maximumMonths: number;
}

/** R7: a project is extended without cost once, by at most twelve months. */
export const noCostExtension: Rule<NoCostExtensionFacts, NoCostExtensionParameters> = {
  id: 'R7',
  version: 1,
  source: 'MDG Achievement Fund, guidelines',
  title: { en: 'Extension without cost', fr: 'Prolongation sans coût' },
  explanation: {
    en: 'A project is extended without cost at most so many times, each time by at most so many months. An extension that adds money is decided as a new amount.',
    fr: 'Un projet est prolongé sans coût au plus tant de fois, chaque fois de tant de mois au plus. Une prolongation qui ajoute de l’argent est décidée comme un nouveau montant.',
  },
  places: { amendment: 'needs-waiver' },
  parameters: {
    times: {
      type: 'integer',
      minimum: 0,
      maximum: 20,
      default: 1,
      label: { en: 'Most extensions without cost', fr: 'Nombre maximal de prolongations sans coût' },
    },
    maximumMonths: {
      type: 'integer',
      minimum: 1,
      maximum: 120,
      default: 12,
      label: { en: 'Most months of one', fr: 'Nombre maximal de mois pour chacune' },
    },
  },
  quantities: {
    before: {
      type: 'number',
      label: { en: 'Extensions without cost before', fr: 'Prolongations sans coût antérieures' },
    },
    plannedEnd: { type: 'date', label: { en: 'Planned end', fr: 'Fin prévue' } },
    newEnd: { type: 'date', label: { en: 'End asked for', fr: 'Fin demandée' } },
    addedMinor: {
      type: 'money',
      label: { en: 'What it adds to the budget', fr: 'Montant ajouté au budget' },
    },
  },
  evaluate({ before, plannedEnd, newEnd, addedMinor }, { times, maximumMonths }) {
    if (plannedEnd === null || newEnd === null || newEnd <= plannedEnd) return notApplicable(NO_EXTENSION);
    if (addedMinor > 0n) return notApplicable(WITH_COST);
    const latest = addMonths(plannedEnd, maximumMonths);
    const months = monthsReaching(plannedEnd, newEnd);
    const tooOften = before >= times;
    const tooLong = newEnd > latest;
    return finding({
      result: tooOften || tooLong ? 'broken' : 'holds',
      numerator: `${months}`,
      limit: `${maximumMonths}`,
      explanation: {
        en:
          `Extension ${before + 1} without cost, of ${times} allowed${tooOften ? ', is one too many' : ''}. ` +
          `From ${plannedEnd} to ${newEnd} it reaches into month ${months} of ${maximumMonths}; the latest end is ${latest}.`,
        fr:
          `Prolongation sans coût n° ${before + 1}, sur ${times} autorisée(s)${tooOften ? ' : une de trop' : ''}. ` +
          `Du ${plannedEnd} au ${newEnd}, elle atteint le mois ${months} sur ${maximumMonths} ; la fin est possible jusqu’au ${latest}.`,
      },
      changes: [
        ...(tooOften ? [keepEnd(plannedEnd)] : tooLong ? [shorten(latest)] : []),
        ...(tooOften || tooLong ? [ADD_COST] : []),
      ],
    });
  },
};

const NO_EXTENSION = { en: 'No extension is asked for.', fr: 'Aucune prolongation n’est demandée.' };
const WITH_COST = {
  en: 'The extension adds money, so it is not one without cost.',
  fr: 'La prolongation ajoute de l’argent : elle n’est pas sans coût.',
};

function keepEnd(plannedEnd: LocalDate): SmallestChange {
  const holds = { en: 'The extensions before stay', fr: 'Les prolongations antérieures restent inchangées' };
  const action = { en: `Keep the end, ${plannedEnd}.`, fr: `Maintenir la fin au ${plannedEnd}.` };
  return changeOfDate('extensions-fixed', holds, action, plannedEnd);
}

function shorten(latest: LocalDate): SmallestChange {
  const holds = { en: 'The planned end stays', fr: 'La fin prévue reste inchangée' };
  const action = { en: `Move the end asked for to ${latest}.`, fr: `Ramener la fin demandée au ${latest}.` };
  return changeOfDate('end-fixed', holds, action, latest);
}

const ADD_COST = deed(
  'with-cost',
  { en: 'The end asked for stays', fr: 'La fin demandée reste inchangée' },
  {
    en: 'Ask for it with its cost, as a new amount.',
    fr: 'La demander avec son coût, comme un nouveau montant.',
  },
);
