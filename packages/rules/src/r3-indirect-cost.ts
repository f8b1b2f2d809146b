import type { SmallestChange } from '@mdtf/domain';
import {
  decimalText,
  divideDown,
  divideUp,
  millionthsOf,
  minorUnitDigits,
  moneyOf,
  percentHalfUp,
} from '@mdtf/domain';
import { notApplicable, type Rule } from './rule.ts';
import { inBoth } from './writing.ts';

const MILLION = 1_000_000n;

/** A budget's two parts, minor units: lines 1 to 7, and line 8. */
export interface IndirectCostFacts {
  readonly currency: string;
  /** Null when the source recorded no direct cost: there is then nothing to measure against. */
  readonly directMinor: bigint | null;
  readonly indirectMinor: bigint;
}

export interface IndirectCostParameters {
  readonly limitPercent: string;
  /** amount: to the minor unit of what the rate gives; share: of the share as printed with two decimals. */
  readonly precision: 'amount' | 'share';
}

/** Indirect support cost as a percentage of direct cost, two decimals half-up as published; null without direct cost. */
export function indirectSharePercent(facts: IndirectCostFacts): string | null {
  return facts.directMinor === null ? null : percentHalfUp(facts.indirectMinor, facts.directMinor, 2);
}

/** The rule as whole numbers: it holds when `a · indirect ≤ b · direct + c`; both roundings half-up are of this form. */
interface Bound {
  readonly a: bigint;
  readonly b: bigint;
  readonly c: bigint;
}

function boundOf({ limitPercent, precision }: IndirectCostParameters): Bound {
  const rate = millionthsOf(limitPercent);
  if (precision === 'amount') return { a: 2n * MILLION, b: 2n * rate, c: MILLION };
  return { a: 20_000n, b: 2n * (rate / 100n) + 1n, c: -1n };
}

/** R3: indirect support cost (line 8) is at most 7 % of direct cost (lines 1 to 7). */
export const indirectCost: Rule<IndirectCostFacts, IndirectCostParameters> = {
  id: 'R3',
  version: 1,
  source: 'mptf.undp.org/portfolio/agency; OCHA project data',
  title: { en: 'Indirect support cost', fr: 'Coûts d’appui indirects' },
  explanation: {
    en: 'Indirect support cost (line 8) is at most a percentage of direct cost (lines 1 to 7), rounded half-up. Equality passes.',
    fr: 'Les coûts d’appui indirects (ligne 8) sont au plus un pourcentage des coûts directs (lignes 1 à 7), arrondi au plus proche. L’égalité est admise.',
  },
  places: { proposal: 'needs-waiver', agenda: 'needs-waiver', decision: 'needs-waiver' },
  parameters: {
    limitPercent: {
      type: 'percent',
      maximum: '100',
      default: '7.00',
      label: { en: 'Most, percent of direct cost', fr: 'Maximum, en pourcentage des coûts directs' },
    },
    precision: {
      type: 'choice',
      options: {
        amount: { en: 'to the cent of what the rate gives', fr: 'au centime près du montant calculé' },
        share: { en: 'of the share printed with two decimals', fr: 'sur la part imprimée à deux décimales' },
      },
      default: 'amount',
      label: { en: 'How exactly it is tested', fr: 'Précision du contrôle' },
    },
  },
  quantities: {
    directMinor: {
      type: 'money',
      label: { en: 'Direct cost, lines 1 to 7', fr: 'Coûts directs, lignes 1 à 7' },
    },
    indirectMinor: {
      type: 'money',
      label: { en: 'Indirect support cost, line 8', fr: 'Coûts d’appui indirects, ligne 8' },
    },
  },
  evaluate(facts, parameters) {
    const { currency, directMinor, indirectMinor } = facts;
    if (directMinor === null || (directMinor === 0n && indirectMinor === 0n))
      return notApplicable(NO_DIRECT_COST);
    const { a, b, c } = boundOf(parameters);
    const limit = directMinor <= 0n ? 0n : divideDown(b * directMinor + c, a);
    const holds = indirectMinor <= limit;
    const share = percentHalfUp(indirectMinor, directMinor, 2);
    const allowed = percentHalfUp(millionthsOf(parameters.limitPercent), MILLION, 2) ?? '';
    const text = (minor: bigint) => decimalText(minor, minorUnitDigits(currency));
    return {
      result: holds ? 'holds' : 'broken',
      numerator: text(indirectMinor),
      denominator: text(directMinor),
      limit: text(limit),
      percent: share,
      percentLimit: allowed,
      headroomMinor: limit - indirectMinor,
      explanation: inBoth(currency, {
        en: (w) =>
          `Indirect support cost is ${w.money(indirectMinor)} on direct cost of ${w.money(directMinor)}` +
          `${share === null ? '' : ` (${w.percent(share)})`}, ` +
          (holds
            ? `within the limit of ${w.percent(allowed)}, which gives ${w.money(limit)}.`
            : `above the limit of ${w.percent(allowed)}, which gives ${w.money(limit)}, by ${w.money(indirectMinor - limit)}.`),
        fr: (w) =>
          `Les coûts d’appui indirects s’élèvent à ${w.money(indirectMinor)} pour des coûts directs de ${w.money(directMinor)}` +
          `${share === null ? '' : ` (${w.percent(share)})`}` +
          (holds
            ? `, dans la limite de ${w.percent(allowed)}, soit ${w.money(limit)}.`
            : ` et dépassent de ${w.money(indirectMinor - limit)} la limite de ${w.percent(allowed)}, soit ${w.money(limit)}.`),
      }),
      changes: holds ? [] : smallestChanges(currency, directMinor, indirectMinor, limit, { a, b, c }),
    };
  },
};

