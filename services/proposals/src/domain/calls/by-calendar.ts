import type { Localised, Rejection } from '@mdtf/domain';
import type { KnownCharter } from '../known/charter.ts';
import { refused } from '../refusals.ts';
import { deadlineOn, type Milestone, milestonesOf } from './calendar-template.ts';
import type { OpenCall } from './call.ts';

/** The days from and until which proposals of a call are to be reviewed. */
export interface ReviewPeriod {
  readonly from: string;
  readonly until: string;
}

/** A call with the deadlines of the charter's calendar where it names a year and gives none of its own. */
export function byCalendar(
  command: OpenCall,
  charter: KnownCharter,
): { readonly command: OpenCall; readonly reviewPeriod?: ReviewPeriod } | Rejection {
  const { calendarYear } = command;
  if (calendarYear === undefined) return { command };
  if (charter.calendarTemplate === undefined) return NO_TEMPLATE;
  const days = milestonesOf(charter, calendarYear);
  const due = (milestone: Milestone) => {
    const day = days.get(milestone);
    return day === undefined ? undefined : deadlineOn(day, charter.timeZone);
  };
  const [from, until] = [days.get('reviews-begin'), days.get('reviews-end')];
  return {
    command: {
      ...command,
      questionsDue: command.questionsDue ?? due('questions-due'),
      conceptNotesDue: command.conceptNotesDue ?? due('concept-notes-due'),
      fullProposalsDue: command.fullProposalsDue ?? due('full-proposals-due'),
      year: command.year ?? calendarYear,
    },
    ...(from === undefined || until === undefined ? {} : { reviewPeriod: { from, until } }),
  };
}

const TITLE: Localised = {
  en: 'The charter has no such calendar',
  fr: 'La charte n’a pas un tel calendrier',
};

const NO_TEMPLATE = refused(
  'no-calendar-template',
  TITLE,
  {
    en: 'The charter in force names no days of the year for calls: leave calendarYear out and give the deadlines, or have the charter amended.',
    fr: 'La charte en vigueur ne fixe pas de jours de l’année pour les appels : omettez calendarYear et donnez les dates limites, ou faites modifier la charte.',
  },
  { field: 'body.calendarYear' },
);
