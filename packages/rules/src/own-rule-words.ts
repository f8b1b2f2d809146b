import type { Language, Localised, SmallestChange } from '@mdtf/domain';
import { addDays, divideDown, divideUp, wordMoneyOf, wordNumber, wordPercent } from '@mdtf/domain';
import type { OwnComparison, Relation } from './own-rule.ts';
import type { Tested, Value } from './own-rule-test.ts';
import { QUANTITIES, type QuantityName } from './quantities.ts';
import { apart, changeOfAmount, changeOfDate, deed } from './smallest-change.ts';

const RELATIONS: Readonly<Record<Relation, Localised>> = {
  'at-most': { en: 'at most', fr: 'au plus' },
  below: { en: 'below', fr: 'inférieur à' },
  'at-least': { en: 'at least', fr: 'au moins' },
  above: { en: 'above', fr: 'supérieur à' },
  equal: { en: 'equal to', fr: 'égal à' },
  'not-equal': { en: 'other than', fr: 'différent de' },
  'one-of': { en: 'one of', fr: 'l’un de' },
  'none-of': { en: 'none of', fr: 'aucun de' },
};

const OTHERS_STAY = { en: 'The other quantities stay', fr: 'Les autres grandeurs restent inchangées' };

/** A comparison in words, with its values and whether it holds. */
export function wordComparison(tested: Tested, currency: string): Localised {
  const say = (language: Language) => {
    const { comparison, left, right, holds } = tested;
    const names = comparison.quantities.map((name) => labelOf(name)[language]).join(' + ');
    const relation = RELATIONS[comparison.is][language];
    const value = (side: Value) => wordValue(side, comparison, currency, language);
    const not = { en: ', which it is not', fr: ', ce qui n’est pas le cas' }[language];
    const is = { en: 'to be', fr: 'doit être' }[language];
    return `${names}: ${value(left)}, ${is} ${relation} ${value(right)}${rightName(comparison, language)}${holds ? '' : not}.`;
  };
  return { en: capital(say('en')), fr: capital(say('fr').replace(': ', ' : ')) };
}

function rightName({ of = [], percent }: OwnComparison, language: Language): string {
  if (of.length === 0) return '';
  const names = of.map((name) => labelOf(name)[language]).join(' + ');
  const part = percent === undefined ? '' : `${wordPercent(percent, language)} × `;
  return ` (${part}${names})`;
}

function wordValue(
  value: Value,
  { quantities }: OwnComparison,
  currency: string,
  language: Language,
): string {
  if (value.kind === 'date') return value.date;
  if (value.kind === 'texts') return value.texts.join(', ');
  const whole = divideDown(value.n, value.d);
  // Half a cent is shown cut, and said to be.
  const isCut = whole * value.d !== value.n;
  if (isMoney(quantities)) return wordMoneyOf(whole, currency, language, isCut);
  return `${wordNumber(`${whole}`, language)}${isCut ? '…' : ''}`;
}

/** The change of the left side that makes a broken comparison hold, where it is one quantity and not on both sides. */
export function changesOf({ comparison, left, right }: Tested, currency: string): SmallestChange[] {
  const { quantities, of = [], is } = comparison;
  const [name = '', second] = quantities;
  if (second !== undefined || of.includes(name)) return [];
  if (is === 'one-of' || is === 'none-of') return [choose(name, is, right)];
  if (left.kind === 'date' && right.kind === 'date') return dateChange(name, is, right.date);
  if (left.kind !== 'number' || right.kind !== 'number') return [];
  const to = target(is, right.n, right.d);
  if (to === null || to < 0n) return [];
  const from = divideDown(left.n, left.d);
  const label = labelOf(name);
  if (isMoney(quantities))
    return [
      changeOfAmount({
        code: name,
        holds: OTHERS_STAY,
        currency,
        by: apart(from, to),
        to,
        en: (w) => `Change ${label.en} by ${w.money(apart(from, to))} to ${w.money(to)}.`,
        fr: (w) => `Modifier de ${w.money(apart(from, to))}, à ${w.money(to)} : ${label.fr}.`,
      }),
    ];
  const action = {
    en: `Change ${label.en} from ${from} to ${to}.`,
    fr: `Passer de ${from} à ${to} : ${label.fr}.`,
  };
  return [deed(name, OTHERS_STAY, action)];
}

/** The nearest whole value that stands in the relation; null where any other does, or none. */
function target(is: Relation, n: bigint, d: bigint): bigint | null {
  switch (is) {
    case 'at-most':
      return divideDown(n, d);
    case 'below':
      return divideUp(n, d) - 1n;
    case 'at-least':
      return divideUp(n, d);
    case 'above':
      return divideDown(n, d) + 1n;
    case 'equal':
      return n % d === 0n ? n / d : null;
    default:
      return null;
  }
}

function dateChange(name: string, is: Relation, date: string): SmallestChange[] {
  const toDate = is === 'below' ? addDays(date, -1) : is === 'above' ? addDays(date, 1) : date;
  if (is === 'not-equal') return [];
  const { en, fr } = labelOf(name);
  const action = { en: `Move ${en} to ${toDate}.`, fr: `Déplacer au ${toDate} : ${fr}.` };
  return [changeOfDate(name, OTHERS_STAY, action, toDate)];
}

function choose(name: string, is: 'one-of' | 'none-of', right: Value): SmallestChange {
  const texts = right.kind === 'texts' ? right.texts.join(', ') : '';
  const { en, fr } = labelOf(name);
  return deed(name, OTHERS_STAY, {
    en: `Choose ${is === 'one-of' ? 'one of' : 'another than'} ${texts} for ${en}.`,
    fr: `Choisir ${is === 'one-of' ? 'parmi' : 'autre chose que'} ${texts} : ${fr}.`,
  });
}

function labelOf(name: string): Localised {
  return QUANTITIES[name as QuantityName].label;
}

function isMoney([name]: readonly string[]): boolean {
  return QUANTITIES[name as QuantityName].type === 'money';
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
