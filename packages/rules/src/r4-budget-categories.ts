import type { Localised, SmallestChange } from '@mdtf/domain';
import { decimalText, minorUnitDigits, moneyOf } from '@mdtf/domain';
import { notApplicable, type Rule } from './rule.ts';
import { apart } from './smallest-change.ts';
import { inBoth } from './writing.ts';

/** The eight budget categories (UNSDG); the last is indirect support cost, the others are direct. */
export const BUDGET_CATEGORIES: readonly { readonly category: number; readonly title: Localised }[] = [
  { category: 1, title: { en: 'Staff and personnel', fr: 'Personnel' } },
  {
    category: 2,
    title: { en: 'Supplies, commodities, materials', fr: 'Fournitures, produits de base et matériels' },
  },
  {
    category: 3,
    title: {
      en: 'Equipment, vehicles, furniture including depreciation',
      fr: 'Équipement, véhicules et mobilier, amortissement compris',
    },
  },
  { category: 4, title: { en: 'Contractual services', fr: 'Services contractuels' } },
  { category: 5, title: { en: 'Travel', fr: 'Voyages' } },
  {
    category: 6,
    title: { en: 'Transfers and grants to counterparts', fr: 'Transferts et subventions aux homologues' },
  },
  {
    category: 7,
    title: {
      en: 'General operating and other direct cost',
      fr: 'Frais généraux de fonctionnement et autres coûts directs',
    },
  },
  { category: 8, title: { en: 'Indirect support cost', fr: 'Coûts d’appui indirects' } },
];

/** The category of indirect support cost. */
export const INDIRECT_CATEGORY = 8;

/** A line of a budget, minor units; several lines may share a category. */
export interface BudgetLine {
  readonly category: number;
  readonly amountMinor: bigint;
}

export interface BudgetFacts {
  readonly currency: string;
  readonly lines: readonly BudgetLine[];
  /** What the budget says it comes to. */
  readonly totalMinor: bigint;
}

/** Sums per category, minor units, all eight in order; lines of no category count in none. */
export function budgetByCategory(lines: readonly BudgetLine[]): { category: number; amountMinor: bigint }[] {
  return BUDGET_CATEGORIES.map(({ category }) => ({
    category,
    amountMinor: sum(lines.filter((line) => line.category === category)),
  }));
}

/** Direct and indirect cost of a budget, minor units: lines 1 to 7, and line 8. */
export function costsOf(lines: readonly BudgetLine[]): { directMinor: bigint; indirectMinor: bigint } {
  const indirect = lines.filter((line) => line.category === INDIRECT_CATEGORY);
  const direct = lines.filter((line) => line.category !== INDIRECT_CATEGORY);
  return { directMinor: sum(direct), indirectMinor: sum(indirect) };
}

