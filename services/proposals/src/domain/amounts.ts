import { type FieldFault, type Money, minorUnitDigits, parseAmount, type Rejection } from '@mdtf/domain';
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
          message: `must be in ${currency}, in which the fund accounts, not in ${money.currency}`,
        });
        return 0n;
      }
      const parsed = parseAmount(money.amount, currency);
      if (parsed.ok && parsed.exact && parsed.minor >= 0n) return parsed.minor;
      unfit.push({
        field,
        message: `must be exact to the ${minorUnitDigits(currency)} decimals of ${currency}`,
      });
      return 0n;
    },
    refusal() {
      if (foreign.length > 0) return amountRefusal('wrong-currency', 'Not the fund’s currency', foreign);
      if (unfit.length > 0)
        return { ...amountRefusal('invalid-amount', 'Not an amount', unfit), category: 'invalid' };
      return undefined;
    },
  };
}

function amountRefusal(code: string, title: string, errors: readonly FieldFault[]): Rejection {
  const [first] = errors;
  return refused(code, title, `${first?.field} ${first?.message}.`, { errors });
}
