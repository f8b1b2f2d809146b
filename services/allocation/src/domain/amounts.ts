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
      title: { en: 'Not the fund’s currency', fr: 'Monnaie autre que celle du fonds' },
      detail: {
        en: `The fund accounts in ${currency}, not in ${money.currency}.`,
        fr: `Le fonds tient ses comptes en ${currency}, non en ${money.currency}.`,
      },
      field,
    };
  }
  const parsed = parseAmount(money.amount, currency);
  if (!parsed.ok || !parsed.exact || parsed.minor <= 0n) {
    return {
      code: 'invalid-amount',
      category: 'invalid',
      title: { en: 'Not an amount', fr: 'Montant non valable' },
      detail: {
        en: `must be more than zero and exact to the ${minorUnitDigits(currency)} decimals of ${currency}`,
        fr: `doit être supérieur à zéro et exact aux ${minorUnitDigits(currency)} décimales de ${currency}`,
      },
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
    title: { en: 'More than a fund can hold', fr: 'Plus qu’un fonds ne peut contenir' },
    detail: {
      en: `With this amount the fund’s sums would have more than ${WHOLE_DIGITS_MAX} digits before the point.`,
      fr: `Avec ce montant, les sommes du fonds auraient plus de ${WHOLE_DIGITS_MAX} chiffres avant le point.`,
    },
    field,
  };
}
