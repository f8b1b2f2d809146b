import type { Localised, SmallestChange } from '@mdtf/domain';
import { finding, notApplicable, type Rule } from './rule.ts';
import { changeOfAmount } from './smallest-change.ts';
import { amountText, inBoth } from './writing.ts';

/** Money of one pot used for one window, minor units. */
export interface EarmarkedPart {
  readonly pot: string;
  /** The one organisation that the pot's money was tied to by its donor; null: to none. */
  readonly organisation: string | null;
  /** The window that the pot was given for; null: for any. */
  readonly givenFor: string | null;
  /** How the donor bound it: an earmark, or a preference only. */
  readonly bound: 'earmark' | 'preference';
  /** The window that it is used for; null: none. */
  readonly usedFor: string | null;
  readonly amountMinor: bigint;
}

export interface EarmarkFacts {
  readonly currency: string;
  readonly parts: readonly EarmarkedPart[];
}

export interface EarmarkParameters {
  readonly preferences: 'noted' | 'binding';
}

/** R15: money is not tied to one organisation, and what was given for a window is used for it. */
export const earmarking: Rule<EarmarkFacts, EarmarkParameters> = {
  id: 'R15',
  version: 1,
  source:
    'Multi-Partner Trust Fund Office, annual report 2023; Afghanistan Reconstruction Trust Fund, preferences',
  title: { en: 'Earmarking', fr: 'Affectation' },
  explanation: {
    en: 'Money of the fund is not tied to one organisation. What a donor gave for a window is used for that window; a preference is respected as the charter says.',
    fr: 'L’argent du fonds n’est pas lié à une seule organisation. Ce qu’un donateur a donné pour un guichet sert à ce guichet ; une préférence est respectée comme le dit la charte.',
  },
  places: { agreed: 'warn', agenda: 'block', decision: 'block', allocation: 'block' },
  parameters: {
    preferences: {
      type: 'choice',
      options: {
        noted: { en: 'noted where not followed', fr: 'signalées si elles ne sont pas suivies' },
        binding: { en: 'binding like an earmark', fr: 'contraignantes comme une affectation' },
      },
      default: 'noted',
      label: { en: 'Donors’ preferences', fr: 'Préférences des donateurs' },
    },
  },
  quantities: {
    parts: {
      type: 'list',
      label: {
        en: 'Each pot’s amount, what it was given for and used for',
        fr: 'Montant de chaque dotation, ce pour quoi elle a été donnée et utilisée',
      },
    },
  },
  evaluate({ currency, parts }, { preferences }) {
    if (parts.length === 0) return notApplicable(NO_POTS);
    const tied = parts.filter(({ organisation }) => organisation !== null);
    const astray = parts.filter(({ givenFor, usedFor }) => givenFor !== null && givenFor !== usedFor);
    const wrong = astray.filter(({ bound }) => bound === 'earmark' || preferences === 'binding');
    const noted = astray.filter((part) => !wrong.includes(part));
    const sentences = [
      ...tied.map((part) => wordTied(part)),
      ...wrong.map((part) => wordAstray(part, currency, false)),
      ...noted.map((part) => wordAstray(part, currency, true)),
    ];
    const misused = sum(parts.filter((part) => tied.includes(part) || wrong.includes(part)));
    return finding({
      result: misused === 0n && tied.length === 0 && wrong.length === 0 ? 'holds' : 'broken',
      numerator: amountText(misused, currency),
      denominator: amountText(sum(parts), currency),
      limit: amountText(0n, currency),
      headroomMinor: -misused,
      explanation: sentences.length === 0 ? RESPECTED : joined(sentences),
      changes: [...wrong.map((part) => moveOf(part, currency)), ...tied.map((part) => untie(part, currency))],
    });
  },
};

const NO_POTS = { en: 'Nothing is said about pots yet.', fr: 'Rien n’est encore dit des dotations.' };
const RESPECTED = {
  en: 'Every pot is used for what it was given for.',
  fr: 'Chaque dotation sert à ce pour quoi elle a été donnée.',
};

function sum(parts: readonly EarmarkedPart[]): bigint {
  return parts.reduce((total, { amountMinor }) => total + amountMinor, 0n);
}

function joined(sentences: readonly Localised[]): Localised {
  return { en: sentences.map(({ en }) => en).join(' '), fr: sentences.map(({ fr }) => fr).join(' ') };
}

function wordTied({ pot, organisation }: EarmarkedPart): Localised {
  return {
    en: `Pot ${pot} is tied to ${organisation} alone, which money of the fund is not.`,
    fr: `La dotation ${pot} est liée à ${organisation} seul, ce que l’argent du fonds n’est pas.`,
  };
}

function wordAstray(
  { pot, givenFor, usedFor, amountMinor, bound }: EarmarkedPart,
  currency: string,
  allowed: boolean,
): Localised {
  const asked = usedFor === null ? 'no window' : `window ${usedFor}`;
  const demande = usedFor === null ? 'aucun guichet' : `le guichet ${usedFor}`;
  return inBoth(currency, {
    en: (w) =>
      bound === 'earmark'
        ? `Pot ${pot} was given for window ${givenFor}, not for ${asked} (${w.money(amountMinor)}).`
        : `Pot ${pot} prefers window ${givenFor} to ${asked} (${w.money(amountMinor)})${allowed ? ', which is noted' : ''}.`,
    fr: (w) =>
      bound === 'earmark'
        ? `La dotation ${pot} a été donnée pour le guichet ${givenFor}, non pour ${demande} (${w.money(amountMinor)}).`
        : `La dotation ${pot} préfère le guichet ${givenFor} à ${demande} (${w.money(amountMinor)})${allowed ? ', ce qui est signalé' : ''}.`,
  });
}

function moveOf({ pot, givenFor, amountMinor }: EarmarkedPart, currency: string): SmallestChange {
  return changeOfAmount({
    code: `pot-${pot}`,
    holds: { en: 'The other pots stay', fr: 'Les autres dotations restent inchangées' },
    currency,
    by: amountMinor,
    to: 0n,
    en: (w) =>
      `Use ${w.money(amountMinor)} of pot ${pot} for window ${givenFor}, or take them from another pot.`,
    fr: (w) =>
      `Utiliser ${w.money(amountMinor)} de la dotation ${pot} pour le guichet ${givenFor}, ou les prendre ailleurs.`,
  });
}

function untie({ pot, amountMinor }: EarmarkedPart, currency: string): SmallestChange {
  return changeOfAmount({
    code: `untie-${pot}`,
    holds: { en: 'The windows stay', fr: 'Les guichets restent inchangés' },
    currency,
    by: amountMinor,
    to: 0n,
    en: (w) => `Have the donor free ${w.money(amountMinor)} of pot ${pot} from the one organisation.`,
    fr: (w) =>
      `Obtenir du donateur que ${w.money(amountMinor)} de la dotation ${pot} ne soient plus liés à une seule organisation.`,
  });
}
