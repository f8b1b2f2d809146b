import {
  type FieldFault,
  faultsTold,
  type Localised,
  type Money,
  minorUnitDigits,
  parseAmount,
  type Rejection,
} from '@mdtf/domain';
import { refused } from './refusals.ts';

/** Amounts of a request read into minor units of the fund's currency, and what is wrong with those that cannot be. */
export interface AmountReader {
  /** Minor units; 0 for an amount at fault, which is then among the faults. */
  read(money: Money, field: string): bigint;
  /** A refusal that lists every amount at fault; undefined when all are amounts of the fund. */
  refusal(): Rejection | undefined;
}

/** Reads amounts of zero or more in one currency. */
export function amountReader(currency: string): AmountReader {
  const foreign: FieldFault[] = [];
  const unfit: FieldFault[] = [];
  return {
    read(money, field) {
      if (money.currency !== currency) {
        foreign.push({
          field,
          message: {
            en: `must be in ${currency}, in which the fund accounts, not in ${money.currency}`,
            fr: `doit être en ${currency}, monnaie de compte du fonds, et non en ${money.currency}`,
          },
        });
        return 0n;
      }
      const parsed = parseAmount(money.amount, currency);
      if (parsed.ok && parsed.exact && parsed.minor >= 0n) return parsed.minor;
      unfit.push({
        field,
        message: {
          en: `must be exact to the ${minorUnitDigits(currency)} decimals of ${currency}`,
          fr: `doit être exact aux ${minorUnitDigits(currency)} décimales de ${currency}`,
        },
      });
      return 0n;
    },
    refusal() {
      if (foreign.length > 0) return amountRefusal('wrong-currency', WRONG_CURRENCY, foreign);
      if (unfit.length > 0)
        return { ...amountRefusal('invalid-amount', NOT_AN_AMOUNT, unfit), category: 'invalid' };
      return undefined;
    },
  };
}

const WRONG_CURRENCY = { en: 'Not the fund’s currency', fr: 'Monnaie autre que celle du fonds' };

const NOT_AN_AMOUNT = { en: 'Not an amount', fr: 'Montant non valable' };

function amountRefusal(code: string, title: Localised, errors: readonly FieldFault[]): Rejection {
  return refused(code, title, faultsTold(errors), { errors });
}
