import type { SmallestChange } from '@mdtf/domain';
import { finding, notApplicable, type Rule } from './rule.ts';
import { changeOfAmount } from './smallest-change.ts';
import { amountSet, amountText, inBoth } from './writing.ts';

/** An advance to prepare a project, minor units. */
export interface PreparationAdvanceFacts {
  readonly currency: string;
  /** Null: none is asked. */
  readonly amountMinor: bigint | null;
  /** Advanced for the same project before. */
  readonly beforeMinor: bigint;
}

export interface PreparationAdvanceParameters {
  readonly maximumAmount: string;
}

/** R19: at most 10,000 are advanced to prepare a project. */
export const preparationAdvance: Rule<PreparationAdvanceFacts, PreparationAdvanceParameters> = {
  id: 'R19',
  version: 1,
  source: 'Sustainable Development Goals Fund',
  title: { en: 'Preparation advance', fr: 'Avance de préparation' },
  explanation: {
    en: 'What is advanced to prepare one project comes to at most an amount. Equality passes.',
    fr: 'Ce qui est avancé pour préparer un projet ne dépasse pas un montant. L’égalité est admise.',
  },
  places: { proposal: 'warn', agenda: 'warn', decision: 'block', tranche: 'block' },
  parameters: {
    maximumAmount: {
      type: 'amount',
      maximum: '1000000000',
      default: '10000',
      label: { en: 'Most for one project', fr: 'Maximum par projet' },
    },
  },
  quantities: {
    amountMinor: { type: 'money', label: { en: 'The advance', fr: 'Avance' } },
    beforeMinor: { type: 'money', label: { en: 'Advanced before', fr: 'Déjà avancé' } },
  },
  evaluate({ currency, amountMinor, beforeMinor }, { maximumAmount }) {
    if (amountMinor === null) return notApplicable(NO_ADVANCE);
    const most = amountSet(maximumAmount, currency);
    const sum = beforeMinor + amountMinor;
    const over = sum - most;
    const tooMuch = over > 0n;
    return finding({
      result: tooMuch ? 'broken' : 'holds',
      numerator: amountText(sum, currency),
      limit: amountText(most, currency),
      headroomMinor: -over,
      explanation: inBoth(currency, {
        en: (w) =>
          `With ${w.money(beforeMinor)} before, an advance of ${w.money(amountMinor)} makes ${w.money(sum)} of at most ${w.money(most)}` +
          `${tooMuch ? `, ${w.money(over)} too much` : ''}.`,
        fr: (w) =>
          `Avec ${w.money(beforeMinor)} auparavant, une avance de ${w.money(amountMinor)} fait ${w.money(sum)} sur ${w.money(most)} au plus` +
          `${tooMuch ? `, soit ${w.money(over)} de trop` : ''}.`,
      }),
      changes: tooMuch ? cutTo(currency, over, amountMinor - over) : [],
    });
  },
};

const NO_ADVANCE = {
  en: 'No preparation advance is asked.',
  fr: 'Aucune avance de préparation n’est demandée.',
};

/** A cut below nothing is no cut. */
function cutTo(currency: string, by: bigint, to: bigint): SmallestChange[] {
  if (to < 0n) return [];
  const change = changeOfAmount({
    code: 'before-fixed',
    holds: { en: 'What was advanced before stays', fr: 'Les avances antérieures restent inchangées' },
    currency,
    by,
    to,
    en: (w) => `Cut the advance by ${w.money(by)} to ${w.money(to)}.`,
    fr: (w) => `Réduire l’avance de ${w.money(by)}, à ${w.money(to)}.`,
  });
  return [change];
}
