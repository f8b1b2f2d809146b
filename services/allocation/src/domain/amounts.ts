import {
  largestSum,
  type Money,
  minorUnitDigits,
  parseAmount,
  type Rejection,
  WHOLE_DIGITS_MAX,
} from '@mdtf/domain';

/** Minor units of an amount of more than zero in the fund's currency, or the refusal that names its field. */
export function readAmount(money: Money, currency: string, field: string): bigint | Rejection {
  if (money.currency !== currency) {
    return {
      code: 'wrong-currency',
      category: 'refused',
      title: 'Not the fund’s currency',
      detail: `The fund accounts in ${currency}, not in ${money.currency}.`,
      field,
    };
  }
  const parsed = parseAmount(money.amount, currency);
  if (!parsed.ok || !parsed.exact || parsed.minor <= 0n) {
    return {
      code: 'invalid-amount',
      category: 'invalid',
      title: 'Not an amount',
      detail: `must be more than zero and exact to the ${minorUnitDigits(currency)} decimals of ${currency}`,
      field,
    };
  }
  return parsed.minor;
}

/** A refusal when a sum would go beyond `largestSum`. */
export function refuseBeyondLargestSum(
  sumMinor: bigint,
  currency: string,
  field: string,
): Rejection | undefined {
  if (sumMinor <= largestSum(currency)) return undefined;
  return {
    code: 'fund-too-large',
    category: 'refused',
    title: 'More than a fund can hold',
    detail: `With this amount the fund’s sums would have more than ${WHOLE_DIGITS_MAX} digits before the point.`,
    field,
  };
}
