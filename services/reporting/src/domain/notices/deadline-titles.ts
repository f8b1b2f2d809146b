import type { Localised } from '@mdtf/domain';

/** How deadlines are called, by what is due; the subject's own title is told as it was given. */
export const DEADLINE_TITLES = {
  'concept-note': (call: string) => ({
    en: `Concept notes due: ${call}`,
    fr: `Échéance des notes conceptuelles : ${call}`,
  }),
  full: (call: string) => ({
    en: `Full proposals due: ${call}`,
    fr: `Échéance des propositions complètes : ${call}`,
  }),
  questions: (call: string) => ({
    en: `Questions about the call end: ${call}`,
    fr: `Clôture des questions sur l’appel : ${call}`,
  }),
  clarification: (proposal: string) => ({
    en: `Question to be answered: proposal ${proposal}`,
    fr: `Question à laquelle répondre : proposition ${proposal}`,
  }),
  offer: (title: string) => ({
    en: `Last day of the offer in kind: ${title}`,
    fr: `Dernier jour de l’offre en nature : ${title}`,
  }),
  'seat-term': (seat: string, holder: string) => ({
    en: `Last day of the term of seat ${seat}: ${holder}`,
    fr: `Dernier jour du mandat de qui tient le siège ${seat} : ${holder}`,
  }),
  'decision-review': (proposal: string) => ({
    en: `A review of the decision may be asked for: proposal ${proposal}`,
    fr: `Un réexamen de la décision peut être demandé : proposition ${proposal}`,
  }),
  extension: (activity: string) => ({
    en: `Last day to ask for an extension without cost: activity ${activity}`,
    fr: `Dernier jour pour demander une prolongation sans coût : activité ${activity}`,
  }),
  deposit: (donor: string, contribution: string) => ({
    en: `Deposit due: ${donor}, contribution ${contribution}`,
    fr: `Dépôt attendu : ${donor}, contribution ${contribution}`,
  }),
  review: (proposal: string) => ({
    en: `Review to be completed: proposal ${proposal}`,
    fr: `Évaluation à terminer : proposition ${proposal}`,
  }),
  'due-diligence': (organisation: string) => ({
    en: `Last day of the due diligence: organisation ${organisation}`,
    fr: `Dernier jour de la diligence raisonnable : organisation ${organisation}`,
  }),
  session: (title: string) => ({
    en: `Session of the oversight committee: ${title}`,
    fr: `Séance du comité de surveillance : ${title}`,
  }),
  term: (title: string) => ({
    en: `End of the term of silence: ${title}`,
    fr: `Fin du délai de silence : ${title}`,
  }),
  answer: (title: string, seat: string) => ({
    en: `Non-objection, answer for seat ${seat}: ${title}`,
    fr: `Non-objection, réponse pour le siège ${seat} : ${title}`,
  }),
  condition: (title: string, text: string) => ({
    en: `Condition to be met: ${text} (${title})`,
    fr: `Condition à remplir : ${text} (${title})`,
  }),
  waiver: (title: string) => ({
    en: `Last day of the waiver: ${title}`,
    fr: `Dernier jour de la dérogation : ${title}`,
  }),
  narrative: (activity: string) => ({
    en: `Final narrative report due: activity ${activity}`,
    fr: `Échéance du rapport narratif final : activité ${activity}`,
  }),
  certified: (activity: string, year: string) => ({
    en: `Certified expenditure of ${year} due: activity ${activity}`,
    fr: `Échéance des dépenses certifiées de ${year} : activité ${activity}`,
  }),
} as const satisfies Readonly<Record<string, (...parts: never[]) => Localised>>;
