import { isMoney, type Money, moneyOf, type Rejection, wordMoney } from '@mdtf/domain';

/** The refusal of what is no amount of the fund. */
export function refuseAmount(amount: Money, currency: string, field: string): Rejection | undefined {
  if (amount.currency !== currency)
    return refused(
      'wrong-currency',
      'Not the fund’s currency',
      `The fund accounts in ${currency}, not in ${amount.currency}.`,
      field,
    );
  if (isMoney(amount)) return undefined;
  const detail = `It is finer than ${currency} allows, or too large.`;
  return { ...refused('invalid-amount', 'Not an amount', detail, field), category: 'invalid' };
}

/** 400: no fund holds that much. */
export function tooLarge(field: string): Rejection {
  const detail = 'The amount would be more than a fund can hold.';
  return { ...refused('too-large', 'More than a fund can hold', detail, field), category: 'invalid' };
}

/** 422, naming the field. */
export function refused(code: string, title: string, detail: string, field: string): Rejection {
  return { code, category: 'refused', title, detail, field };
}

/** An amount as English writes it. */
export const word = (minor: bigint, currency: string): string => wordMoney(moneyOf(minor, currency), 'en');