const NO_DIRECT_COST = {
  en: 'No direct cost is recorded, so there is nothing to measure indirect support cost against.',
  fr: 'Aucun coût direct n’est enregistré : il n’y a rien à quoi rapporter les coûts d’appui indirects.',
};

function smallestChanges(
  currency: string,
  direct: bigint,
  indirect: bigint,
  limit: bigint,
  { a, b, c }: Bound,
): SmallestChange[] {
  const cut = indirect - limit;
  const shift = divideUp(a * indirect - b * direct - c, a + b);
  const add = b === 0n ? null : divideUp(a * indirect - c - b * direct, b);
  const changes: SmallestChange[] = [
    {
      code: 'direct-fixed',
      holds: {
        en: 'Direct cost (lines 1 to 7) stays',
        fr: 'Les coûts directs (lignes 1 à 7) restent inchangés',
      },
      action: inBoth(currency, {
        en: (w) => `Cut indirect support cost by ${w.money(cut)} to ${w.money(limit)}.`,
        fr: (w) => `Réduire les coûts d’appui indirects de ${w.money(cut)}, à ${w.money(limit)}.`,
      }),
      by: moneyOf(cut, currency),
      to: moneyOf(limit, currency),
      toDate: null,
    },
  ];
  if (shift <= indirect)
    changes.push({
      code: 'total-fixed',
      holds: { en: 'The total stays', fr: 'Le total reste inchangé' },
      action: inBoth(currency, {
        en: (w) =>
          `Move ${w.money(shift)} from line 8 to lines 1 to 7, leaving ${w.money(indirect - shift)} on line 8.`,
        fr: (w) =>
          `Déplacer ${w.money(shift)} de la ligne 8 vers les lignes 1 à 7, en laissant ${w.money(indirect - shift)} à la ligne 8.`,
      }),
      by: moneyOf(shift, currency),
      to: moneyOf(indirect - shift, currency),
      toDate: null,
    });
  if (add !== null)
    changes.push({
      code: 'indirect-fixed',
      holds: { en: 'Indirect support cost stays', fr: 'Les coûts d’appui indirects restent inchangés' },
      action: inBoth(currency, {
        en: (w) => `Add ${w.money(add)} of direct cost, making ${w.money(direct + add)}.`,
        fr: (w) => `Ajouter ${w.money(add)} de coûts directs, portés à ${w.money(direct + add)}.`,
      }),
      by: moneyOf(add, currency),
      to: moneyOf(direct + add, currency),
      toDate: null,
    });
  return changes;
}