/** R4: every line stands in one of the eight categories, none is below 0, and they add up to the stated total. */
export const budgetCategories: Rule<BudgetFacts, Record<never, never>> = {
  id: 'R4',
  version: 1,
  source: 'UNSDG harmonised budget categories; proposals.sdgfund.org/node/69',
  title: { en: 'Budget by the eight categories', fr: 'Budget selon les huit catégories' },
  explanation: {
    en: 'Every line of a budget stands in one of the eight categories, none is below zero, and the lines add up to the stated total.',
    fr: 'Chaque ligne d’un budget relève de l’une des huit catégories, aucune n’est négative, et la somme des lignes est égale au total indiqué.',
  },
  places: { proposal: 'block', agenda: 'off', decision: 'off' },
  parameters: {},
  quantities: {
    lines: {
      type: 'list',
      label: {
        en: 'The lines, each with its category and amount',
        fr: 'Lignes, chacune avec sa catégorie et son montant',
      },
    },
    totalMinor: { type: 'money', label: { en: 'The stated total', fr: 'Total indiqué' } },
  },
  evaluate({ currency, lines, totalMinor }) {
    if (lines.length === 0 && totalMinor === 0n) return notApplicable(NO_BUDGET);
    const summed = sum(lines);
    const astray = lines.filter(
      (line) => !BUDGET_CATEGORIES.some(({ category }) => category === line.category),
    );
    const below = lines.filter((line) => line.amountMinor < 0n);
    const [adds, placed, positive] = [summed === totalMinor, astray.length === 0, below.length === 0];
    const text = (minor: bigint) => decimalText(minor, minorUnitDigits(currency));
    const changes = [
      ...(adds ? [] : sumChanges(currency, summed, totalMinor)),
      ...(placed ? [] : [categoryChange(currency, sum(astray))]),
      ...(positive ? [] : [signChange(currency, -sum(below))]),
    ];
    return {
      result: changes.length === 0 ? 'holds' : 'broken',
      numerator: text(summed),
      denominator: text(totalMinor),
      limit: text(totalMinor),
      percent: null,
      percentLimit: null,
      headroomMinor: null,
      explanation: inBoth(currency, {
        en: (w) =>
          [
            `The lines add up to ${w.money(summed)}, ${adds ? 'which is the stated total' : `the stated total is ${w.money(totalMinor)}`}.`,
            ...(placed ? [] : [`${w.money(sum(astray))} stand in none of the eight categories.`]),
            ...(positive ? [] : [`Lines below zero come to ${w.money(sum(below))}.`]),
          ].join(' '),
        fr: (w) =>
          [
            `La somme des lignes est de ${w.money(summed)}, ${adds ? 'égale au total indiqué' : `le total indiqué est de ${w.money(totalMinor)}`}.`,
            ...(placed ? [] : [`${w.money(sum(astray))} ne relèvent d’aucune des huit catégories.`]),
            ...(positive ? [] : [`Les lignes négatives s’élèvent à ${w.money(sum(below))}.`]),
          ].join(' '),
      }),
      changes,
    };
  },
};

const NO_BUDGET = { en: 'No budget is given yet.', fr: 'Aucun budget n’est encore indiqué.' };

function sum(lines: readonly BudgetLine[]): bigint {
  return lines.reduce((total, line) => total + line.amountMinor, 0n);
}

function sumChanges(currency: string, summed: bigint, total: bigint): SmallestChange[] {
  const off = apart(summed, total);
  const more = summed < total;
  return [
    {
      code: 'lines-fixed',
      holds: { en: 'The lines stay', fr: 'Les lignes restent inchangées' },
      action: inBoth(currency, {
        en: (w) => `${more ? 'Lower' : 'Raise'} the total by ${w.money(off)} to ${w.money(summed)}.`,
        fr: (w) => `${more ? 'Réduire' : 'Augmenter'} le total de ${w.money(off)}, à ${w.money(summed)}.`,
      }),
      by: moneyOf(off, currency),
      to: moneyOf(summed, currency),
      toDate: null,
    },
    {
      code: 'total-fixed',
      holds: { en: 'The total stays', fr: 'Le total reste inchangé' },
      action: inBoth(currency, {
        en: (w) => `${more ? 'Raise' : 'Lower'} the lines by ${w.money(off)} to ${w.money(total)}.`,
        fr: (w) => `${more ? 'Augmenter' : 'Réduire'} les lignes de ${w.money(off)}, à ${w.money(total)}.`,
      }),
      by: moneyOf(off, currency),
      to: moneyOf(total, currency),
      toDate: null,
    },
  ];
}

function categoryChange(currency: string, astray: bigint): SmallestChange {
  return {
    code: 'amounts-fixed',
    holds: { en: 'The amounts stay', fr: 'Les montants restent inchangés' },
    action: inBoth(currency, {
      en: (w) => `Give the lines worth ${w.money(astray)} a category from 1 to 8.`,
      fr: (w) => `Attribuer une catégorie de 1 à 8 aux lignes d’un montant de ${w.money(astray)}.`,
    }),
    by: moneyOf(astray, currency),
    to: null,
    toDate: null,
  };
}

function signChange(currency: string, by: bigint): SmallestChange {
  return {
    code: 'categories-fixed',
    holds: { en: 'The categories stay', fr: 'Les catégories restent inchangées' },
    action: inBoth(currency, {
      en: (w) => `Raise the lines below zero by ${w.money(by)} in all, so that each is zero or more.`,
      fr: (w) =>
        `Augmenter de ${w.money(by)} au total les lignes négatives, pour qu’aucune ne soit inférieure à zéro.`,
    }),
    by: moneyOf(by, currency),
    to: moneyOf(0n, currency),
    toDate: null,
  };
}
