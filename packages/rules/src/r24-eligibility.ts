import type { Localised, SmallestChange } from '@mdtf/domain';
import { finding, type Rule } from './rule.ts';
import { deed } from './smallest-change.ts';

/** The criteria of the facility's checklist, in its order. */
export const ELIGIBILITY_CRITERIA = [
  {
    id: 'no-substitute',
    title: { en: 'Does not replace regular instruments', fr: 'Ne remplace pas les instruments ordinaires' },
  },
  { id: 'comparative-advantage', title: { en: 'Comparative advantage', fr: 'Avantage comparatif' } },
  {
    id: 'several-countries',
    title: {
      en: 'Benefits several countries; one only for capacity building that others cannot fund',
      fr: 'Profite à plusieurs pays ; à un seul pour un renforcement des capacités que nul autre ne peut financer',
    },
  },
  { id: 'leverage', title: { en: 'Leverage', fr: 'Effet de levier' } },
  { id: 'managerial-competence', title: { en: 'Managerial competence', fr: 'Compétence de gestion' } },
  { id: 'arms-length', title: { en: 'Arm’s length', fr: 'Pleine indépendance' } },
  { id: 'exit-plan', title: { en: 'Exit plan', fr: 'Plan de sortie' } },
  { id: 'partnership', title: { en: 'Partnership', fr: 'Partenariat' } },
] as const satisfies readonly { readonly id: string; readonly title: Localised }[];

export type EligibilityCriterion = (typeof ELIGIBILITY_CRITERIA)[number]['id'];

/** What is said of one criterion. */
export interface EligibilityAnswer {
  readonly criterion: EligibilityCriterion;
  readonly met: boolean;
  readonly reason: string;
}

/** The checklist as filled in; what is not in it is not answered. */
export interface EligibilityFacts {
  readonly answers: readonly EligibilityAnswer[];
}

/** R24: the facility request answers every criterion of the facility with a reason, and meets it. */
export const eligibility: Rule<EligibilityFacts, Record<never, never>> = {
  id: 'R24',
  version: 1,
  source: 'World Bank, Operational Policy 8.45, Annex A',
  title: { en: 'Eligibility for the facility', fr: 'Admissibilité au DGF' },
  explanation: {
    en: 'The facility request answers each criterion of the facility, with a reason. It is a checklist, not arithmetic, and is not asked of projects.',
    fr: 'La demande au DGF répond à chaque critère, avec une raison. C’est une liste de contrôle, non un calcul, et elle n’est pas demandée aux projets.',
  },
  places: { 'facility-preliminary': 'off', 'facility-formal': 'warn' },
  parameters: {},
  quantities: {
    answers: {
      type: 'list',
      label: { en: 'Criteria met or not, with reasons', fr: 'Critères remplis ou non, avec raisons' },
    },
  },
  evaluate({ answers }) {
    const failures = ELIGIBILITY_CRITERIA.flatMap(({ id, title }) => {
      const answer = answers.find(({ criterion }) => criterion === id);
      return answer?.met === true && answer.reason.trim() !== '' ? [] : [failureOf(id, title, answer)];
    });
    const met = ELIGIBILITY_CRITERIA.length - failures.length;
    return finding({
      result: failures.length === 0 ? 'holds' : 'broken',
      numerator: `${met}`,
      denominator: `${ELIGIBILITY_CRITERIA.length}`,
      explanation: {
        en: [
          `${met} of ${ELIGIBILITY_CRITERIA.length} criteria are met with a reason.`,
          ...failures.map(({ word }) => word.en),
        ].join(' '),
        fr: [
          `${met} critère(s) sur ${ELIGIBILITY_CRITERIA.length} remplis avec une raison.`,
          ...failures.map(({ word }) => word.fr),
        ].join(' '),
      },
      changes: failures.map(({ change }) => change),
    });
  },
};

const OTHERS_STAY = { en: 'The other answers stay', fr: 'Les autres réponses restent inchangées' };

function failureOf(
  id: EligibilityCriterion,
  title: Localised,
  answer: EligibilityAnswer | undefined,
): { readonly word: Localised; readonly change: SmallestChange } {
  const state =
    answer === undefined
      ? { en: 'not answered', fr: 'sans réponse' }
      : answer.met
        ? { en: 'no reason given', fr: 'sans raison' }
        : { en: `not met (${answer.reason})`, fr: `non rempli (${answer.reason})` };
  return {
    word: { en: `${title.en}: ${state.en}.`, fr: `${title.fr} : ${state.fr}.` },
    change: deed(id, OTHERS_STAY, {
      en: `Meet “${title.en}” and say how.`,
      fr: `Remplir « ${title.fr} » et dire comment.`,
    }),
  };
}
