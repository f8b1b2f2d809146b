import type { FieldFault, Rejection } from './decider.ts';
import { inEach, type Localised, textIn } from './localised.ts';
import { frenchNoun, type Noun, upperFirst } from './nouns.ts';
import type { Verdict } from './verdict.ts';

/** The fund has no charter that is known here. */
export const fundNotKnown: Rejection = {
  code: 'fund-not-found',
  category: 'not-found',
  title: { en: 'No such fund', fr: 'Fonds introuvable' },
  detail: {
    en: 'This fund has no charter, or it is not known here yet.',
    fr: 'Ce fonds n’a pas de charte, ou elle n’est pas encore connue ici.',
  },
};

/** Something with this id was recorded before; nothing is recorded twice. */
export function alreadyExists(what: Noun, id: string): Rejection {
  const noun = frenchNoun(what);
  return {
    code: 'already-exists',
    category: 'conflict',
    title: { en: `This ${what} exists`, fr: `${upperFirst(noun.this)} existe déjà` },
    detail: {
      en: `The ${what} ${id} was recorded before; nothing was recorded now.`,
      fr: `${upperFirst(noun.the)} ${id} a déjà été enregistré${noun.e} ; rien n’a été enregistré cette fois.`,
    },
    params: { id },
  };
}

/** What the path names is not there. */
export function notFound(what: Noun, id: string): Rejection {
  const noun = frenchNoun(what);
  return {
    code: `${what.replaceAll(' ', '-')}-not-found`,
    category: 'not-found',
    title: { en: `No such ${what}`, fr: `${upperFirst(noun.bare)} introuvable` },
    detail: {
      en: `There is no ${what} ${id} in this fund.`,
      fr: `${upperFirst(noun.the)} ${id} n’existe pas dans ce fonds.`,
    },
    params: { id },
  };
}

/** What a field of the body names is not there. */
export function notKnown(what: Noun, id: string, field: string): Rejection {
  const noun = frenchNoun(what);
  return {
    code: `unknown-${what.replaceAll(' ', '-')}`,
    category: 'refused',
    title: { en: `Unknown ${what}`, fr: `${upperFirst(noun.bare)} inconnu${noun.e}` },
    detail: {
      en: `The ${what} ${id} is not known.`,
      fr: `${upperFirst(noun.the)} ${id} n’est pas connu${noun.e}.`,
    },
    field,
    params: { id },
  };
}

/** A sentence on the first of the fields at fault, and how many more there are. */
export function faultsTold(faults: readonly FieldFault[]): Localised {
  const [first] = faults;
  const others = faults.length - 1;
  return inEach((language) => {
    if (first === undefined) return '';
    const more = { en: ` (and ${others} more)`, fr: ` (et ${others} de plus)` }[language];
    return `${first.field} ${textIn(first.message, language)}${others > 0 ? more : ''}.`;
  });
}

/** What each of these rules says, under its id. */
export function rulesTold(verdicts: readonly Verdict[]): Localised {
  return inEach((language) =>
    verdicts
      .map(({ rule, explanation }) => `${rule}${language === 'fr' ? ' ' : ''}: ${explanation[language]}`)
      .join(' '),
  );
}
