import type { LocalDate, Localised } from '@mdtf/domain';
import { type Activity, moneyCells } from './activity.ts';
import { activityChecks } from './delivery.ts';
import type { FundMoney } from './fund-money.ts';
import type { Question } from './question.ts';
import { column, type ReportBody } from './report.ts';

/** A recommendation of the register, with what was proposed and told under it. */
export interface Registered {
  readonly recommendationId: string;
  readonly meeting: string;
  readonly heldOn: LocalDate;
  readonly session: string;
  readonly text: Localised;
  /** Full proposals that cite it. */
  readonly proposals: number;
  /** Results told, by the activity that cites it. */
  readonly results: ReadonlyMap<string, number>;
}

const EACH = {
  en: 'An activity that cites several recommendations counts under each; the total counts it once',
  fr: 'Une activité qui cite plusieurs recommandations compte pour chacune ; le total ne la compte qu’une fois',
};

const COLUMNS = [
  column('recommendationId', 'text', 'Recommendation', 'Recommandation'),
  column('meeting', 'text', 'Meeting of the Forum', 'Réunion du Forum'),
  column('heldOn', 'date', 'Date', 'Date'),
  column('session', 'text', 'Session', 'Séance'),
  column('text_en', 'text', 'Text (English)', 'Texte (anglais)'),
  column('text_fr', 'text', 'Text (French)', 'Texte (français)'),
  column('proposals', 'count', 'Full proposals', 'Propositions complètes'),
  column('activities', 'count', 'Activities', 'Activités'),
  column('activityIds', 'text', 'Which', 'Lesquelles'),
  column('allocated', 'money', 'Allocated', 'Alloué', EACH),
  column('transferred', 'money', 'Transferred', 'Versé', EACH),
  column('refunded', 'money', 'Refunded', 'Remboursé', EACH),
  column('netFunded', 'money', 'Net funded', 'Net financé', EACH),
  column('spent', 'money', 'Spent', 'Dépensé', EACH),
  column('provisional', 'money', 'Of it provisional', 'Dont provisoire', EACH),
  column('withPartner', 'money', 'With the partner', 'Chez le partenaire', EACH),
  column('results', 'count', 'Results told', 'Résultats communiqués'),
];

/** The Forum's recommendations from meeting to meeting, with what was done under each. */
export function recommendations(
  question: Question,
  register: readonly Registered[],
  all: readonly Activity[],
  money: FundMoney,
): ReportBody {
  const { windowId } = question;
  const shown = windowId === undefined ? all : all.filter((activity) => activity.windowId === windowId);
  const ids = new Set(register.map(({ recommendationId }) => recommendationId));
  const under = shown.filter((activity) => activity.recommendations.some((id) => ids.has(id)));
  return {
    title: { en: 'Recommendations of the Forum', fr: 'Recommandations du Forum' },
    columns: COLUMNS,
    rows: register.map((one) => rowOf(question, one, shown)),
    totals: { activities: under.length, ...moneyCells(question, under) },
    checks: activityChecks(all, money),
  };
}

function rowOf(question: Question, one: Registered, shown: readonly Activity[]) {
  const { recommendationId, meeting, heldOn, session, text, proposals, results } = one;
  const activities = shown.filter((activity) => activity.recommendations.includes(recommendationId));
  return {
    recommendationId,
    meeting,
    heldOn,
    session,
    text_en: text.en,
    text_fr: text.fr,
    proposals,
    activities: activities.length,
    activityIds: activities.map(({ activityId }) => activityId).join('; '),
    ...moneyCells(question, activities),
    results: activities.reduce((sum, { activityId }) => sum + (results.get(activityId) ?? 0), 0),
  };
}
