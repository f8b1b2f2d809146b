import type { LocalDate, SmallestChange } from '@mdtf/domain';
import { addDays, addMonths, monthsReaching } from '@mdtf/domain';
import { notApplicable, type Rule } from './rule.ts';

/** The first and last date of a project; null where it does not say yet. */
export interface LengthFacts {
  readonly startDate: LocalDate | null;
  readonly endDate: LocalDate | null;
}

export interface LengthParameters {
  readonly maximumMonths: number;
}

/** R8: at most 36 months lie between start and end. */
export const projectLength: Rule<LengthFacts, LengthParameters> = {
  id: 'R8',
  version: 1,
  source: 'unpbf.org, application guidelines',
  title: { en: 'Length', fr: 'Durée' },
  explanation: {
    en: 'From start to end a project takes at most so many months, to the day.',
    fr: 'Du début à la fin, un projet dure au plus tant de mois, au jour près.',
  },
  places: { proposal: 'needs-waiver', agenda: 'needs-waiver', decision: 'needs-waiver' },
  parameters: {
    maximumMonths: {
      type: 'integer',
      minimum: 1,
      maximum: 240,
      default: 36,
      label: { en: 'Most months from start to end', fr: 'Nombre maximal de mois du début à la fin' },
    },
  },
  quantities: {
    startDate: { type: 'date', label: { en: 'First day', fr: 'Premier jour' } },
    endDate: { type: 'date', label: { en: 'Last day', fr: 'Dernier jour' } },
  },
  evaluate({ startDate, endDate }, { maximumMonths }) {
    if (startDate === null || endDate === null) return notApplicable(NO_DATES);
    const months = monthsReaching(startDate, endDate);
    const backwards = endDate < startDate;
    const latest = addMonths(startDate, maximumMonths);
    const holds = !backwards && endDate <= latest;
    return {
      result: holds ? 'holds' : 'broken',
      numerator: `${months}`,
      denominator: null,
      limit: `${maximumMonths}`,
      percent: null,
      percentLimit: null,
      headroomMinor: null,
      explanation: backwards
        ? {
            en: `The end, ${endDate}, is before the start, ${startDate}.`,
            fr: `La fin, ${endDate}, précède le début, ${startDate}.`,
          }
        : {
            en: `From ${startDate} to ${endDate} reaches into month ${months} of ${maximumMonths} allowed; the latest end is ${latest}.`,
            fr: `Du ${startDate} au ${endDate}, la durée atteint le mois ${months} sur ${maximumMonths} autorisés ; la fin est possible jusqu’au ${latest}.`,
          },
      changes: holds ? [] : smallestChanges(startDate, endDate, backwards ? null : maximumMonths),
    };
  },
};

const NO_DATES = {
  en: 'Start and end are not both given yet.',
  fr: 'Le début et la fin ne sont pas encore indiqués.',
};

/** Without months only their order is to be mended. */
function smallestChanges(start: LocalDate, end: LocalDate, months: number | null): SmallestChange[] {
  const newEnd = months === null ? start : addMonths(start, months);
  const newStart = months === null ? end : earliestStart(end, months);
  return [
    {
      code: 'start-fixed',
      holds: { en: 'The start stays', fr: 'Le début reste inchangé' },
      action: { en: `Move the end to ${newEnd}.`, fr: `Ramener la fin au ${newEnd}.` },
      by: null,
      to: null,
      toDate: newEnd,
    },
    {
      code: 'end-fixed',
      holds: { en: 'The end stays', fr: 'La fin reste inchangée' },
      action: { en: `Move the start to ${newStart}.`, fr: `Déplacer le début au ${newStart}.` },
      by: null,
      to: null,
      toDate: newStart,
    },
  ];
}

function earliestStart(end: LocalDate, months: number): LocalDate {
  const near = addMonths(end, -months);
  // Where a shorter month cut the date, the first of the next one is the earliest that reaches the end.
  return addMonths(near, months) >= end ? near : addDays(near, 1);
}
