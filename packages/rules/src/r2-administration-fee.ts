import {
  decimalText,
  divideHalfUp,
  millionthsOf,
  minorUnitDigits,
  moneyOf,
  percentHalfUp,
} from '@mdtf/domain';
import type { Rule } from './rule.ts';
import { apart } from './smallest-change.ts';
import { inBoth } from './writing.ts';

const MILLION = 1_000_000n;

/** One donor agreement after a deposit, minor units. */
export interface FeeFacts {
  readonly currency: string;
  /** Gross, this deposit included, reversals taken off. */
  readonly depositsToDateMinor: bigint;
  /** Before this deposit. */
  readonly feesTakenMinor: bigint;
  /** The fee proposed for this deposit; null to ask what is due. */
  readonly feeMinor: bigint | null;
  /** The agreement's rate, a percentage with up to four decimals; null: the charter's. */
  readonly ratePercent: string | null;
}

export interface FeeParameters {
  readonly ratePercent: string;
}

/** The fee due now: the rate of all deposits to date, half-up, less fees already taken; below 0 it goes back to the donor. */
export function feeDue(facts: Omit<FeeFacts, 'feeMinor'>, parameters: FeeParameters): bigint {
  const rate = millionthsOf(facts.ratePercent ?? parameters.ratePercent);
  return divideHalfUp(facts.depositsToDateMinor * rate, MILLION) - facts.feesTakenMinor;
}

/** R2: the administration fee is due on the donor's deposits to date, so that roundings never add up. */
export const administrationFee: Rule<FeeFacts, FeeParameters> = {
  id: 'R2',
  version: 1,
  source: 'undp.org/mdtf/administrative.shtml',
  title: { en: 'Administration fee', fr: 'Frais d’administration' },
  explanation: {
    en: 'The fee is the agreement’s rate of the donor’s deposits to date, rounded half-up, less the fees already taken, so that roundings never add up.',
    fr: 'Les frais sont le taux de la convention appliqué aux dépôts du donateur à ce jour, arrondi au plus proche, moins les frais déjà prélevés : les arrondis ne s’accumulent jamais.',
  },
  places: { deposited: 'warn' },
  parameters: {
    ratePercent: {
      type: 'percent',
      maximum: '100',
      default: '1',
      label: {
        en: 'Rate where the donor agreement names none, percent of deposits',
        fr: 'Taux à défaut de convention, en pourcentage des dépôts',
      },
    },
  },
  quantities: {
    depositsToDateMinor: {
      type: 'money',
      label: { en: 'The donor’s deposits to date', fr: 'Dépôts du donateur à ce jour' },
    },
    feesTakenMinor: { type: 'money', label: { en: 'Fees already taken', fr: 'Frais déjà prélevés' } },
    feeMinor: { type: 'money', label: { en: 'The fee proposed', fr: 'Frais proposés' } },
    ratePercent: { type: 'number', label: { en: 'The agreement’s rate', fr: 'Taux de la convention' } },
  },
  evaluate(facts, parameters) {
    const { currency, depositsToDateMinor, feesTakenMinor } = facts;
    const due = feeDue(facts, parameters);
    const fee = facts.feeMinor ?? due;
    const rate = millionthsOf(facts.ratePercent ?? parameters.ratePercent);
    const rateText = decimalText(rate, 4).replace(/0{1,2}$/, '');
    const text = (minor: bigint) => decimalText(minor, minorUnitDigits(currency));
    const off = apart(fee, due);
    const right = fee === due;
    const lower = fee > due;
    return {
      result: right ? 'holds' : 'broken',
      numerator: text(fee),
      denominator: text(depositsToDateMinor),
      limit: text(due),
      percent: percentHalfUp(feesTakenMinor + fee, depositsToDateMinor, 2),
      percentLimit: percentHalfUp(rate, MILLION, 2),
      headroomMinor: null,
      explanation: inBoth(currency, {
        en: (w) =>
          `The fee due is ${w.money(due)}: ${w.percent(rateText)} of deposits to date of ${w.amount(depositsToDateMinor)}, ` +
          `rounded half-up, is ${w.amount(due + feesTakenMinor)}, less fees already taken of ${w.amount(feesTakenMinor)}.` +
          (right ? '' : ` A fee of ${w.money(fee)} would make ${w.amount(feesTakenMinor + fee)} in all.`),
        fr: (w) =>
          `Les frais dus sont de ${w.money(due)} : ${w.percent(rateText)} des dépôts à ce jour de ${w.amount(depositsToDateMinor)}, ` +
          `arrondi au plus proche, font ${w.amount(due + feesTakenMinor)}, moins les frais déjà prélevés de ${w.amount(feesTakenMinor)}.` +
          (right
            ? ''
            : ` Des frais de ${w.money(fee)} porteraient le total à ${w.amount(feesTakenMinor + fee)}.`),
      }),
      changes: right
        ? []
        : [
            {
              code: 'deposits-fixed',
              holds: {
                en: 'Deposits and fees already taken stay',
                fr: 'Les dépôts et les frais déjà prélevés restent inchangés',
              },
              action: inBoth(currency, {
                en: (w) => `${lower ? 'Lower' : 'Raise'} the fee by ${w.money(off)} to ${w.money(due)}.`,
                fr: (w) =>
                  `${lower ? 'Réduire' : 'Augmenter'} les frais de ${w.money(off)}, à ${w.money(due)}.`,
              }),
              by: moneyOf(off, currency),
              to: moneyOf(due, currency),
              toDate: null,
            },
          ],
    };
  },
};
